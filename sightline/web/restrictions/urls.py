"""The addresses of restrictions."""

from django.urls import path

from sightline.web.restrictions import views

urlpatterns = [
    path("restrictions/", views.restrictions, name="restrictions"),
    path("restrictions/<opaque:restriction_id>/", views.restriction, name="restriction"),
    path("restrictions/<opaque:restriction_id>/<slug:outcome>/", views.decide, name="restriction_decide"),
    path("records/<opaque:record_id>/restrict/", views.restrict, name="restrict"),
]

"""The addresses of notices of correction."""

from django.urls import path

from sightline.web.corrections import views

urlpatterns = [
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<opaque:correction_id>/", views.correction, name="correction"),
    path("corrections/<opaque:correction_id>/told/", views.reach, name="correction_told"),
]

"""The addresses of adults named in records."""

from django.urls import path

from sightline.web.named_adults import views

urlpatterns = [
    path("adults/", views.adults, name="named_adults"),
    path("adults/ask/", views.ask, name="named_adult_ask"),
    path("adults/<opaque:adult_id>/", views.adult, name="named_adult"),
    path("adults/<opaque:adult_id>/<slug:outcome>/", views.act, name="named_adult_act"),
]

"""The addresses of putting two people together or splitting one."""

from django.urls import path

from sightline.web.pairing import views

urlpatterns = [
    path("people/<opaque:person_id>/same-name/", views.same_name, name="same_name"),
    path("people/<opaque:person_id>/same-person/<opaque:other_id>/", views.same_as, name="same_as"),
    path("people/<opaque:person_id>/split/", views.split, name="split_person"),
]

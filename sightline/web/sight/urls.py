"""The addresses of sight: which body sees a child by decision."""

from django.urls import path

from sightline.web.sight import views

urlpatterns = [
    path("people/<opaque:person_id>/sight/", views.person_sight, name="person_sight"),
    path("people/<opaque:person_id>/sight/<whole:sequence>/end/", views.end_sight, name="end_sight"),
]

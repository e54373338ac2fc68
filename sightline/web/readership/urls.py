"""The addresses of who has looked at a child."""

from django.urls import path

from sightline.web.readership import views

urlpatterns = [
    path("people/<opaque:person_id>/looked/", views.readership, name="readership"),
    path("people/<opaque:person_id>/looked/file/", views.readership_file, name="readership_file"),
]

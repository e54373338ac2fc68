"""The addresses of protected details."""

from django.urls import path

from sightline.web.protection import views

urlpatterns = [
    path("records/<opaque:record_id>/protected/", views.protected, name="protected"),
    path("records/<opaque:record_id>/protected/<whole:number>/end/", views.end_protected, name="end_protected"),
]

"""The addresses of pictures."""

from django.urls import path

from sightline.web.pictures import timeline_views

urlpatterns = [
    path("people/<opaque:person_id>/timeline/", timeline_views.timeline, name="person_timeline"),
    path("people/<opaque:person_id>/timeline/file/", timeline_views.timeline_file, name="person_timeline_file"),
]

"""The addresses of people, chronologies and records."""

from django.urls import path

from sightline.web.chronology import views

urlpatterns = [
    path("find/", views.find, name="find"),
    path("find/results/", views.found, name="found"),
    path("people/<opaque:person_id>/", views.person, name="person"),
    path("records/<opaque:record_id>/", views.record, name="record"),
]

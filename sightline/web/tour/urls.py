"""The addresses of the tour."""

from django.urls import path

from sightline.web.tour import views

urlpatterns = [
    path("tour/", views.tour, name="tour"),
    path("tour/next/", views.next_stop, name="tour_next"),
    path("tour/leave/", views.leave, name="tour_leave"),
]

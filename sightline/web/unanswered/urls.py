"""The addresses of unanswered questions."""

from django.urls import path

from sightline.web.unanswered import views

urlpatterns = [
    path("questions/", views.to_ask, name="to_ask"),
    path("questions/<opaque:asked_id>/", views.asked, name="asked"),
]

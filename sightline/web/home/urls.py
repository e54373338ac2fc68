"""The addresses of home: the first page by role."""

from django.urls import path

from sightline.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("seen/", views.seen, name="seen"),
    path("told-back/", views.feedback, name="feedback"),
]

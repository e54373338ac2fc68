"""The addresses of go-live days and backlog."""

from django.urls import path

from sightline.web.backlog import views

urlpatterns = [
    path("go-live/", views.go_live, name="go_live"),
    path("go-live/backlog/", views.backlog_plan, name="backlog_plan"),
]

"""The addresses of the work list."""

from django.urls import path

from sightline.web.worklist import views

urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/clocks/", views.due, name="work_due"),
    path("work/backlog/", views.backlog, name="work_backlog"),
]

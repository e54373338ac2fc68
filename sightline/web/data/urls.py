"""The addresses of data: files, rejected rows, runs and help."""

from django.urls import path

from sightline.web.data import views

urlpatterns = [
    path("files/", views.files, name="files"),
    path("files/not-imported/", views.rejects, name="rejects"),
    path("runs/", views.runs, name="runs"),
    path("what-sightline-looks-for/", views.looks_for, name="looks_for"),
    path("help/", views.help_page, name="help"),
    path("families/", views.families, name="families"),
]

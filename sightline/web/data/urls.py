"""The addresses of data: files, rejected rows, runs and help."""

from django.urls import path

from sightline.web.data import linkage_views, views

urlpatterns = [
    path("files/", views.files, name="files"),
    path("files/not-imported/", views.rejects, name="rejects"),
    path("runs/", views.runs, name="runs"),
    path("matching-quality/", linkage_views.linkage_quality, name="linkage_quality"),
    path("matching-quality/picture/", linkage_views.linkage_quality_picture, name="linkage_quality_picture"),
    path("what-sightline-looks-for/", views.looks_for, name="looks_for"),
    path("help/", views.help_page, name="help"),
    path("families/", views.families, name="families"),
]

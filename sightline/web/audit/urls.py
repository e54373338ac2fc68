"""The addresses of the audit log."""

from django.urls import path

from sightline.web.audit import print_views, views

urlpatterns = [
    path("audit/", views.audit_log, name="audit"),
    path("printed/", print_views.printed, name="printed"),
]

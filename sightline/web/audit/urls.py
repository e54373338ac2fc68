"""The addresses of the audit log."""

from django.urls import path

from sightline.web.audit import views

urlpatterns = [
    path("audit/", views.audit_log, name="audit"),
]

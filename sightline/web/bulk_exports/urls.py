"""The addresses of bulk exports."""

from django.urls import path

from sightline.web.bulk_exports import views

urlpatterns = [
    path("bulk-exports/", views.bulk_exports, name="bulk_exports"),
    path("bulk-exports/new/", views.bulk_export_new, name="bulk_export_new"),
    path("bulk-exports/<whole:request_number>/", views.bulk_export, name="bulk_export"),
]

"""The addresses of documents. No file's name is in one."""

from django.urls import path

from sightline.web.attachments import views

urlpatterns = [
    path("documents/add/<slug:owner>/<opaque:owner_id>/", views.add, name="document_add"),
    path("documents/<opaque:document_id>/", views.download, name="document"),
    path("documents/<opaque:document_id>/report/", views.report, name="document_report"),
    path("documents/<opaque:document_id>/withdraw/", views.withdraw, name="document_withdraw"),
    path("documents/<opaque:document_id>/scan/", views.scan, name="document_scan"),
]

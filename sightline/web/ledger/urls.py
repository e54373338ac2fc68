"""The addresses of the sharing ledger."""

from django.urls import path

from sightline.web.ledger import views

urlpatterns = [
    path("sharing/", views.sharing, name="sharing"),
    path("sharing/file/", views.sharing_file, name="sharing_file"),
    path("sharing/refused-reasons/", views.refused_reasons, name="refused_reasons"),
    path("sharing/totals/", views.totals, name="sharing_totals"),
    path("people/<opaque:person_id>/sharing/", views.child_sharing, name="child_sharing"),
]

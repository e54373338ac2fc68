"""The addresses of retention. No id of a record is in an address."""

from django.urls import path

from sightline.web.retention import views

urlpatterns = [
    path("retention/", views.due, name="retention_due"),
    path("retention/review/", views.review, name="retention_review"),
    path("retention/holds/", views.holds, name="retention_holds"),
    path("retention/holds/lift/", views.lift, name="retention_lift"),
    path("retention/erase/", views.erase, name="retention_erase"),
]

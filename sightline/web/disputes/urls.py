"""The addresses of disputes and statements."""

from django.urls import path

from sightline.web.disputes import views

urlpatterns = [
    path("disputes/", views.disputes, name="disputes"),
    path("disputes/<opaque:dispute_id>/", views.dispute, name="dispute"),
    path("disputes/<opaque:dispute_id>/<slug:outcome>/", views.settle, name="dispute_decide"),
    path("records/<opaque:record_id>/beside/", views.beside, name="beside"),
    path("records/<opaque:record_id>/beside/statement/", views.statement, name="statement_add"),
]

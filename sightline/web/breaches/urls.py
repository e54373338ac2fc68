"""The addresses of data breaches. No word of a report is in an address."""

from django.urls import path

from sightline.web.breaches import views

urlpatterns = [
    path("breaches/", views.breaches, name="breaches"),
    path("breaches/report/", views.report, name="breach_report"),
    path("breaches/<opaque:breach_id>/", views.breach, name="breach"),
    path("breaches/<opaque:breach_id>/<slug:outcome>/", views.settle, name="breach_decide"),
]

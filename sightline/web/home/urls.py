"""The addresses of home: the first page by role."""

from django.urls import path

from sightline.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("seen/", views.seen, name="seen"),
    path("figures/months.csv", views.figures, {"table": "months"}, name="figures_months"),
    path("figures/agencies.csv", views.figures, {"table": "agencies"}, name="figures_agencies"),
    path("figures/agency-months.csv", views.figures, {"table": "agency-months"}, name="figures_agency_months"),
    path("figures/months.svg", views.trend_file, {"table": "months"}, name="trend_months_file"),
    path("figures/agency-months.svg", views.trend_file, {"table": "agency-months"}, name="trend_agencies_file"),
    path("told-back/", views.feedback, name="feedback"),
]

"""The addresses of papers before real data."""

from django.urls import path

from sightline.web.papers import print_views, views

urlpatterns = [
    path("papers/", views.papers, name="papers"),
    path("papers/printed/", print_views.printed_papers, name="printed_papers"),
    path("papers/withdraw/", views.withdraw, name="paper_withdraw"),
]

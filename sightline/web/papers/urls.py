"""The addresses of papers before real data."""

from django.urls import path

from sightline.web.papers import views

urlpatterns = [
    path("papers/", views.papers, name="papers"),
    path("papers/withdraw/", views.withdraw, name="paper_withdraw"),
]

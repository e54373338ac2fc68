"""The addresses of finding. What is looked for is in none of them."""

from django.urls import path

from sightline.web.finding import views

urlpatterns = [
    path("find/", views.find, name="find"),
    path("find/results/", views.found, name="found"),
]

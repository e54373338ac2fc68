"""The addresses of agreements."""

from django.urls import path

from sightline.web.agreements import views

urlpatterns = [
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/emergencies/<whole:number>/", views.disclosure, name="disclosure"),
]

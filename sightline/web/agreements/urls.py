"""The address of agreements."""

from django.urls import path

from sightline.web.agreements import views

urlpatterns = [path("agreements/", views.agreements, name="agreements")]

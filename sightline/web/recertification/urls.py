"""The address of access to confirm. Whose it is is not in it."""

from django.urls import path

from sightline.web.recertification import views

urlpatterns = [path("access/confirm/", views.recertification, name="recertification")]

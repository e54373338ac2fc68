"""The addresses of counts and estimates."""

from django.urls import path

from sightline.web.counts import views

urlpatterns = [
    path("how-many/", views.how_many, name="how_many"),
    path("how-many/picture/", views.count_picture, name="count_picture"),
]

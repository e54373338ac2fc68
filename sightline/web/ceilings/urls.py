"""The addresses of posts over their ceiling and their daily list."""

from django.urls import path

from sightline.web.ceilings import views

urlpatterns = [
    path("work/day/", views.day_list, name="day_list"),
    path("posts/over/", views.posts_over, name="posts_over"),
]

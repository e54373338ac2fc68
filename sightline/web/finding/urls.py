"""The addresses of finding. What is looked for is in none of them."""

from django.urls import path

from sightline.web.finding import search_views, views

urlpatterns = [
    path("find/", views.find, name="find"),
    path("find/results/", views.found, name="found"),
    path("searches/", search_views.searches, name="searches"),
    path("searches/all/", search_views.every_search, name="searches_all"),
    path("searches/save/", search_views.save, name="search_save"),
    path("searches/<opaque:saved_id>/open/", search_views.open_again, name="search_open"),
    path("searches/<opaque:saved_id>/watch/", search_views.watch, name="search_watch"),
    path("searches/<opaque:saved_id>/delete/", search_views.delete, name="search_delete"),
]

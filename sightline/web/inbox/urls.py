"""The addresses of notices."""

from django.urls import path

from sightline.web.inbox import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.notices_read, name="notices_read"),
]

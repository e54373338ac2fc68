"""The addresses of posts and rotas."""

from django.urls import path

from sightline.web.posts import rota_views, views

urlpatterns = [
    path("posts/", views.posts, name="posts"),
    path("posts/<opaque:post_id>/", views.post, name="post"),
    path("posts/<opaque:post_id>/own/", views.post_body, name="post_body"),
    path("rotas/", rota_views.rotas, name="rotas"),
    path("rotas/<slug:ladder>/", rota_views.rota, name="rota"),
]

"""The addresses of comments. No word of one is in an address."""

from django.urls import path

from sightline.web.comments import views

urlpatterns = [
    path("comments/add/<slug:owner>/<opaque:owner_id>/", views.add, name="comment_add"),
    path("comments/<opaque:comment_id>/withdraw/", views.withdraw, name="comment_withdraw"),
]

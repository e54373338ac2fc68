"""The addresses of learning reviews. No title or name is in an address."""

from django.urls import path

from sightline.web.reviews import views

urlpatterns = [
    path("learning-reviews/", views.learning_reviews, name="learning_reviews"),
    path("learning-reviews/open/", views.open_new, name="learning_review_open"),
    path("learning-reviews/<opaque:review_id>/", views.one_review, name="learning_review"),
    path("learning-reviews/<opaque:review_id>/chronology/", views.chronology, name="review_chronology"),
    path("learning-reviews/<opaque:review_id>/<slug:outcome>/", views.act, name="learning_review_act"),
]

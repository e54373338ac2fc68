"""The addresses of unusual reading. Whose reading it was is in none of them."""

from django.urls import path

from sightline.web.unusual_reading import views

urlpatterns = [
    path("reading/", views.questions, name="reading_questions"),
    path("reading/news/", views.news, name="news_people"),
    path("reading/news/<opaque:entry_id>/remove/", views.remove_news, name="news_remove"),
    path("reading/<opaque:entry_id>/", views.question, name="reading_question"),
    path("people/<opaque:person_id>/in-the-news/", views.add_news, name="news_add"),
]

"""The addresses of the questions 'same person?'."""

from django.urls import path

from sightline.web.same_person import bulk_views, proposal_views, views

urlpatterns = [
    path("same-person/", views.questions, name="same_person"),
    path("same-person/<opaque:question_id>/", views.question, name="question"),
    path("same-person/several/", bulk_views.several, name="several"),
    path("same-person/several/<opaque:bulk>/undo/", bulk_views.undo_several, name="undo_several"),
    path("same-person/notes/", proposal_views.noted_all, name="noted_all"),
    path("same-person/notes/<opaque:proposal_id>/", proposal_views.noted, name="noted"),
    path("same-person/answers/", views.my_answers, name="my_answers"),
    path("same-person/answers/<whole:sequence>/undo/", views.undo, name="undo_answer"),
]

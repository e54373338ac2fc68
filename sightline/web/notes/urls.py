"""The addresses of notes: corrections of marked words, and the words that teams use."""

from django.urls import path

from sightline.web.notes import learning_views, views, wording_views

urlpatterns = [
    path("records/<opaque:record_id>/overlooked/", views.overlooked, name="overlooked"),
    path("records/<opaque:record_id>/marks/<opaque:passage_id>/wrong/", views.mark_wrong, name="mark_wrong"),
    path("records/<opaque:record_id>/sentences/<opaque:mark_id>/", views.sentence_reason, name="sentence_reason"),
    path(
        "records/<opaque:record_id>/sentences/<opaque:mark_id>/answer/",
        views.answer_listed,
        name="answer_listed_sentence",
    ),
    path("words-we-use/", wording_views.words_used, name="words_used"),
    path("words-we-use/again/", wording_views.to_read_again, name="to_read_again"),
    path("what-sightline-looks-for/said/", views.marks_said, name="marks_said"),
    path("what-sightline-looks-for/said/examples/", learning_views.note_examples, name="note_examples"),
]

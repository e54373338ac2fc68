"""The addresses of items and clocks: answering, disagreeing, reviewing."""

from django.urls import path

from sightline.web.escalation import answer_views, sentence_views, views

urlpatterns = [
    path("work/answers/", answer_views.answers, name="answers"),
    path("items/<opaque:item_id>/", views.item, name="item"),
    path("items/<opaque:item_id>/in-hand/", views.acknowledge_item, name="acknowledge_item"),
    path("items/<opaque:item_id>/answer/", views.answer_item, name="answer_item"),
    path("items/<opaque:item_id>/sentence/", sentence_views.answer_sentence, name="answer_sentence"),
    path("items/<opaque:item_id>/sentence/correct/", sentence_views.correct_answer, name="correct_answer"),
    path("items/<opaque:item_id>/seen/", views.see_answer, name="see_answer"),
    path("items/<opaque:item_id>/done/", views.action_done, name="action_done"),
    path("items/<opaque:item_id>/disagree/", views.disagree_item, name="disagree_item"),
    path("items/<opaque:item_id>/staff/", views.answer_about_staff, name="answer_about_staff"),
    path("items/<opaque:item_id>/leave-line/", views.reassign, name="reassign"),
    path("records/<opaque:record_id>/disagree/", views.disagree_record, name="disagree_record"),
    path("clocks/<opaque:clock_id>/", views.clock, name="clock"),
    path("clocks/<opaque:clock_id>/answer/", views.answer_clock, name="answer_clock"),
]

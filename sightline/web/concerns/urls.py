"""The addresses of concerns: entering one, what was sent, receiving and feedback."""

from django.urls import path

from sightline.web.concerns import body_views, entry_views, views

urlpatterns = [
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/enter/", entry_views.start, name="concern_start"),
    path("concerns/enter/save/", entry_views.save, name="concern_save"),
    path("concerns/enter/check/", entry_views.check, name="concern_check"),
    path("concerns/enter/discard/", entry_views.discard, name="concern_discard"),
    path("concerns/enter/body/", body_views.body_map, name="concern_body"),
    path("concerns/enter/<slug:name>/", entry_views.write, name="concern_write"),
    path("concerns/<opaque:concern_id>/", views.concern, name="concern"),
    path("concerns/<opaque:concern_id>/received/", views.received, name="concern_received"),
    path("concerns/<opaque:concern_id>/correct/", views.correct, name="concern_correct"),
    path("concerns/<opaque:concern_id>/say-again/", views.say_again, name="concern_say_again"),
    path("concerns/<opaque:concern_id>/hints/<opaque:passage_id>/leave/", views.leave_hint, name="hint_leave"),
    path("concerns/<opaque:concern_id>/told-back/", views.feedback, name="concern_feedback"),
]

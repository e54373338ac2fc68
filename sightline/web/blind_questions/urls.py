"""The addresses of blind questions. Neither the child nor the answer is in one."""

from django.urls import path

from sightline.web.blind_questions import views

urlpatterns = [
    path("ask/", views.asks, name="asks"),
    path("ask/who-knows/", views.question, name="ask_who_knows"),
    path("ask/who-knows/<opaque:entry_id>/", views.answer, name="blind_answer"),
    path("ask/call-me/", views.signal, name="ask_to_be_called"),
    path("ask/call-me/<opaque:entry_id>/", views.sent, name="call_signal"),
    path("ask/to-call/<opaque:entry_id>/", views.to_call, name="call_to_make"),
    path("ask/to-call/<opaque:entry_id>/called/", views.called, name="call_made"),
]

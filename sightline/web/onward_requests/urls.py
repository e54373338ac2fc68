"""The addresses of requests to pass records on."""

from django.urls import path

from sightline.web.onward_requests import views

urlpatterns = [
    path("onward-requests/", views.onward_requests, name="onward_requests"),
    path("onward-requests/<opaque:onward_id>/", views.onward_request, name="onward_request"),
    path("onward-requests/<opaque:onward_id>/<slug:outcome>/", views.reply_onward, name="onward_answer"),
    path("records/<opaque:record_id>/pass-on/", views.ask_onward, name="onward_ask"),
]

"""The addresses of requests for a person's data. No name is in an address."""

from django.urls import path

from sightline.web.subject_access import views

urlpatterns = [
    path("access-requests/", views.requests, name="access_requests"),
    path("access-requests/enter/", views.enter, name="access_request_enter"),
    path("access-requests/<opaque:request_id>/", views.one_request, name="access_request"),
    path("access-requests/<opaque:request_id>/reply/", views.bundle, name="access_bundle"),
    path("access-requests/<opaque:request_id>/reply/word/", views.bundle_file, name="access_bundle_file"),
    path("access-requests/<opaque:request_id>/records/<opaque:record_id>/", views.record, name="access_record"),
    path("access-requests/<opaque:request_id>/<slug:outcome>/", views.act, name="access_request_act"),
]

"""The addresses of meetings: opening one, its steps, and its minutes."""

from django.urls import path

from sightline.web.meetings import views

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/open/child/<opaque:person_id>/", views.open_about_child, name="meeting_open_child"),
    path("meetings/open/record/<opaque:record_id>/", views.open_about_record, name="meeting_open_record"),
    path("meetings/open/item/<opaque:item_id>/", views.open_for_item, name="meeting_open_item"),
    path("meetings/<opaque:meeting_id>/", views.meeting, name="meeting"),
    path("meetings/<opaque:meeting_id>/add/<slug:page>/", views.add, name="meeting_add"),
    path("meetings/<opaque:meeting_id>/correct/<opaque:entry_id>/", views.correct, name="meeting_correct"),
    path("meetings/<opaque:meeting_id>/done/<opaque:entry_id>/", views.action_done, name="meeting_done"),
    path("records/<opaque:record_id>/meeting/", views.record_meeting, name="record_meeting"),
]

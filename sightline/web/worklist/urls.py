"""The addresses of the work list."""

from django.urls import path

from sightline.web.worklist import calendar_views, views

urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/clocks/", views.due, name="work_due"),
    path("work/backlog/", views.backlog, name="work_backlog"),
    path("work/calendar/", calendar_views.own_calendar, name="own_calendar"),
    path("meetings/<opaque:meeting_id>/calendar/", calendar_views.meeting_calendar, name="meeting_calendar"),
]

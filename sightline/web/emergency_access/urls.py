"""The addresses of emergency access. Neither the reason nor the purpose is in one."""

from django.urls import path

from sightline.web.emergency_access import views

urlpatterns = [
    path("people/<opaque:person_id>/emergency/", views.open_emergency, name="emergency_open"),
    path("emergency-access/", views.emergencies, name="emergencies"),
    path("emergency-access/<opaque:entry_id>/", views.emergency, name="emergency"),
    path("emergency-access/<opaque:entry_id>/end/", views.end, name="emergency_end"),
    path("emergency-access/<opaque:entry_id>/look/", views.look, name="emergency_look"),
    path("emergency-access/<opaque:entry_id>/review/", views.review, name="emergency_review"),
]

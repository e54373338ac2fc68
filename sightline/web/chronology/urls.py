"""The addresses of people, chronologies and records."""

from django.urls import path

from sightline.web.chronology import chronology_views, file_views, person_views, proposed_views, views

urlpatterns = [
    path("people/<opaque:person_id>/", person_views.person, name="person"),
    path("people/<opaque:person_id>/chronology/", chronology_views.chronology, name="person_chronology"),
    path("people/<opaque:person_id>/chronology/file/", file_views.chronology_file, name="person_chronology_file"),
    path("people/<opaque:person_id>/same-events/", chronology_views.shared_events, name="person_shared_events"),
    path("people/<opaque:person_id>/patterns/", person_views.patterns, name="person_patterns"),
    path("people/<opaque:person_id>/deadlines/", person_views.deadlines, name="person_deadlines"),
    path("people/<opaque:person_id>/identity/", person_views.identity, name="person_identity"),
    path("people/<opaque:person_id>/missing/", person_views.record_telephone_report, name="tell_missing"),
    path("records/<opaque:record_id>/", views.record, name="record"),
    path("questions/notes/", proposed_views.proposed_patterns, name="proposed_patterns"),
]

"""The addresses of subject files: on a person, place, vehicle, phone or group of concern."""

from django.urls import path

from sightline.web.subject_files import views

urlpatterns = [
    path("people-and-places-of-concern/", views.subject_files, name="subject_files"),
    path("people-and-places-of-concern/ended/", views.ended, name="subject_file_ended"),
    path("people-and-places-of-concern/measures/", views.measures, name="subject_file_measures"),
    path("people-and-places-of-concern/register.csv", views.register_file, name="subject_file_register"),
    path("people-and-places-of-concern/ledger.csv", views.ledger_file, name="subject_file_ledger"),
    path(
        "people-and-places-of-concern/open/person/<opaque:person_id>/",
        views.open_on_person,
        name="subject_file_open_person",
    ),
    path(
        "people-and-places-of-concern/open/record/<opaque:record_id>/",
        views.open_on_record,
        name="subject_file_open_record",
    ),
    path(
        "people-and-places-of-concern/open/recognised/<opaque:instance_key>/",
        views.open_on_recognised,
        name="subject_file_open_recognised",
    ),
    path("people-and-places-of-concern/<opaque:file_id>/", views.subject_file, name="subject_file"),
    path("people-and-places-of-concern/<opaque:file_id>/add/<slug:page>/", views.add, name="subject_file_add"),
    path(
        "people-and-places-of-concern/<opaque:file_id>/consider/<slug:measure_id>/",
        views.consider,
        name="subject_file_consider",
    ),
    path(
        "people-and-places-of-concern/<opaque:file_id>/entries/<opaque:entry_id>/<slug:page>/",
        views.about_entry,
        name="subject_file_about",
    ),
]

"""The addresses of subject files: on a person, place, vehicle, phone or group of concern."""

from django.urls import path

from sightline.web.subject_files import views

urlpatterns = [
    path("concerned/", views.concerned, name="concerned"),
    path("concerned/ended/", views.ended, name="concerned_ended"),
    path("concerned/measures/", views.measures, name="concerned_measures"),
    path("concerned/register.csv", views.register_file, name="concerned_register"),
    path("concerned/ledger.csv", views.ledger_file, name="concerned_ledger"),
    path("concerned/open/person/<opaque:person_id>/", views.open_on_person, name="concerned_open_person"),
    path("concerned/open/record/<opaque:record_id>/", views.open_on_record, name="concerned_open_record"),
    path(
        "concerned/open/recognised/<opaque:instance_key>/",
        views.open_on_recognised,
        name="concerned_open_recognised",
    ),
    path("concerned/<opaque:file_id>/", views.working_file, name="concerned_file"),
    path("concerned/<opaque:file_id>/add/<slug:step>/", views.add, name="concerned_add"),
    path("concerned/<opaque:file_id>/consider/<slug:measure_id>/", views.consider, name="concerned_consider"),
    path(
        "concerned/<opaque:file_id>/entries/<opaque:entry_id>/<slug:step>/",
        views.about_entry,
        name="concerned_about",
    ),
]

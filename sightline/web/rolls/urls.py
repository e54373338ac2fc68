"""The addresses of sealed rolls."""

from django.urls import path

from sightline.web.rolls import views

urlpatterns = [
    path("rolls/", views.rolls, name="rolls"),
    path("rolls/<whole:number>/close/", views.close, name="roll_close"),
    path("people/<opaque:person_id>/rolls/", views.ask, name="roll_ask"),
    path("rolls/questions/<opaque:entry_id>/", views.clinician, name="roll_clinician"),
]

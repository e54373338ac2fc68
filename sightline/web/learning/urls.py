"""The addresses of models: of notes, and of matching."""

from django.urls import path

from sightline.web.learning import model_views

urlpatterns = [
    path("what-sightline-looks-for/model/", model_views.note_models, name="note_models"),
    path("matching-quality/models/", model_views.linkage_models, name="linkage_models"),
]

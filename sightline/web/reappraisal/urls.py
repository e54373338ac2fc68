"""The addresses of decisions to look at again."""

from django.urls import path

from sightline.web.reappraisal import views

urlpatterns = [
    path("look-again/", views.look_again, name="look_again"),
    path("look-again/<whole:number>/", views.look_again_one, name="look_again_one"),
    path("look-again/rested/<whole:decision>/<opaque:key>/", views.pattern_review, name="pattern_review"),
]

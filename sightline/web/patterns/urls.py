"""The addresses of recognised patterns."""

from django.urls import path

from sightline.web.patterns import views

urlpatterns = [
    path("recognised/<opaque:instance_key>/", views.recognised, name="recognised"),
    path("recognised/<opaque:instance_key>/answer/", views.answer_recognised, name="answer_recognised"),
]

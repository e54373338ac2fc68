"""The addresses of complaints about the use of data. No word of one is in an address."""

from django.urls import path

from sightline.web.complaints import views

urlpatterns = [
    path("complaints/", views.complaints, name="complaints"),
    path("complaints/enter/", views.enter, name="complaint_enter"),
    path("complaints/<opaque:complaint_id>/", views.complaint, name="complaint"),
    path("complaints/<opaque:complaint_id>/<slug:outcome>/", views.settle, name="complaint_decide"),
]

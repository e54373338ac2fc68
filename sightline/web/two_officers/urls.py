"""The addresses of two officers. Neither the child nor the reason is in one."""

from django.urls import path

from sightline.web.two_officers import views

urlpatterns = [
    path("two-officers/", views.requests, name="two_officers"),
    path("two-officers/ask/", views.ask_sealed, name="two_officers_sealed"),
    path("records/<opaque:record_id>/two-officers/", views.ask_address, name="two_officers_address"),
    path("two-officers/<opaque:entry_id>/", views.request_page, name="two_officers_request"),
    path("two-officers/<opaque:entry_id>/confirm/", views.confirm, name="two_officers_confirm"),
    path("two-officers/<opaque:entry_id>/decline/", views.decline, name="two_officers_decline"),
    path("two-officers/<opaque:entry_id>/look/", views.look, name="two_officers_look"),
    path("two-officers/<opaque:entry_id>/review/", views.review, name="two_officers_review"),
    path("two-officers/<opaque:entry_id>/show/", views.show, name="two_officers_show"),
]

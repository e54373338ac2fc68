"""The addresses of insiders. No name or word that anybody declared or wrote is in an address."""

from django.urls import path

from sightline.web.insiders import views, watch_views

urlpatterns = [
    path("your-account/close-people/", views.own_declared, name="own_declared"),
    path("insiders/looks/", views.own_looks, name="own_looks"),
    path("insiders/looks/<whole:number>/", views.look, name="own_look"),
    path("insiders/accounts/<whole:account_number>/", views.account_declared, name="account_declared"),
    path("insiders/declared/<opaque:entry_id>/remove/", views.remove, name="declared_remove"),
    path("insiders/notices/<opaque:entry_id>/", views.notice, name="insider_notice"),
    path("insiders/watches/", watch_views.watches, name="watches"),
    path("insiders/watches/<opaque:entry_id>/", watch_views.watch, name="watch"),
    path("insiders/watches/<opaque:entry_id>/review/", watch_views.review, name="watch_review"),
    path("insiders/watches/<opaque:entry_id>/end/", watch_views.end, name="watch_end"),
    path("people/<opaque:person_id>/watch/", watch_views.set_up, name="watch_set"),
]

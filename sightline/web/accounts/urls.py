"""The addresses of accounts: invitations, links, and what may be done to one."""

from django.urls import path

from sightline.web.accounts import views

urlpatterns = [
    path("", views.accounts, name="accounts_list"),
    path("invite/", views.invite, name="account_invite"),
    path("requests/", views.requests, name="account_requests"),
    path("requests/<whole:request_number>/", views.request_page, name="account_request"),
    path("recoveries/", views.recoveries, name="account_recoveries"),
    path("recoveries/<whole:recovery_number>/", views.recovery, name="account_recovery"),
    path("<whole:account_number>/", views.account, name="account_page"),
    path("<whole:account_number>/<slug:act>/", views.act, name="account_act"),
]

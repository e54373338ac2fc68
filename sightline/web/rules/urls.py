"""The addresses of rules: what Sightline looks for, switches, guidance, withdrawal."""

from django.urls import path

from sightline.web.rules import guidance_views, switch_views, views

urlpatterns = [
    path("first-run/", guidance_views.first_run, name="first_run"),
    path("guidance/", guidance_views.rule_checks, name="rule_checks"),
    path("guidance/<slug:rule_id>/", guidance_views.confirm_rule, name="confirm_rule"),
    path("rules/", switch_views.rule_switches, name="rule_switches"),
    path("rules/<slug:rule_id>/", switch_views.rule_switch, name="rule_switch"),
    path("what-sightline-looks-for/rules/<slug:rule_id>/", views.rule_page, name="rule_page"),
    path("what-sightline-looks-for/rules/<slug:rule_id>/withdraw/", views.withdraw_rule, name="withdraw_rule"),
]

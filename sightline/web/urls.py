"""Every address of Sightline. Ids in them are opaque; nothing in them is personal.

A newcomer would get this wrong: allauth's own list of addresses is not taken whole. Only what a partnership needs is
open: signing in and out, the password, the second step. There is no sign-up, and none of its e-mails.
"""

from allauth.account import views as account
from allauth.mfa.webauthn import views as security_keys
from allauth.socialaccount.providers.openid_connect import views as directory
from django.urls import include, path, register_converter

from sightline.web import (
    views,
    views_account_links,
    views_accounts,
    views_answers,
    views_audit,
    views_bulk,
    views_ceilings,
    views_concern,
    views_concerned,
    views_concerns,
    views_counts,
    views_go_live,
    views_home,
    views_items,
    views_look_again,
    views_marks,
    views_meetings,
    views_network_pictures,
    views_networks,
    views_noted,
    views_notices,
    views_office,
    views_pairing,
    views_posts,
    views_probes,
    views_protected,
    views_recognised,
    views_rotas,
    views_rule_guidance,
    views_rule_switches,
    views_rules,
    views_same_person,
    views_sight,
    views_unanswered,
    views_wording,
    views_work,
)


class OpaqueId:
    """An id made by `model.ids`."""

    regex = "[0-9a-f]{20}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class WholeNumber:
    """A whole number that the columns of both databases can hold."""

    regex = "[0-9]{1,15}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As it is written."""
        return str(value)


register_converter(OpaqueId, "opaque")
register_converter(WholeNumber, "whole")

accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/none/", views_office.no_password, name="account_set_password"),
    path("password/forgotten/", views_office.forgotten_password, name="account_reset_password"),
    path("link/", views_account_links.choose_password, name="account_link"),
    path("link/<slug:token>/", views_account_links.open_link, name="account_open_link"),
    path("signup/", views_office.no_sign_up, name="account_signup"),
    path("2fa/", include("allauth.mfa.base.urls")),
    path("2fa/totp/", include("allauth.mfa.totp.urls")),
    path("2fa/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("2fa/webauthn/", security_keys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", security_keys.add_webauthn, name="mfa_add_webauthn"),
    path("2fa/webauthn/reauthenticate/", security_keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/login/", security_keys.login_webauthn, name="mfa_login_webauthn"),
    path("2fa/webauthn/keys/<whole:pk>/remove/", security_keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<whole:pk>/edit/", security_keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("directory/cancelled/", views_office.directory_cancelled, name="socialaccount_login_cancelled"),
    path("directory/<slug:provider_id>/login/", directory.login, name="openid_connect_login"),
    path("directory/<slug:provider_id>/login/callback/", directory.callback, name="openid_connect_callback"),
]

accounts_administration = [
    path("", views_accounts.accounts, name="accounts_list"),
    path("invite/", views_accounts.invite, name="account_invite"),
    path("requests/", views_accounts.requests, name="account_requests"),
    path("requests/<whole:request_number>/", views_accounts.request_page, name="account_request"),
    path("recoveries/", views_accounts.recoveries, name="account_recoveries"),
    path("recoveries/<whole:recovery_number>/", views_accounts.recovery, name="account_recovery"),
    path("<whole:account_number>/", views_accounts.account, name="account_page"),
    path("<whole:account_number>/<slug:act>/", views_accounts.act, name="account_act"),
]

urlpatterns = [
    path("", views_home.home, name="home"),
    path("seen/", views_home.seen, name="seen"),
    path("find/", views.find, name="find"),
    path("find/results/", views.found, name="found"),
    path("people/<opaque:person_id>/", views.person, name="person"),
    path("people/<opaque:person_id>/same-name/", views_pairing.same_name, name="same_name"),
    path("people/<opaque:person_id>/same-person/<opaque:other_id>/", views_pairing.same_as, name="same_as"),
    path("people/<opaque:person_id>/split/", views_pairing.split, name="split_person"),
    path("people/<opaque:person_id>/sight/", views_sight.person_sight, name="person_sight"),
    path("people/<opaque:person_id>/sight/<whole:sequence>/end/", views_sight.end_sight, name="end_sight"),
    path("records/<opaque:record_id>/", views.record, name="record"),
    path("records/<opaque:record_id>/protected/", views_protected.protected, name="protected"),
    path(
        "records/<opaque:record_id>/protected/<whole:number>/end/", views_protected.end_protected, name="end_protected"
    ),
    path("same-person/", views_same_person.questions, name="same_person"),
    path("same-person/<opaque:question_id>/", views_same_person.question, name="question"),
    path("same-person/several/", views_bulk.several, name="several"),
    path("same-person/several/<opaque:bulk>/undo/", views_bulk.undo_several, name="undo_several"),
    path("same-person/notes/", views_noted.noted_all, name="noted_all"),
    path("same-person/notes/<opaque:proposal_id>/", views_noted.noted, name="noted"),
    path("same-person/answers/", views_same_person.my_answers, name="my_answers"),
    path("same-person/answers/<whole:sequence>/undo/", views_same_person.undo, name="undo_answer"),
    path("look-again/", views_look_again.look_again, name="look_again"),
    path("look-again/<whole:number>/", views_look_again.look_again_one, name="look_again_one"),
    path("look-again/rested/<whole:decision>/<opaque:key>/", views_rules.rested_again, name="rested_again"),
    path("concerns/", views_concerns.concerns, name="concerns"),
    path("concerns/enter/", views_concern.start, name="concern_start"),
    path("concerns/enter/save/", views_concern.save, name="concern_save"),
    path("concerns/enter/check/", views_concern.check, name="concern_check"),
    path("concerns/enter/discard/", views_concern.discard, name="concern_discard"),
    path("concerns/enter/<slug:name>/", views_concern.write, name="concern_write"),
    path("concerns/<opaque:concern_id>/", views_concerns.concern, name="concern"),
    path("concerns/<opaque:concern_id>/received/", views_concerns.received, name="concern_received"),
    path("concerns/<opaque:concern_id>/correct/", views_concerns.correct, name="concern_correct"),
    path("concerns/<opaque:concern_id>/say-again/", views_concerns.say_again, name="concern_say_again"),
    path("concerns/<opaque:concern_id>/hints/<opaque:passage_id>/leave/", views_concerns.leave_hint, name="hint_leave"),
    path("concerns/<opaque:concern_id>/told-back/", views_concerns.told_back, name="concern_told_back"),
    path("told-back/", views_home.told_back, name="told_back"),
    path("questions/", views_unanswered.to_ask, name="to_ask"),
    path("questions/<opaque:asked_id>/", views_unanswered.asked, name="asked"),
    path("work/", views_work.work, name="work"),
    path("work/clocks/", views_work.due, name="work_due"),
    path("work/backlog/", views_work.backlog, name="work_backlog"),
    path("work/day/", views_ceilings.day_list, name="day_list"),
    path("work/answers/", views_answers.answers, name="answers"),
    path("notices/", views_notices.notices, name="notices"),
    path("notices/read/", views_notices.notices_read, name="notices_read"),
    path("posts/over/", views_ceilings.posts_over, name="posts_over"),
    path("posts/", views_posts.posts, name="posts"),
    path("posts/<opaque:post_id>/", views_posts.post, name="post"),
    path("posts/<opaque:post_id>/own/", views_posts.post_body, name="post_body"),
    path("go-live/", views_go_live.go_live, name="go_live"),
    path("rotas/", views_rotas.rotas, name="rotas"),
    path("rotas/<slug:ladder>/", views_rotas.rota, name="rota"),
    path("go-live/backlog/", views_go_live.backlog_plan, name="backlog_plan"),
    path("first-run/", views_rule_guidance.first_run, name="first_run"),
    path("guidance/", views_rule_guidance.rule_standings, name="rule_standings"),
    path("guidance/<slug:rule_id>/", views_rule_guidance.confirm_rule, name="confirm_rule"),
    path("rules/", views_rule_switches.rule_switches, name="rule_switches"),
    path("rules/<slug:rule_id>/", views_rule_switches.rule_switch, name="rule_switch"),
    path("items/<opaque:item_id>/", views_items.item, name="item"),
    path("items/<opaque:item_id>/in-hand/", views_items.acknowledge_item, name="acknowledge_item"),
    path("items/<opaque:item_id>/answer/", views_items.answer_item, name="answer_item"),
    path("items/<opaque:item_id>/seen/", views_items.see_answer, name="see_answer"),
    path("items/<opaque:item_id>/done/", views_items.action_done, name="action_done"),
    path("items/<opaque:item_id>/disagree/", views_items.disagree_item, name="disagree_item"),
    path("items/<opaque:item_id>/leave-line/", views_items.leave_line, name="leave_line"),
    path("records/<opaque:record_id>/disagree/", views_items.disagree_record, name="disagree_record"),
    path("records/<opaque:record_id>/overlooked/", views_marks.overlooked, name="overlooked"),
    path("records/<opaque:record_id>/marks/<opaque:passage_id>/wrong/", views_marks.mark_wrong, name="mark_wrong"),
    path("clocks/<opaque:clock_id>/", views_items.clock, name="clock"),
    path("clocks/<opaque:clock_id>/answer/", views_items.answer_clock, name="answer_clock"),
    path("recognised/<opaque:instance_key>/", views_recognised.recognised, name="recognised"),
    path("recognised/<opaque:instance_key>/answer/", views_recognised.answer_recognised, name="answer_recognised"),
    path("meetings/", views_meetings.meetings, name="meetings"),
    path("meetings/open/child/<opaque:person_id>/", views_meetings.open_about_child, name="meeting_open_child"),
    path("meetings/open/record/<opaque:record_id>/", views_meetings.open_about_record, name="meeting_open_record"),
    path("meetings/open/item/<opaque:item_id>/", views_meetings.open_for_item, name="meeting_open_item"),
    path("meetings/<opaque:meeting_id>/", views_meetings.meeting, name="meeting"),
    path("meetings/<opaque:meeting_id>/add/<slug:step>/", views_meetings.add, name="meeting_add"),
    path("meetings/<opaque:meeting_id>/correct/<opaque:entry_id>/", views_meetings.correct, name="meeting_correct"),
    path("meetings/<opaque:meeting_id>/done/<opaque:entry_id>/", views_meetings.action_done, name="meeting_done"),
    path("records/<opaque:record_id>/meeting/", views_meetings.record_meeting, name="record_meeting"),
    path("networks/", views_networks.networks, name="networks"),
    path("networks/list/<slug:kind>/", views_networks.networks_list, name="networks_list"),
    path("networks/places-by-month/", views_networks.places_by_month, name="networks_months"),
    path("networks/picture/", views_network_pictures.networks_picture, name="networks_picture"),
    path("networks/picture/data/", views_network_pictures.networks_picture_data, name="networks_picture_data"),
    path("networks/added/<whole:sequence>/take-back/", views_networks.network_take_back, name="network_take_back"),
    path("networks/<slug:kind>/<opaque:node_id>/", views_networks.network, name="network"),
    path("networks/<slug:kind>/<opaque:node_id>/add/", views_networks.network_add, name="network_add"),
    path(
        "networks/<slug:kind>/<opaque:node_id>/export/<slug:format>/",
        views_networks.network_export,
        name="network_export",
    ),
    path(
        "networks/<slug:kind>/<opaque:node_id>/picture/", views_network_pictures.network_picture, name="network_picture"
    ),
    path(
        "networks/<slug:kind>/<opaque:node_id>/picture/data/",
        views_network_pictures.network_picture_data,
        name="network_picture_data",
    ),
    path("concerned/", views_concerned.concerned, name="concerned"),
    path("concerned/ended/", views_concerned.ended, name="concerned_ended"),
    path("concerned/measures/", views_concerned.measures, name="concerned_measures"),
    path("concerned/register.csv", views_concerned.register_file, name="concerned_register"),
    path("concerned/ledger.csv", views_concerned.ledger_file, name="concerned_ledger"),
    path("concerned/open/person/<opaque:person_id>/", views_concerned.open_on_person, name="concerned_open_person"),
    path("concerned/open/record/<opaque:record_id>/", views_concerned.open_on_record, name="concerned_open_record"),
    path(
        "concerned/open/recognised/<opaque:instance_key>/",
        views_concerned.open_on_recognised,
        name="concerned_open_recognised",
    ),
    path("concerned/<opaque:file_id>/", views_concerned.working_file, name="concerned_file"),
    path("concerned/<opaque:file_id>/add/<slug:step>/", views_concerned.add, name="concerned_add"),
    path("concerned/<opaque:file_id>/consider/<slug:measure_id>/", views_concerned.consider, name="concerned_consider"),
    path(
        "concerned/<opaque:file_id>/entries/<opaque:entry_id>/<slug:step>/",
        views_concerned.about_entry,
        name="concerned_about",
    ),
    path("how-many/", views_counts.how_many, name="how_many"),
    path("words-we-use/", views_wording.words_used, name="words_used"),
    path("words-we-use/again/", views_wording.to_read_again, name="to_read_again"),
    path("files/", views_office.files, name="files"),
    path("files/not-taken/", views_office.rejects, name="rejects"),
    path("runs/", views_office.runs, name="runs"),
    path("audit/", views_audit.audit_log, name="audit"),
    path("what-sightline-looks-for/", views_office.looks_for, name="looks_for"),
    path("what-sightline-looks-for/said/", views_marks.marks_said, name="marks_said"),
    path("what-sightline-looks-for/rules/<slug:rule_id>/", views_rules.rule_page, name="rule_page"),
    path("what-sightline-looks-for/rules/<slug:rule_id>/withdraw/", views_rules.withdraw_rule, name="withdraw_rule"),
    path("help/", views_office.help_page, name="help"),
    path("accounts/", include(accounts)),
    path("accounts-administration/", include(accounts_administration)),
    path("healthz", views_probes.healthz, name="healthz"),
    path("readyz", views_probes.readyz, name="readyz"),
    path("metrics", views_probes.metrics, name="metrics"),
]

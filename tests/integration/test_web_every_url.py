"""Every address of the pages x every role and nobody: the status that the table below expects, and nothing that is hidden.

Each run asks about every address, of the roles that are to meet the same there one of three in turn (`support.turns`).

An address that is not in the table fails the test. Whoever adds a page says here who may open it.
"""

import re
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import URLPattern, reverse
from support import small_partnership as small
from support.every_address import (
    AN_OBJECT,
    MENU_WORDS,
    NEVER_AN_ID,
    address,
    ask,
    every_pattern,
    headings_of,
    long_menus,
    wren,
    wrens_visit,
)
from support.turns import TURNS, is_in_turn, turn_of_this_run

from sightline.casework.core.models import Account, AuditEntry, CurrentSnapshot
from sightline.casework.core.serve_settings import MetricsSettings
from sightline.store import Workspace
from sightline.web.chronology.chronology_words import line_when
from sightline.web.chronology.forms import PAGE

pytestmark = pytest.mark.django_db
NOBODY = "nobody"
LEADS = ("partnership_executive", "elected_member")
COUNTS_ONLY = (*LEADS, "operator")
WITH_FILES = ("analyst", "information_governance", "operator")
SEES_ALL = ("information_governance",)
GOVERNING = (*SEES_ALL, "operator")  # whose work needs no record
SEES_POLICE = (*SEES_ALL, "analyst", "senior_officer")

OPEN, ELSEWHERE, UNASKED, REFUSED, NOT_HERE, POST_ONLY, NOT_KEPT = 200, 302, 401, 403, 404, 405, 409
SIGN_IN = "led to sign in"


class Expected(NamedTuple):
    """The status for nobody, for a role that is let in, and which roles are refused."""

    nobody: int | str
    let_in: int
    refused: tuple[str, ...] = ()
    refusal: int = 403
    opened_by: tuple[str, ...] = ()  # of those who are let in, who finds the page where the others find none


NOT_FILES = tuple(role for role in small.ROLES if role not in WITH_FILES)
REVIEWING = ("partnership_executive", "reviewer", *SEES_ALL)
NOT_REVIEWING = tuple(role for role in small.ROLES if role not in REVIEWING)
NOT_ANSWERING = tuple(role for role in small.ROLES if role not in ("analyst", *SEES_ALL, "manager"))
PROPOSING = ("practitioner", "school_lead", "senior_officer")
NOT_PROPOSING = tuple(role for role in small.ROLES if role not in PROPOSING)
NOT_READING_PROPOSALS = tuple(role for role in NOT_PROPOSING if role in NOT_ANSWERING)
NOT_SWITCHING = tuple(role for role in small.ROLES if role not in (*GOVERNING, "partnership_executive"))
NOT_GOVERNANCE = tuple(role for role in small.ROLES if role != "information_governance")
NOT_CONFIRMING = tuple(role for role in NOT_SWITCHING if role not in ("manager", "senior_officer"))
NOT_OWNING = tuple(role for role in small.ROLES if role not in (*WITH_FILES, "partnership_executive"))
WITHOUT_FILES = (*COUNTS_ONLY, "school_lead")
NOT_DECIDING = tuple(
    role for role in small.ROLES if role not in ("analyst", "manager", "senior_officer", "information_governance")
)
NOT_AUDITING = tuple(role for role in small.ROLES if role not in (*SEES_ALL, "reviewer"))
NOT_GIVING = tuple(role for role in small.ROLES if role not in ("manager", "information_governance"))
IN_EMERGENCY = ("practitioner", "school_lead", "manager", "senior_officer")
NOT_IN_EMERGENCY = tuple(role for role in small.ROLES if role not in IN_EMERGENCY)
OFFICERS = ("practitioner", "manager", "senior_officer", "information_governance")
NOT_OFFICERS = tuple(role for role in small.ROLES if role not in OFFICERS)
NOT_SIGNING = tuple(role for role in small.ROLES if role != "information_governance")
NOT_REVIEWING_REASONS = tuple(role for role in small.ROLES if role not in ("manager", *SEES_ALL))
NOT_ANALYSTS = tuple(role for role in small.ROLES if role != "analyst")
LEADING = ("manager", "senior_officer", *GOVERNING)
NOT_LEADING = tuple(role for role in small.ROLES if role not in LEADING)
NOT_SETTING = tuple(role for role in small.ROLES if role not in GOVERNING)
# The account is a social worker's: the manager of children's services looks after it, the police's senior officer does not.
NOT_MANAGING = tuple(role for role in small.ROLES if role not in (*GOVERNING, "manager"))
EXPECTED = {
    "home": Expected(SIGN_IN, OPEN),
    "seen": Expected(SIGN_IN, POST_ONLY),
    "printed": Expected(SIGN_IN, POST_ONLY),
    "tour": Expected(SIGN_IN, OPEN),
    "tour_next": Expected(SIGN_IN, POST_ONLY),
    "tour_leave": Expected(SIGN_IN, POST_ONLY),
    "access_requests": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "access_request_enter": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "access_request": Expected(
        SIGN_IN, NOT_HERE
    ),  # nobody entered one; tests/integration/test_subject_access.py has some
    "access_bundle": Expected(SIGN_IN, NOT_HERE),
    "access_bundle_file": Expected(SIGN_IN, NOT_HERE),
    "access_record": Expected(SIGN_IN, NOT_HERE),
    "access_request_act": Expected(SIGN_IN, NOT_HERE),
    "named_adults": Expected(
        SIGN_IN,
        OPEN,
        tuple(role for role in NOT_GOVERNANCE if role not in ("manager", "senior_officer")),
    ),
    "named_adult_ask": Expected(SIGN_IN, OPEN, NOT_GOVERNANCE),
    "named_adult": Expected(SIGN_IN, NOT_HERE),  # nobody asked; tests/integration/test_named_adults.py does
    "named_adult_act": Expected(SIGN_IN, NOT_HERE),
    "restrictions": Expected(SIGN_IN, OPEN, NOT_GOVERNANCE),
    "restriction": Expected(SIGN_IN, NOT_HERE),  # nobody made one; tests/integration/test_restrictions.py does
    "restriction_decide": Expected(SIGN_IN, NOT_HERE),
    "restrict": Expected(SIGN_IN, OPEN, NOT_GOVERNANCE),
    "disputes": Expected(SIGN_IN, OPEN),
    "dispute": Expected(SIGN_IN, NOT_HERE),  # nobody entered one; tests/integration/test_disputes.py has some
    "dispute_decide": Expected(SIGN_IN, NOT_HERE),
    "conclusion_disputes": Expected(SIGN_IN, OPEN),
    "conclusion_dispute": Expected(SIGN_IN, NOT_HERE),  # test_disputed_conclusions.py has some
    "conclusion_dispute_decide": Expected(SIGN_IN, NOT_HERE),
    "conclusion_beside": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "onward_requests": Expected(SIGN_IN, OPEN),
    "onward_request": Expected(SIGN_IN, NOT_HERE),  # test_onward_requests.py has some
    "onward_answer": Expected(SIGN_IN, NOT_HERE),
    "onward_ask": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # no agreement says "ask" there
    "beside": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "statement_add": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY, opened_by=("information_governance",)),
    "corrections": Expected(SIGN_IN, OPEN),
    "correction": Expected(SIGN_IN, NOT_HERE),  # nobody was sent one; tests/integration/test_corrections.py has some
    "correction_told": Expected(SIGN_IN, NOT_HERE),
    "bulk_exports": Expected(SIGN_IN, OPEN),
    "bulk_export_new": Expected(SIGN_IN, OPEN),
    "bulk_export": Expected(SIGN_IN, NOT_HERE),  # nobody asked; tests/integration/test_bulk_exports.py does
    "complaints": Expected(SIGN_IN, OPEN),
    "complaint_enter": Expected(SIGN_IN, OPEN),
    "complaint": Expected(SIGN_IN, NOT_HERE),  # nobody entered one; tests/integration/test_complaints.py has some
    "complaint_decide": Expected(SIGN_IN, NOT_HERE),
    "agreements": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "emergency_open": Expected(SIGN_IN, OPEN, NOT_IN_EMERGENCY),
    "emergencies": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "emergency": Expected(SIGN_IN, NOT_HERE),  # nobody opened one; tests/integration/test_emergency_access.py has some
    "emergency_end": Expected(SIGN_IN, POST_ONLY),
    "emergency_look": Expected(SIGN_IN, POST_ONLY),
    "emergency_review": Expected(SIGN_IN, NOT_HERE),
    "disclosure": Expected(SIGN_IN, NOT_HERE, NOT_GOVERNANCE),  # test_emergencies.py has a file
    "asks": Expected(SIGN_IN, OPEN, tuple(role for role in NOT_IN_EMERGENCY if role != "information_governance")),
    "ask_who_knows": Expected(SIGN_IN, OPEN, NOT_IN_EMERGENCY),
    "ask_to_be_called": Expected(SIGN_IN, OPEN, NOT_IN_EMERGENCY),
    "blind_answer": Expected(SIGN_IN, NOT_HERE),  # nobody asked; tests/integration/test_blind_questions.py asks
    "call_signal": Expected(SIGN_IN, NOT_HERE),
    "call_to_make": Expected(SIGN_IN, NOT_HERE),
    "call_made": Expected(SIGN_IN, POST_ONLY),
    "two_officers": Expected(SIGN_IN, OPEN, NOT_OFFICERS),
    "two_officers_sealed": Expected(SIGN_IN, OPEN, NOT_OFFICERS),
    "two_officers_address": Expected(SIGN_IN, NOT_HERE, NOT_OFFICERS),  # nothing is protected there
    "two_officers_request": Expected(SIGN_IN, NOT_HERE),  # nobody asked; tests/integration/test_two_officers.py asks
    "two_officers_confirm": Expected(SIGN_IN, POST_ONLY),
    "two_officers_decline": Expected(SIGN_IN, POST_ONLY),
    "two_officers_look": Expected(SIGN_IN, POST_ONLY),
    "two_officers_review": Expected(SIGN_IN, NOT_HERE),
    "two_officers_show": Expected(SIGN_IN, POST_ONLY),
    "breaches": Expected(SIGN_IN, OPEN),
    "breach_report": Expected(SIGN_IN, OPEN),
    "breach": Expected(SIGN_IN, NOT_HERE),  # nobody reported one yet; tests/integration/test_breaches.py has some
    "breach_decide": Expected(SIGN_IN, NOT_HERE),
    "find": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "found": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),  # nothing was looked for yet: to the form
    "searches": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "search_save": Expected(SIGN_IN, POST_ONLY),
    "search_open": Expected(SIGN_IN, POST_ONLY),
    "search_watch": Expected(SIGN_IN, POST_ONLY),
    "search_delete": Expected(SIGN_IN, POST_ONLY),
    "person": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_chronology": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_chronology_file": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_patterns": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_deadlines": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_identity": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_family": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_family_file": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_timeline": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_shared_events": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "person_timeline_file": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "tell_missing": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "same_name": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "same_as": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # with nobody; test_web_pairing.py has two people
    "split_person": Expected(SIGN_IN, OPEN, NOT_ANSWERING),
    "propose_match": Expected(SIGN_IN, NOT_HERE, NOT_PROPOSING),  # with nobody; test_match_proposals.py has two people
    "another_person": Expected(SIGN_IN, OPEN, NOT_PROPOSING),
    "propose_other": Expected(SIGN_IN, NOT_HERE, NOT_PROPOSING),
    "match_proposals": Expected(SIGN_IN, OPEN, NOT_READING_PROPOSALS),
    "match_proposal": Expected(SIGN_IN, NOT_HERE, NOT_READING_PROPOSALS),  # nothing is proposed yet
    "person_sight": Expected(SIGN_IN, OPEN, NOT_GIVING),
    "end_sight": Expected(SIGN_IN, NOT_HERE, NOT_GIVING),  # nothing was decided yet; test_web_sight.py has some
    "say_purpose": Expected(SIGN_IN, POST_ONLY),
    # Need to know is not in force, so whoever opens the child is led to their page; test_need_to_know.py has it in force.
    "who_knows_child": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),
    "need_to_see": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),
    "open_by_number": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),
    "child_workers": Expected(SIGN_IN, OPEN, NOT_GIVING),
    "child_worker_end": Expected(SIGN_IN, NOT_HERE, NOT_GIVING),  # nobody is assigned; test_need_to_know.py assigns
    "access": Expected(SIGN_IN, OPEN, NOT_REVIEWING_REASONS),
    "access_start": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "access_team_add": Expected(SIGN_IN, OPEN, NOT_GIVING),
    "access_team": Expected(SIGN_IN, NOT_HERE, NOT_GIVING),  # there is no team
    "access_task_add": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "access_task_end": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "access_task_members": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "access_review": Expected(SIGN_IN, NOT_HERE, NOT_REVIEWING_REASONS),
    "assignments": Expected(SIGN_IN, OPEN, NOT_GIVING),
    "assignment_end": Expected(SIGN_IN, NOT_HERE, NOT_GIVING),  # tests/integration/test_assignments.py has some
    "case_names": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "case_name_end": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),  # tests/integration/test_case_names.py has some
    "searches_all": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "recertification": Expected(SIGN_IN, OPEN),
    "reading_questions": Expected(SIGN_IN, OPEN, NOT_GIVING),
    "reading_question": Expected(SIGN_IN, NOT_HERE, NOT_GIVING),  # tests/integration/test_unusual_reading.py has some
    "news_people": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "news_add": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "news_remove": Expected(SIGN_IN, POST_ONLY),
    "record": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "protected": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # nothing is marked there; test_web_protected.py has some
    "end_protected": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "same_person": Expected(SIGN_IN, OPEN, NOT_ANSWERING),
    "question": Expected(SIGN_IN, OPEN, NOT_ANSWERING),
    "noted_all": Expected(SIGN_IN, OPEN, NOT_ANSWERING),
    "noted": Expected(SIGN_IN, NOT_HERE, NOT_ANSWERING),  # no note names anybody; test_web_note_proposals.py has some
    "my_answers": Expected(SIGN_IN, OPEN, NOT_ANSWERING),
    "undo_answer": Expected(SIGN_IN, NOT_HERE, NOT_ANSWERING),  # nothing was answered yet
    "several": Expected(SIGN_IN, OPEN, NOT_ANSWERING),
    "undo_several": Expected(SIGN_IN, NOT_HERE, NOT_ANSWERING),  # nothing was answered yet
    "look_again": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "look_again_one": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # nothing changed yet
    "concerns": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "concern_start": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "concern_save": Expected(UNASKED, NOT_KEPT, COUNTS_ONLY, refusal=NOT_KEPT),  # for the script; nothing was begun
    "concern_write": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),  # nothing was begun: to its beginning
    "concern_body": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),
    "concern_check": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),
    "concern_discard": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),
    "concern": Expected(SIGN_IN, NOT_HERE),  # there is none yet; tests/integration/test_web_concerns.py has some
    "concern_received": Expected(SIGN_IN, POST_ONLY),
    "concern_correct": Expected(SIGN_IN, POST_ONLY),
    "concern_say_again": Expected(SIGN_IN, NOT_HERE),
    "hint_leave": Expected(SIGN_IN, POST_ONLY),
    "concern_feedback": Expected(SIGN_IN, NOT_HERE),
    "document_add": Expected(
        SIGN_IN, NOT_HERE
    ),  # there is no concern yet; tests/integration/test_attachments.py has some
    "document": Expected(SIGN_IN, NOT_HERE),
    "comment_add": Expected(SIGN_IN, NOT_HERE),  # there is no concern yet; tests/integration/test_comments.py has some
    "comment_withdraw": Expected(SIGN_IN, NOT_HERE),
    "document_report": Expected(SIGN_IN, NOT_HERE),
    "document_withdraw": Expected(SIGN_IN, NOT_HERE),
    "document_scan": Expected(SIGN_IN, POST_ONLY),
    "feedback": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    **dict.fromkeys(
        ("figures_months", "figures_agencies", "figures_agency_months", "trend_months_file", "trend_agencies_file"),
        Expected(SIGN_IN, OPEN, tuple(role for role in small.ROLES if role not in LEADS)),
    ),
    "to_ask": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "proposed_patterns": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "asked": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "work": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "work_due": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "work_backlog": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "own_calendar": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "answers": Expected(SIGN_IN, OPEN, NOT_REVIEWING),
    "notices": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "notices_read": Expected(SIGN_IN, POST_ONLY),
    "posts": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "post": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "posts_over": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "day_list": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "rotas": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "rota": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "audit": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "sharing": Expected(SIGN_IN, OPEN, NOT_GOVERNANCE),
    "sharing_file": Expected(SIGN_IN, POST_ONLY),
    "refused_reasons": Expected(SIGN_IN, OPEN, ("elected_member",)),
    "sharing_totals": Expected(SIGN_IN, OPEN, ("practitioner", "school_lead", "manager")),
    "child_sharing": Expected(SIGN_IN, OPEN, NOT_GOVERNANCE),
    "own_declared": Expected(SIGN_IN, OPEN, ()),
    "own_looks": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "own_look": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "account_declared": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "declared_remove": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "insider_notice": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "learning_reviews": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "learning_review_open": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "learning_review": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # nobody opened one; test_learning_reviews.py does
    "learning_review_act": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_chronology": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_pictures": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_same_events": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_same_event": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_telling": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_chronology_file": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_anonymous": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_restore": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_published": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_inquiry": Expected(SIGN_IN, NOT_HERE, NOT_GOVERNANCE),
    "review_earliest": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_known": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_known_again": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_holder": Expected(SIGN_IN, NOT_HERE),
    "review_holder_agree": Expected(SIGN_IN, NOT_HERE),
    "review_holder_withdraw": Expected(SIGN_IN, NOT_HERE),
    "review_opportunities": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_moment": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_moment_ask": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "agency_account": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_closures": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_closures_file": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_closure": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_import_new": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_headings": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_import": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_import_withdraw": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_row": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_row_correct": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_report": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_report_draft": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_report_changes": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_report_file": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_report_part": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "review_report_words": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "watches": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "watch": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "watch_review": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "watch_end": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "watch_set": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "readership": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "readership_file": Expected(SIGN_IN, OPEN, NOT_SIGNING),
    "rolls": Expected(SIGN_IN, OPEN, NOT_GOVERNANCE),
    "roll_close": Expected(SIGN_IN, NOT_HERE, NOT_SIGNING),
    "roll_clinician": Expected(SIGN_IN, NOT_HERE),  # nothing is sealed there; tests/integration/test_casework_rolls.py
    "roll_ask": Expected(SIGN_IN, OPEN, tuple(role for role in small.ROLES if role not in (*PROPOSING, "manager"))),
    "post_body": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "to_read_again": Expected(SIGN_IN, OPEN, tuple(role for role in small.ROLES if role != "manager")),
    "rule_page": Expected(SIGN_IN, OPEN),
    "withdraw_rule": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "pattern_review": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # nothing is withdrawn or recognised no more
    "backlog_plan": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "go_live": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "papers": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "printed_papers": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "paper_withdraw": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "retention_due": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "retention_review": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "retention_holds": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "retention_lift": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "retention_erase": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "first_run": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "rule_checks": Expected(SIGN_IN, OPEN, NOT_CONFIRMING),
    "confirm_rule": Expected(SIGN_IN, OPEN, NOT_CONFIRMING),
    "rule_switches": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "rule_switch": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "item": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),  # nothing climbs; test_web_items.py has some
    "item_ladder": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "item_ladder_file": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "acknowledge_item": Expected(SIGN_IN, POST_ONLY),
    "answer_item": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "answer_sentence": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "see_answer": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "correct_answer": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "action_done": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "disagree_item": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "reassign": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "answer_about_staff": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "overlooked": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "mark_wrong": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # there is no such mark; test_web_marks.py has some
    "sentence_reason": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # there is no such mark; test_web_worth_reading.py has
    "answer_listed_sentence": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # as above
    "disagree_record": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "clock": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "answer_clock": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "recognised": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # nothing is recognised; test_web_recognised.py has some
    "who_knew": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # as the pattern
    "who_knew_file": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "answer_recognised": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "meetings": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "meeting_open_child": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "meeting_open_record": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "meeting_open_item": Expected(SIGN_IN, NOT_HERE, ("elected_member",)),
    "meeting": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # there is none yet; test_web_meetings.py has some
    "meeting_calendar": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "meeting_add": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "meeting_correct": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "meeting_done": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "record_meeting": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "subject_files": Expected(SIGN_IN, OPEN, WITHOUT_FILES),
    "subject_file_ended": Expected(SIGN_IN, OPEN, NOT_AUDITING),
    "subject_file_measures": Expected(SIGN_IN, OPEN, WITHOUT_FILES),
    "subject_file_register": Expected(SIGN_IN, OPEN, WITHOUT_FILES),
    "subject_file_ledger": Expected(SIGN_IN, OPEN, WITHOUT_FILES),
    "subject_file_open_person": Expected(SIGN_IN, OPEN, NOT_DECIDING),
    "subject_file_open_record": Expected(SIGN_IN, OPEN, NOT_DECIDING),
    "subject_file_open_recognised": Expected(SIGN_IN, NOT_HERE, NOT_DECIDING),  # nothing is recognised
    "subject_file": Expected(SIGN_IN, NOT_HERE, WITHOUT_FILES),  # there is none yet; test_web_subject_files.py has some
    "subject_file_add": Expected(SIGN_IN, NOT_HERE, WITHOUT_FILES),
    "subject_file_consider": Expected(SIGN_IN, NOT_HERE, WITHOUT_FILES),
    "subject_file_about": Expected(SIGN_IN, NOT_HERE, WITHOUT_FILES),
    "networks": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "networks_list": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "networks_months": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "networks_months_file": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),  # this workspace has no places
    "networks_picture": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "networks_picture_data": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "networks_picture_svg": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "networks_export": Expected(SIGN_IN, POST_ONLY),
    "networks_map": Expected(SIGN_IN, OPEN, COUNTS_ONLY),
    "networks_map_svg": Expected(SIGN_IN, ELSEWHERE, COUNTS_ONLY),  # this workspace has no areas
    "network": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),  # there is no such place; test_web_networks.py has some
    "network_add": Expected(SIGN_IN, NOT_HERE, NOT_ANALYSTS),
    "network_export": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "group_growth": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "group_growth_file": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "network_picture": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "network_picture_data": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "network_picture_svg": Expected(SIGN_IN, NOT_HERE, COUNTS_ONLY),
    "network_take_back": Expected(SIGN_IN, NOT_HERE, NOT_ANALYSTS),
    "count_picture": Expected(
        SIGN_IN, ELSEWHERE, ("practitioner", "school_lead", "manager")
    ),  # nothing was counted yet
    "how_many": Expected(SIGN_IN, OPEN, ("practitioner", "school_lead", "manager")),
    "area_counts": Expected(SIGN_IN, OPEN, ("practitioner", "school_lead", "manager")),
    "area_counts_file": Expected(SIGN_IN, ELSEWHERE, ("practitioner", "school_lead", "manager")),
    "words_used": Expected(SIGN_IN, OPEN, (*NOT_LEADING, "operator")),
    "files": Expected(SIGN_IN, OPEN, NOT_FILES),
    "rejects": Expected(SIGN_IN, OPEN, NOT_FILES),
    "runs": Expected(SIGN_IN, OPEN, NOT_FILES),
    "linkage_quality": Expected(SIGN_IN, OPEN, NOT_OWNING),
    "linkage_quality_picture": Expected(SIGN_IN, ELSEWHERE, NOT_OWNING),  # which picture is not said
    "looks_for": Expected(SIGN_IN, OPEN),
    "marks_said": Expected(SIGN_IN, OPEN, NOT_OWNING),
    "note_examples": Expected(SIGN_IN, OPEN, (*NOT_FILES, "operator")),
    "note_models": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "linkage_models": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "help": Expected(OPEN, OPEN),
    "families": Expected(OPEN, OPEN),
    "set_language": Expected(POST_ONLY, POST_ONLY),
    "healthz": Expected(OPEN, OPEN),
    "readyz": Expected(OPEN, OPEN),
    "metrics": Expected(NOT_HERE, NOT_HERE),  # off; and on a port of its own alone
    "account_login": Expected(OPEN, ELSEWHERE),
    "account_logout": Expected(ELSEWHERE, OPEN),
    "account_inactive": Expected(OPEN, OPEN),
    "account_signup": Expected(OPEN, OPEN),
    "account_reset_password": Expected(OPEN, OPEN),
    "account_set_password": Expected(OPEN, OPEN),
    "accounts_list": Expected(SIGN_IN, OPEN, NOT_LEADING),
    "account_invite": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "account_requests": Expected(SIGN_IN, OPEN, NOT_SETTING),
    "account_request": Expected(SIGN_IN, NOT_HERE, NOT_SETTING),  # nobody asked; test_web_accounts.py does
    "account_recoveries": Expected(SIGN_IN, OPEN, NOT_SWITCHING),
    "account_recovery": Expected(SIGN_IN, NOT_HERE, NOT_SWITCHING),  # nothing was recovered
    "account_page": Expected(SIGN_IN, OPEN, NOT_MANAGING, refusal=NOT_HERE),
    "account_act": Expected(SIGN_IN, OPEN, NOT_MANAGING, refusal=NOT_HERE),
    "account_link": Expected(NOT_HERE, NOT_HERE),  # nobody has one; test_web_account_links.py does
    "account_open_link": Expected(ELSEWHERE, ELSEWHERE),
    "account_reauthenticate": Expected(SIGN_IN, OPEN),
    "account_change_password": Expected(SIGN_IN, OPEN),
    "mfa_index": Expected(SIGN_IN, OPEN),
    "mfa_list_webauthn": Expected(SIGN_IN, OPEN),
    "mfa_add_webauthn": Expected(SIGN_IN, ELSEWHERE),  # the password first
    "mfa_reauthenticate_webauthn": Expected(SIGN_IN, ELSEWHERE),  # no key yet: the password instead
    "mfa_remove_webauthn": Expected(SIGN_IN, ELSEWHERE),  # the password first
    "mfa_edit_webauthn": Expected(SIGN_IN, ELSEWHERE),
    "mfa_login_webauthn": Expected(SIGN_IN, ELSEWHERE),
    "openid_connect_login": Expected(NOT_HERE, NOT_HERE),  # no directory is set; test_web_single_sign_on.py has one
    "openid_connect_callback": Expected(NOT_HERE, NOT_HERE),
    "socialaccount_login_cancelled": Expected(OPEN, OPEN),
    "mfa_authenticate": Expected(SIGN_IN, ELSEWHERE),
    "mfa_reauthenticate": Expected(SIGN_IN, ELSEWHERE),  # no second step yet: the password instead
    "mfa_activate_totp": Expected(SIGN_IN, ELSEWHERE),  # the password first
    "mfa_deactivate_totp": Expected(SIGN_IN, NOT_HERE),
    "mfa_view_recovery_codes": Expected(SIGN_IN, NOT_HERE),
    "mfa_generate_recovery_codes": Expected(SIGN_IN, ELSEWHERE),
    "mfa_download_recovery_codes": Expected(SIGN_IN, NOT_HERE),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small partnership, taken in and run through the command line."""
    return small.build_workspace(tmp_path_factory.mktemp("every_url"), roles=())


@pytest.fixture(scope="module")
def password() -> str:
    """Hashed once: it is slow on purpose."""
    return make_password(small.PASSWORD)


@pytest.fixture
def served(built: Path, settings: Any, password: str) -> Workspace:
    """It is what the pages read from, and there is an account of each role."""
    settings.SIGHTLINE_WORKSPACE = built
    (snapshot,) = (folder.name for folder in Workspace(built).snapshots.iterdir())
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": snapshot, "changed_at": "2024-12-02T06:00:00Z"}
    )
    for role, (agency, organisation) in small.ROLES.items():
        Account.objects.create(
            username=small.username(role), role=role, agency=agency, organisation=organisation, password=password
        )
    return Workspace(built)


def signed_in(role: str) -> Client:
    client = Client()
    if role != NOBODY:
        client.force_login(Account.objects.get(username=small.username(role)))
    return client


def answer(response: Any) -> int | str:
    """The status, or that one is led to sign in."""
    led_to_sign_in = response.status_code == ELSEWHERE and response["Location"].startswith("/accounts/login/")
    return SIGN_IN if led_to_sign_in else int(response.status_code)


def hidden_from(role: str) -> tuple[str, ...]:
    """Planted words that this role may meet nowhere."""
    return (
        small.SEALED,
        small.SEALED_NAME,
        small.PROTECTED,
        *(() if role in SEES_ALL else (small.RESTRICTED_HEALTH,)),
        *(() if role in SEES_POLICE else (small.RESTRICTED_POLICE,)),
    )


def assert_nothing_hidden(role: str, url: str, content: bytes) -> None:
    found = [words for words in hidden_from(role) if words.encode() in content]
    assert not found, f"{role} was shown {found} at {url}"


def test_every_address_has_its_line_in_the_table() -> None:
    assert {pattern.name for pattern in every_pattern()} == set(EXPECTED)


def expected_status(role: str, name: str) -> int | str:
    expected = EXPECTED[name]
    if role == NOBODY:
        return expected.nobody
    if role in expected.opened_by:
        return OPEN
    return expected.refusal if role in expected.refused else expected.let_in


def is_asked_here(role: str, name: str, turn: int) -> bool:
    """Nobody is asked about every address in each run; of the roles that are to meet the same there, one of three."""
    if role == NOBODY:
        return True
    group = [one for one in small.ROLES if expected_status(one, name) == expected_status(role, name)]
    return is_in_turn(role, group, name, turn=turn)


def test_each_run_asks_about_each_address_whatever_it_answers_and_three_runs_ask_every_role() -> None:
    runs = [
        [(role, name) for role in small.ROLES for name in EXPECTED if is_asked_here(role, name, turn)]
        for turn in range(TURNS)
    ]
    assert {one for run in runs for one in run} == {(role, name) for role in small.ROLES for name in EXPECTED}
    for turn, run in enumerate(runs):
        assert {(name, expected_status(role, name)) for role, name in run} == {
            (name, expected_status(role, name)) for role in small.ROLES for name in EXPECTED
        }
        assert {role for role, _ in run} == set(small.ROLES)
        assert all(is_asked_here(NOBODY, name, turn) for name in EXPECTED)


@pytest.mark.parametrize("role", [NOBODY, *small.ROLES])
def test_each_address_answers_each_role_as_the_table_says(served: Workspace, role: str) -> None:
    turn = turn_of_this_run()
    asked = [one for one in every_pattern() if is_asked_here(role, one.name or "", turn)]
    assert_as_the_table_says(served, role, asked)


@pytest.mark.soak
@pytest.mark.parametrize("role", small.ROLES)
def test_so_does_each_address_whatever_it_answers(served: Workspace, role: str) -> None:
    assert_as_the_table_says(served, role, [*every_pattern()])


def assert_as_the_table_says(served: Workspace, role: str, patterns: list[URLPattern]) -> None:
    client = signed_in(role)
    for pattern in patterns:
        url = address(pattern, served)
        response = client.get(url)
        assert answer(response) == expected_status(role, pattern.name or ""), f"{role} at {url}"
        assert_nothing_hidden(role, url, response.content)
        assert not (found := AN_OBJECT.search(response.content.decode("utf-8", "replace"))), (
            f"{role} at {url} is shown an object of ours: {found}"
        )
        assert not (long := long_menus(response.content.decode("utf-8", "replace"))), f"{role} at {url}: {long}"
        if response.status_code == OPEN and pattern.name in MENU_WORDS:
            assert MENU_WORDS[pattern.name] in headings_of(response.content.decode()), f"{role} at {url}"


# Fifty calls to a mother differ by their day alone: the first and the last stand for them.
EACH = """WHERE record_id NOT IN (SELECT record_id FROM source_row
    WHERE regexp_matches(original, 'Note ([2-9]|[1-4][0-9]): call to mother'))"""


@pytest.mark.parametrize("role", small.READING)
def test_no_person_and_no_record_shows_what_is_hidden(served: Workspace, role: str) -> None:
    client, shown = signed_in(role), b""
    urls = [
        reverse(tab, args=[one]) for one in ask(served, "SELECT person_id FROM person") for tab in small.PERSON_TABS
    ]
    urls += [
        reverse("record", args=[one]) for one in ask(served, f"SELECT DISTINCT record_id FROM agency_record {EACH}")
    ]
    for url in [*urls, *(f"{url}?whole=1&order=oldest" for url in urls if "/chronology/" in url)]:
        response = client.get(url)
        assert response.status_code in ((REFUSED,) if role in COUNTS_ONLY else (OPEN, NOT_HERE)), url
        assert_nothing_hidden(role, url, response.content)
        shown += response.content
    for words, roles in ((small.RESTRICTED_HEALTH, SEES_ALL), (small.RESTRICTED_POLICE, SEES_POLICE)):
        assert (words.encode() in shown) == (role in roles), f"{role} should have been shown: {words}"


@pytest.mark.parametrize("role", small.READING)
def test_no_network_shows_what_is_hidden(served: Workspace, role: str) -> None:
    client = signed_in(role)
    people = [("person", one) for one in ask(served, "SELECT person_id FROM person")]
    things = [tuple(one.split()) for one in ask(served, "SELECT entity_kind || ' ' || thing_id FROM thing")]
    nodes = [*people, *things]
    urls = [reverse(name, args=node) for name in ("network", "network_picture_data") for node in nodes]
    for url in [*urls, reverse("networks_picture_data"), reverse("networks_months") + "?until=2024-06"]:
        response = client.get(url)
        assert response.status_code in ((REFUSED,) if role in COUNTS_ONLY else (OPEN, NOT_HERE)), url
        assert_nothing_hidden(role, url, response.content)


@pytest.mark.parametrize("role", small.ROLES)
def test_no_search_finds_what_is_hidden(served: Workspace, role: str) -> None:
    client = signed_in(role)
    for typed in ({"name": small.SEALED_NAME}, {"name": "wren"}, {"nhs_number": "9990000018"}, {"name": "dana"}):
        response = client.post("/find/", typed, follow=True)
        assert response.status_code == (REFUSED if role in COUNTS_ONLY else OPEN)
        assert_nothing_hidden(role, "/find/", response.content.replace(small.SEALED_NAME.encode(), b""))
        if "name" in typed and typed["name"] == small.SEALED_NAME and role not in COUNTS_ONLY:
            assert b"No person found" in response.content


def test_the_planted_words_were_taken_in(served: Workspace) -> None:
    """Else the tests above could not fail."""
    taken = " ".join(ask(served, "SELECT original FROM source_row"))
    for words in (small.SEALED, small.SEALED_NAME, small.RESTRICTED_HEALTH, small.RESTRICTED_POLICE):
        assert words in taken
    assert small.PROTECTED not in taken and "Moved to [protected: not shown] at night." in taken


def test_what_is_not_there_and_what_may_not_be_seen_look_the_same(served: Workspace) -> None:
    (sealed,) = ask(
        served, "SELECT DISTINCT record_id FROM agency_record WHERE list_contains(markings, 'SEALED IDENTITY')"
    )
    client = signed_in("practitioner")
    answers = [client.get(reverse("record", args=[one])) for one in (sealed, NEVER_AN_ID)]
    assert [answer.status_code for answer in answers] == [NOT_HERE, NOT_HERE]
    assert strip_tokens(answers[0].content) == strip_tokens(answers[1].content)


def strip_tokens(content: bytes) -> list[bytes]:
    return [line for line in content.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_a_school_lead_opens_own_pupils_only(served: Workspace) -> None:
    client = signed_in("school_lead")
    (noor,) = ask(served, "SELECT person_id FROM person WHERE list_contains(names, 'Noor Elmore')")
    assert client.get(reverse("person", args=[wren(served)])).status_code == OPEN
    assert client.get(reverse("person", args=[noor])).status_code == NOT_HERE


def test_what_was_typed_stands_in_no_address(served: Workspace) -> None:
    response = signed_in("practitioner").post("/find/", {"name": "wren ashdown"})
    assert (response.status_code, response["Location"]) == (302, "/find/results/")


def test_a_form_without_its_token_is_not_taken(served: Workspace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username=small.username("practitioner")))
    response = client.post("/find/", {"name": "wren"})
    assert response.status_code == REFUSED
    assert b"Try again" in response.content


def test_more_entries_asked_for_after_the_session_ended_reload_the_page(served: Workspace) -> None:
    response = Client().get(reverse("person_chronology", args=[wren(served)]), headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Refresh"]) == (401, "true")


def test_more_entries_come_without_the_page_around_them(served: Workspace) -> None:
    client, url = signed_in("practitioner"), reverse("person_chronology", args=[wren(served)])
    whole = client.get(url)
    more = client.get(f"{url}?{whole.context['filter'].query_more}", headers={"HX-Request": "true"})
    assert b"<html" not in more.content
    assert 0 < more.content.count(b"<article") <= PAGE


@pytest.mark.parametrize("role", ["practitioner", "school_lead"])
def test_what_a_chronology_counts_is_the_records_that_it_lists(served: Workspace, role: str) -> None:
    client, url = signed_in(role), reverse("person_chronology", args=[wren(served)])
    shown = client.get(f"{url}?whole=1").context["shown"]
    listed = [line.entry for line in shown.lines if line.kind == "entry"]
    weeks = sum(len(line.weeks) for line in shown.lines if line.kind == "weeks")
    assert len({one.record_id for one in listed}) == len(listed) < len(shown.entries) - weeks
    assert (shown.total, shown.weeks, shown.shown) == (len(listed), weeks, len(listed))
    assert dict(shown.kinds)["police_missing"] == sum(one.kind == "police_missing" for one in listed) == 2
    assert (
        sum(number for _, number in shown.agencies) == sum(number for _, number in shown.kinds) == len(listed) + weeks
    )
    assert sum(one.entries for one in shown.grid) == sum(bool(one.occurred_from) for one in listed)
    for kind, number in shown.kinds:
        alone = client.get(url, {"whole": "1", "kind": kind}).context["shown"]
        assert alone.total + alone.weeks == number, kind
    assert client.get(reverse("person", args=[wren(served)])).context["shown"].entries == len(listed)
    paged, address = [], url
    while address:
        page = client.get(address).context
        paged += [line.entry.record_id for line in page["shown"].lines if line.kind == "entry"]
        address = f"{url}?{page['filter'].query_more}" if page["filter"].query_more else ""
    assert paged == [one.record_id for one in listed]


def test_words_looked_for_in_notes_stay_on_their_own_list_and_the_tab_starts_whole(served: Workspace) -> None:
    client, url = signed_in("practitioner"), reverse("person_chronology", args=[wren(served)])
    whole = client.get(url).context["shown"].total
    found = client.post(f"{url}?order=oldest", {"search": "Note 1"})["Location"].partition("#")[0]
    page = client.get(found)
    assert 0 < page.context["shown"].total < whole and "Note" not in found
    others = client.get(f"{url}?{page.context['filter'].query_other_order}")
    assert others.context["shown"].total == page.context["shown"].total
    assert client.get(url).context["shown"].total == whole
    assert client.get(found).context["shown"].total < whole, "a reader who goes back has the list of the search again"
    cleared = client.post(found, {"search": ""})["Location"]
    assert "searched" not in cleared and client.get(cleared).context["shown"].total == whole


def test_a_file_of_a_chronology_has_what_the_reader_may_see_and_says_why_it_was_made(served: Workspace) -> None:
    client, url = signed_in("practitioner"), reverse("person_chronology_file", args=[wren(served)])
    assert client.post(f"{url}?form=xlsx", {"period": "all"}).status_code == 400
    made = {}
    for ending in ("docx", "xlsx", "pdf"):
        answer = client.post(
            f"{url}?form={ending}&order=oldest", {"period": "all", "purpose": "case", "why": "Strategy discussion"}
        )
        made[ending] = answer.content
        assert re.fullmatch(
            rf'attachment; filename="chronology-\d{{4}}-\d\d-\d\d\.{ending}"', answer["Content-Disposition"]
        )
    about, entries = openpyxl.load_workbook(BytesIO(made["xlsx"])).worksheets
    said = " ".join(str(cell.value) for sheet in (about, entries) for row in sheet.iter_rows() for cell in row)
    assert "for: Strategy discussion." in said and "Made by the_practitioner" in said
    page = client.get(f"{reverse('person_chronology', args=[wren(served)])}?whole=1&order=oldest").context["shown"]
    assert [row[1].value for row in entries.iter_rows(min_row=2) if row[8].value] == [
        line_when(line) for line in page.lines if line.kind == "entry"
    ]
    assert small.RESTRICTED_HEALTH not in said and small.RESTRICTED_POLICE not in said
    entry = AuditEntry.objects.filter(action="write_chronology").order_by("-sequence").first()
    assert entry is not None and (entry.reason, entry.details["form"]) == ("Strategy discussion", "pdf")


def test_posting_where_only_reading_is_possible_is_refused(served: Workspace) -> None:
    assert signed_in("practitioner").post(reverse("person", args=[wren(served)])).status_code == 405


def test_figures_hold_no_name_no_id_and_nothing_that_was_typed(served: Workspace, settings: Any) -> None:
    settings.SIGHTLINE_METRICS = MetricsSettings("127.0.0.1", 9464, None)
    client, person, record = signed_in("practitioner"), wren(served), wrens_visit(served)
    assert client.get(reverse("person", args=[person])).status_code == OPEN
    assert client.get(reverse("record", args=[record]) + f"?from={small.CHILD}").status_code == OPEN
    client.post("/find/", {"name": small.SEALED_NAME}, follow=True)
    client.get(f"/people/{small.CHILD}/")
    client.get(reverse("person", args=[NEVER_AN_ID]))
    client.generic("WREN", "/")
    figures = client.get("/metrics", SERVER_PORT="9464").content.decode()
    assert 'page="person",status="200"' in figures and 'page="person",status="404"' in figures
    assert 'sightline_work_items_open{stage="team_manager"} 0.0' in figures
    planted = (small.CHILD, *small.CHILD.split(), small.SEALED_NAME, person, record, NEVER_AN_ID, "/people/")
    for words in (
        *planted,
        *(small.username(role) for role in small.ROLES),
        *(one for one in ask(served, "SELECT DISTINCT agency FROM agency_record")),
    ):
        assert words.lower() not in figures.lower(), words

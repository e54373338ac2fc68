"""Which kind of event an entry of a chronology is in a timeline, and its label there.

It decides a shape and nothing else. What is no event (a relative, a licence that is held) has none; what says a
second time what another entry of its record says has none either.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from sightline.casework.meetings.pages.meetings import MeetingLine
from sightline.casework.people.pages.people import Entry
from sightline.model.when import london_day
from sightline.pictures.glyphs import EventKind
from sightline.rulebook.closed_outcomes import read_drawn_outcomes
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.words import TYPES, kind_in_words

MISSING = "police_missing"
NO_EVENT = (
    "childrens_services_family", MISSING, "school_attendance", "cin_census/child", "ssda903/child", "ssda903/uasc",
    "ssda903/health", "ssda903/care_leaver", "ssda903/earlier_permanence", "ssda903/social_worker",
    "school_census/pupil", "school_census/sessions", "school_ctf/pupil", "school_ctf/attendance", "school_ctf/contact",
)  # fmt: skip
NO_EVENT_WORDS = ("Licence", gettext_lazy("Reported to the police"), "Returned")
NOT_SEEN = {
    "WAS NOT BROUGHT": gettext_lazy("Was not brought"),
    "DID NOT ATTEND": gettext_lazy("Did not attend"),
    "LEFT BEFORE": gettext_lazy("Left before being seen"),
}
# A section 47 enquiry follows a strategy discussion, which some readers may not see.
JOINT = (
    "childrens_services_events/strategy discussion",
    "childrens_services_events/s47 start",
    "childrens_services_events/icpc",
    "childrens_services_events/mace",
    "mace_tracker",
    "ofsted_annex_a/list_5",
    "cin_census/section_47",
)
AGREED = (
    *JOINT, "childrens_services_events/plan start",
    "childrens_services_events/review conference", "childrens_services_events/placement start",
    "ofsted_annex_a/list_6", "ofsted_annex_a/list_7", "ofsted_annex_a/list_8", "cin_census/cin_plan",
    "cin_census/protection_plan", "cin_census/protection_review", "cin_census/pre_proceedings", "ssda903/episode",
    "ssda903/review",
)  # fmt: skip
RECEIVED = (
    "childrens_services_events/contact", "childrens_services_events/referral", "ofsted_annex_a/list_1",
    "ofsted_annex_a/list_3", "cin_census/referral",
)  # fmt: skip
CONCERNS = ("police_occurrences", "police_intelligence", "school_concerns", "sightline_concerns", "housing_complaints")
CONCERN_WORDS = ("Concern", "Occurrence", "Intelligence", "Complaint", gettext_lazy("Complaint about a licence"))
DECISIONS = ("Decision", "Outcome")
LONGEST = 32  # letters of a label; what is longer has its kind instead


class EventShape(NamedTuple):
    """A kind of event and its label in the drawing; a contact has no label there."""

    kind: EventKind
    label: str


def shape_of(entry: Entry) -> EventShape | None:
    """How an entry is drawn; None where it is no event."""
    layout, _, own = entry.kind.partition("/")
    begins, _, rest = entry.what.partition(": ")
    if layout in NO_EVENT or entry.kind in NO_EVENT or begins in NO_EVENT_WORDS or entry.what in NO_EVENT_WORDS:
        return None
    missed = next((words for written, words in NOT_SEEN.items() if written in entry.what.upper()), "")
    if missed and layout == "health_attendances":
        return EventShape(EventKind.NOT_SEEN, missed)
    if begins in DECISIONS:
        return _decided(layout, rest)
    if entry.kind in AGREED and begins != "Action done":
        return EventShape(EventKind.ACTION, kind_in_words(entry.kind))
    if entry.kind in RECEIVED:
        return EventShape(EventKind.REFERRAL, kind_in_words(entry.kind))
    if begins in CONCERN_WORDS and (layout in CONCERNS or layout == "licensing_register"):
        return EventShape(EventKind.CONCERN, _concern_label(layout, own, rest))
    return EventShape(EventKind.CONTACT, kind_in_words(entry.kind))


def is_joint_action(entry: Entry) -> bool:
    """Whether an entry says that agencies met about somebody."""
    return entry.kind in JOINT and not entry.what.startswith("Action")


def days_of_joint_action(entries: Iterable[Entry], meetings: Iterable[MeetingLine]) -> list[date]:
    """The days on which agencies met about somebody, by records of them or by meetings held."""
    met = [london_day(one.occurred_from) for one in entries if one.occurred_from and is_joint_action(one)]
    return met + [london_day(one.held_at) for one in meetings if one.held_at]


def _decided(layout: str, rest: str) -> EventShape:
    decision = rest.partition(". ")[0].strip().rstrip(".")
    if read_drawn_outcomes().closes(layout, decision):
        return EventShape(EventKind.NO_ACTION, _("No further action"))
    if decision.upper() == "ASSESS":
        return EventShape(EventKind.ACTION, _("Assessment agreed"))
    return EventShape(EventKind.CONTACT, _("Decision: %(decision)s") % {"decision": decision.lower()})


def _concern_label(layout: str, own: str, rest: str) -> str:
    """What the concern was about, as its record's type or heading says."""
    if layout == "police_occurrences":
        return gettext("Report: %(type)s") % {"type": TYPES.get(own, own)}  # of a crime, and not by whom
    heading, dot, _ = rest.partition(". ")
    if layout == "school_concerns" and dot and len(heading) <= LONGEST:
        return heading
    return {
        "police_intelligence": gettext("Intelligence"),
        "licensing_register": gettext("Complaint about a licence"),
    }.get(layout, gettext("Concern"))

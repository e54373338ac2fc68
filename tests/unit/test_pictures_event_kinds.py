"""Which shape an entry has in a timeline, and between which two days nobody acted jointly."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from support import made_up

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.pictures.glyphs import EventKind
from sightline.web.pictures.event_kinds import shape_of
from sightline.web.pictures.forms import MonthWindow
from sightline.web.pictures.timeline_story import TimelineSources, seen_and_acted

WINDOW = MonthWindow(date(2025, 1, 1), date(2027, 1, 1))
SEEN = date(2025, 12, 12)


@pytest.mark.parametrize(
    ("kind", "what", "shape"),
    [
        ("childrens_services_events/contact", "Event: CONTACT. Mother rang.", (EventKind.REFERRAL, "Contact")),
        ("childrens_services_events/contact", "Decision: NFA. By: A. B.", (EventKind.NO_ACTION, "No further action")),
        ("childrens_services_events/referral", "Decision: ASSESS. By: A. B.", (EventKind.ACTION, "Assessment agreed")),
        (
            "childrens_services_events/s47 start",
            "Event: S47 START. Seen.",
            (EventKind.ACTION, "Section 47 enquiry started"),
        ),
        ("police_occurrences/asb", "Occurrence: ASB. Youths.", (EventKind.CONCERN, "Report: anti-social behaviour")),
        ("police_occurrences/asb", "Reported to the police", None),
        ("police_occurrences/asb", "Outcome: NFA", (EventKind.NO_ACTION, "No further action")),
        ("police_occurrences/asb", "Outcome: Outcome 16. By: A. B.", (EventKind.NO_ACTION, "No further action")),
        (
            "childrens_services_events/contact",
            "Decision: Threshold not met",
            (EventKind.NO_ACTION, "No further action"),
        ),
        ("childrens_services_events/contact", "Decision: SIGNPOST", (EventKind.CONTACT, "Decision: signpost")),
        ("school_concerns", "Concern: Unexplained gifts. New trainers.", (EventKind.CONCERN, "Unexplained gifts")),
        ("school_concerns", "Action: Mum telephoned", (EventKind.CONTACT, "School concern")),
        (
            "health_attendances/camhs",
            "Attendance: CAMHS. Outcome: WAS NOT BROUGHT",
            (EventKind.NOT_SEEN, "Was not brought"),
        ),
        ("childrens_services_family", "Family: Mother", None),
        ("police_missing", "Found", None),
        ("mace_tracker", "Action done: Speak with parents", (EventKind.CONTACT, "MACE meeting")),
        ("licensing_register/driver", "Licence: DRIVER. Status: CURRENT", None),
    ],
)
def test_each_entry_has_the_shape_of_what_it_says(kind: str, what: str, shape: Any) -> None:
    assert shape_of(made_up.entry(kind=kind, what=what)) == shape


def sources(*entries: Any, agencies: tuple[str, ...] = ("police", "school")) -> TimelineSources:
    rests_on = tuple(RecordBasis(name, name, "", "x", None, None, "day", False) for name in agencies)
    pattern = SimpleNamespace(must=True, first_true_on=SEEN, instance_key="k", rests_on=rests_on)
    held: Any = SimpleNamespace(entries=entries)
    plain: Any = [pattern]
    return TimelineSources(held, None, plain, (), None)  # type: ignore[arg-type]


def at(kind: str, day: str) -> Any:
    return made_up.entry(kind=kind, what="Event: held.", occurred_from=f"{day}T10:00:00Z")


def test_the_first_joint_action_is_the_enquiry_where_the_discussion_is_not_seen() -> None:
    found = seen_and_acted(
        sources(at("mace_tracker", "2026-09-28"), at("childrens_services_events/s47 start", "2026-09-14")), WINDOW
    )
    assert found and (found.seen_on, found.acted_on) == (SEEN, date(2026, 9, 14))


def test_there_are_no_days_between_unless_records_say_both_and_several_agencies_held_them() -> None:
    acted = at("mace_tracker", "2026-09-28")
    assert seen_and_acted(sources(), WINDOW) is None
    assert seen_and_acted(sources(at("mace_tracker", "2025-12-11")), WINDOW) is None, "before it could be seen"
    assert seen_and_acted(sources(acted, agencies=("police", "police")), WINDOW) is None
    assert seen_and_acted(sources(acted), MonthWindow(date(2026, 1, 1), date(2027, 1, 1))) is None, "not on the sheet"
    assert seen_and_acted(replace(sources(acted), patterns=()), WINDOW) is None

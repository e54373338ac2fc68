"""Says in words why somebody was found, and where that is written."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext

from sightline.casework.finding.pages import (
    IN_COMMENT,
    IN_CONCERN,
    IN_DOCUMENT,
    IN_FILE,
    IN_MINUTES,
    IN_TEXT,
    NAME,
    ON_DAY,
    OTHER_FORM,
    SPELT_OTHERWISE,
    FoundPage,
    FoundPerson,
    SavedSearchLine,
    SnippetPart,
    WhyFound,
)
from sightline.casework.people.pages.people import PersonSummary, SearchTerms
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.web.core.whens import day_in_words
from sightline.web.core.words import layout_in_words

HOW = {
    NAME: _("The name matches"),
    OTHER_FORM: _("Another form of the name"),
    SPELT_OTHERWISE: _("Name, spelt differently"),
    IN_CONCERN: _("Words in a concern entered in Sightline"),
    IN_MINUTES: _("Words in the minutes of a meeting"),
    IN_FILE: _("Words in a file on a person or place, a lead to check, not evidence"),
    ON_DAY: _("Event of that day"),
    IN_COMMENT: _("Words in a comment"),
    IN_DOCUMENT: _("Words in the document"),
}
PLACES = {
    "concern": _("Concern"),
    "item": _("Action"),
    "meeting": _("Meeting"),
    "working_file": _("File on a person or place"),
}
PAGES = {"concern": "concern", "item": "item", "meeting": "meeting", "working_file": "subject_file"}
ANCHORS = {"comment": "#comments", "document": "#documents"}
KEYS = {
    "birth_date": _("Birth date"),
    "nhs_number": _("NHS number"),
    "upn": _("Unique pupil number (UPN)"),
    "local_id": _("An agency’s own number"),
    "reference": _("Reference of a record"),
    "phone": _("Phone number"),
    "vehicle": _("Vehicle"),
}
PARTS = {
    "note": _("Words in a note"),
    "childs_words": _("The child’s own words"),
    "address": _("Address"),
    "place": _("Place named"),
}
SEARCHED_FOR = {
    "birth_date": _("this birth date"),
    "birth_year": _("this year of birth"),
    "number": _("this number"),
    "nhs_number": _("this NHS number"),
    "phone": _("this phone number"),
    "vehicle": _("this vehicle"),
    "postcode": _("this postcode"),
    "name": _("this name"),
    "sign": _("this sign in notes"),
}
OF_DAY = _("events of this day")
REGISTRATION = re.compile(r"[A-Z]{2}\d{2}[A-Z]{3}")
IN_WORDS = _("these words in notes and addresses")


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One reason in words, and the page that it leads to: of a record, or of what was written in Sightline."""

    says: str = field(repr=False)
    title: tuple[SnippetPart, ...] = field(repr=False)
    source: str
    page: str
    about_id: str
    anchor: str
    snippet: tuple[SnippetPart, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One person of the results with the reasons in words; `person` is None where nobody is known yet.

    `is_new`: a search that is watched found the person or one of the records since it was opened last.
    """

    person: PersonSummary | None
    why: tuple[WhyLine, ...]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A saved search, called by what it looks for."""

    name: str = field(repr=False)
    search: SavedSearchLine


def lay_out_found(page: FoundPage, *, fresh: frozenset[str] = frozenset()) -> list[FoundLine]:
    """The people of the results, in their order; `fresh` are the ids that are new."""
    return [
        FoundLine(one.person, tuple(map(_make_why_line, one.why)), bool(fresh & _ids_of(one))) for one in page.people
    ]


def name_searches(lines: Iterable[SavedSearchLine]) -> list[SearchLine]:
    """Saved searches, each called as it was typed, or by what was filled in."""
    return [SearchLine(_name_of(line.asked), line) for line in lines]


def _name_of(asked: str | SearchTerms) -> str:
    if isinstance(asked, str):
        return asked
    born = day_in_words(asked.birth_date) if asked.birth_date else ""
    return join_shown(", ", filter(None, (asked.name, born, asked.nhs_number, asked.phone, asked.registration)))


def _ids_of(one: FoundPerson) -> set[str]:
    people = {f"person:{one.person.person_id}"} if one.person else set()
    entries = {why.place.known_as for why in one.why if why.place}
    return people | entries | {f"record:{why.record_id}" for why in one.why if why.record_id}


def searched_for(kinds: Collection[str]) -> str:
    """What was looked for: `this name, and for these words in notes and addresses`."""
    said = in_a_row([SEARCHED_FOR[kind] for kind in kinds if kind in SEARCHED_FOR])
    words = IN_WORDS if "words" in kinds else OF_DAY if ON_DAY in kinds else ""
    return gettext(", and for ").join(str(part) for part in (said, words) if part)


def _make_why_line(why: WhyFound) -> WhyLine:
    says = PARTS[why.what] if why.how == IN_TEXT else HOW.get(why.how) or KEYS[why.what]
    on = day_in_words(why.on) if why.on else gettext("day not known")
    place = why.place
    where = PLACES.get(place.kind, "") if place else layout_in_words(why.layout) if why.layout else ""
    return WhyLine(
        says,
        why.title,
        f"{where}, {on}" if where else "",
        PAGES[place.kind] if place else "record" if why.record_id else "",
        place.owner_id if place else why.record_id,
        ANCHORS.get(place.part, "") if place else "",
        (SnippetPart(_key_in_words(why), True),) if why.key_value else why.snippet,
    )


def _key_in_words(why: WhyFound) -> str:
    """A number, date, phone or vehicle as people write it."""
    value = why.key_value
    if why.what == "birth_date":
        return day_in_words(date.fromisoformat(value))
    if why.what == "phone":
        home = "0" + value.removeprefix("+44") if value.startswith("+44") else value
        return f"{home[:5]} {home[5:]}"
    return f"{value[:4]} {value[4:]}" if why.what == "vehicle" and REGISTRATION.fullmatch(value) else value

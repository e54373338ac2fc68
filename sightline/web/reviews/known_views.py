"""What was known about a child of a review on a day, agency by agency."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.pages import FactLine, KnowledgePage, list_lines
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge_of
from sightline.casework.earlier_knowledge.services.days import run_day_again
from sightline.casework.reviews.pages.day_conclusions import (
    ConclusionOfDay,
    DayConclusionKind,
    HindsightConclusion,
    HindsightMaker,
)
from sightline.casework.reviews.pages.labels import call_person
from sightline.casework.reviews.selectors.terms import read_known_choices
from sightline.review.knowledge import FactOfDay
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _
from sightline.translation.messages import ngettext
from sightline.web.core.bounds import asked_day, asked_texts, asked_tick
from sightline.web.core.doorway import page
from sightline.web.core.forms import AskedForm, PostedForm, form_page
from sightline.web.reviews.earliest.record_links import RecordLink, RecordLinks

ACTIVE = "learning_reviews"
KINDS = {
    DayConclusionKind.PATTERN: _("Patterns"),
    DayConclusionKind.GROUP: _("Groups"),
    DayConclusionKind.DEADLINE: _("Deadlines"),
    DayConclusionKind.QUESTION: _("Questions"),
}
STATES = {
    "running": _("Not yet due"),
    "met": _("Done in time"),
    "met_late": _("Done late"),
    "breached": _("Overdue"),
    "not_known": _("Not known: no data from the agency"),
    "open": _("Not answered"),
    "": _("Applied"),
}
ONE_KIND = {
    DayConclusionKind.PATTERN: _("Pattern"),
    DayConclusionKind.GROUP: _("Group"),
    DayConclusionKind.DEADLINE: _("Deadline"),
    DayConclusionKind.QUESTION: _("Question"),
}
MADE_BY = {
    HindsightMaker.RECORD: _("Recorded or corrected later"),
    HindsightMaker.MATCH: _("Matched by Sightline later"),
    HindsightMaker.PERSON: _("Match confirmed by a person later"),
    HindsightMaker.READING: _("Reading of a note confirmed later"),
    HindsightMaker.RULE: _("By a rule made later, not in force then"),
    HindsightMaker.NOT_KNOWN: _(
        "None of its own records, matches, readings or rules came later. Later records about its people, such as a "
        "home or a birth date, may have made it"
    ),
}
SURE_SINCE = _("Since %(day)s without unconfirmed matches")
SURE_NEVER = _("Not without unconfirmed matches")
READ_SINCE = _("Since %(day)s without readings of notes that no person confirmed")
READ_NEVER = _("Not without readings of notes that no person confirmed")


class KnownAsked(AskedForm):
    """Of which people, on which day, what which agencies knew; whether with hindsight, without unconfirmed matches."""

    person = asked_texts()
    on = asked_day()
    agency = asked_texts()
    hindsight = asked_tick()
    without_unconfirmed = asked_tick()


class RunAgainForm(PostedForm):
    """That a day is to be run again; there is nothing to enter."""


class ShownFact(NamedTuple):
    """A line with the day on which another agency was first shown its record, disputed or unsure, and its meetings.

    `also`: of those asked about, who else is shown to be in the record.
    """

    said: FactLine
    reached: date | None
    disputed: bool
    unsure: bool
    heard: tuple[tuple[date, tuple[str, ...]], ...]
    also: tuple[str, ...]


@page("GET", "HEAD")
def known(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """What each agency had recorded by the end of a day, and nothing later unless hindsight is asked for."""
    asked = KnownAsked.of(request).said
    choices = read_known_choices(session, review_id=review_id)
    people = [one for one in choices.people if one in asked["person"]] or list(choices.people[:1])
    if not people or not set(asked["person"]) <= set(choices.people):
        raise NotHere
    on = min(asked["on"] or choices.line.to_on, clock.today())
    agencies = [one for one in choices.agencies if one in asked["agency"]]
    pages = read_knowledge_of(
        session, people=people, review_id=review_id, on=on, holders=agencies, with_hindsight=asked["hindsight"],
        without_unsure=asked["without_unconfirmed"],
    )  # fmt: skip
    ticks = {one: asked[one] for one in ("hindsight", "without_unconfirmed")}
    context = {
        "choices": choices,
        "people": [(one, call_person(one)) for one in choices.people],
        "chosen_people": people,
        "on": on,
        "chosen": agencies,
        "with_hindsight": asked["hindsight"],
        "without_unsure": asked["without_unconfirmed"],
        "of_people": [_describe(one, pages, review_id, _asked_again(one.called, on, agencies, ticks)) for one in pages],
        "active": ACTIVE,
    }
    return render(request, "reviews/known.html", context)


def _describe(shown: KnowledgePage, pages: Sequence[KnowledgePage], review_id: str, query: str) -> dict[str, Any]:
    """What the page says of one person; `query` asks the same of that person alone."""
    links = RecordLinks(review_id, shown.named, shown.pages)
    later = (one for one in shown.hindsight or () if one not in set(shown.cannot_tell))
    return {
        "called": call_person(shown.called),
        "shown": shown,
        "unsure_said": _say_unsure(shown),
        "concluded": _by_kind(shown, links),
        "with_later": _with_later(shown, links),
        "query": query,
        "known": _by_agency(shown, shown.known, pages),
        "cannot_tell": _by_agency(shown, shown.cannot_tell, pages) if shown.hindsight is not None else [],
        "later": _by_agency(shown, later, pages),
    }


def _say_unsure(shown: KnowledgePage) -> str:
    """How many records only an unconfirmed match joins to the child, and whether they are left out; else nothing."""
    records = len(shown.unsure)
    if not records:
        return ""
    if shown.without_unsure:
        said = ngettext(
            "%(records)s record is left out: only an unconfirmed match joins it to this child. So is what "
            "Sightline concludes only by it.",
            "%(records)s records are left out: only unconfirmed matches join them to this child. So is what "
            "Sightline concludes only by them.",
            records,
        )
    else:
        said = ngettext(
            "Only an unconfirmed match joins %(records)s of these records to this child.",
            "Only unconfirmed matches join %(records)s of these records to this child.",
            records,
        )
    return said % {"records": f"{records:,}"}


def _asked_again(person: str, on: date, agencies: Sequence[str], ticks: Mapping[str, bool]) -> str:
    """The same question in an address, as the page answered it."""
    ticked = [(name, "1") for name, is_ticked in ticks.items() if is_ticked]
    return urlencode([("person", person), ("on", on.isoformat()), *(("agency", one) for one in agencies), *ticked])


@page("GET", "HEAD", "POST")
def conclude(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Run a day again, and show what Sightline would have concluded."""
    choices = read_known_choices(session, review_id=review_id)
    asked = KnownAsked.of(request)
    said = asked.said
    person = said["person"][0] if len(said["person"]) == 1 else ""
    if person not in choices.people or said["on"] is None or not choices.line.is_open:
        raise NotHere
    holders = [one for one in choices.agencies if one in said["agency"]]
    form = RunAgainForm.of(request)
    if form.is_kept(lambda: run_day_again(session, review_id=review_id, person=person, on=said["on"], holders=holders)):
        messages.success(request, str(_("Sightline ran the day again. The conclusions are below the facts.")))
        return redirect(f"{reverse('review_known', args=[review_id])}?{asked.query()}")
    context = {
        "choices": choices,
        "called": call_person(person),
        "on": said["on"],
        "query": asked.query(),
        "form": form,
        "active": ACTIVE,
    }
    return form_page(request, "reviews/known_again.html", context)


def _by_agency(
    shown: KnowledgePage, facts: Iterable[FactOfDay], pages: Sequence[KnowledgePage]
) -> list[tuple[str, list[ShownFact]]]:
    found: dict[str, list[ShownFact]] = {}
    for one in list_lines(facts):
        record_id = one.fact.record_id
        line = ShownFact(
            one,
            shown.reached.get(record_id),
            record_id in shown.disputed,
            record_id in shown.unsure,
            shown.heard.get(record_id, ()),
            tuple(call_person(each.called) for each in pages if each is not shown and record_id in each.fact_records),
        )
        found.setdefault(one.fact.agency, []).append(line)
    return sorted(found.items())


def _by_kind(
    shown: KnowledgePage, links: RecordLinks
) -> list[tuple[str, list[tuple[ConclusionOfDay, str, list[RecordLink], list[str]]]]]:
    """What Sightline would have concluded that day, by kind, each with its status in words and its records.

    And what it is without matches and readings that no person confirmed.
    """
    found = shown.conclusions.found if shown.conclusions else ()
    return [
        (
            str(label),
            [
                (one, str(STATES[one.state]), list(map(links.of, one.record_ids)), list(_say_without(one)))
                for one in found
                if one.kind is kind
            ],
        )
        for kind, label in KINDS.items()
        if any(one.kind is kind for one in found)
    ]


def _say_without(one: ConclusionOfDay) -> Iterator[str]:
    """Since when it is so without what no person confirmed, where that is another day, or that it is not."""
    for without, since, never in ((one.sure, SURE_SINCE, SURE_NEVER), (one.read, READ_SINCE, READ_NEVER)):
        if without and without.since is None:
            yield str(never)
        elif without and without.since and without.since != one.since:
            yield str(since % {"day": long_day(without.since)})


class ShownMaker(NamedTuple):
    """What made a conclusion with hindsight, in words, with its day and its records."""

    label: str
    on: date | None
    records: list[RecordLink]


def _with_later(
    shown: KnowledgePage, links: RecordLinks
) -> list[tuple[HindsightConclusion, str, list[ShownMaker], list[RecordLink], list[str]]] | None:
    """What is seen with hindsight, each with its kind and what made it; None where nobody looked for it."""
    if shown.conclusions is None or shown.conclusions.hindsight is None:
        return None
    return [
        (
            one,
            str(ONE_KIND[one.concluded.kind]),
            [ShownMaker(str(MADE_BY[each.by]), each.on, list(map(links.of, each.record_ids))) for each in one.causes],
            list(map(links.of, one.concluded.record_ids)),
            list(_say_without(one.concluded)),
        )
        for one in shown.conclusions.hindsight
    ]

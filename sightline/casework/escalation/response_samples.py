"""Looks at answers as a whole: a month's sample, texts given again and again, and not proceeded but harmed later.

Which answers are in a month's sample follows from their numbers alone. Nobody chooses them, and asking twice gives the
same.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from django.db.models import Count, QuerySet

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.escalation.pages import HarmedLaterLine, RepeatedLine, SampleLine
from sightline.casework.escalation.rights import LOOK_AFTER, basis_of, oversees, sees_basis, words_of_items
from sightline.casework.escalation.selectors import count_repeats
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.protection.free_text import FreeText, Texts
from sightline.escalation import Happening, ResponseKind, read_answer_rules, says_harm
from sightline.model.bounds import read_month
from sightline.model.calendar import add_months
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.rows.people import ServedPagedEntry
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day, moment
from sightline.sharing import can_see_people
from sightline.store.snapshot_reader import EntryQuery, SnapshotReader
from sightline.translation.messages import lazy as _

MOST_ENTRIES = 2_000
FORMS = tuple(form.value for form in ResponseKind)
REVIEW = (Role.PARTNERSHIP_EXECUTIVE, Role.REVIEWER, *LOOK_AFTER)


def list_answers_sample(session: ReaderSession, *, month: str) -> tuple[SampleLine, ...]:
    """Answers of a month (`2026-11`), for the scrutineer to read: as many as the local value says, chosen by number."""
    with audited(session, action="list_answers_sample") as trail:
        check_review(session)
        first = read_month(month)
        if first is None:
            raise Usage(_("The month is not valid."), code="bad_month", what_to_do=_("Write the month like 2026-11."))
        size = read_answer_rules().value("sample_a_month", clock.today())
        given = given_in_month(first).select_related("item")
        chosen = sorted(given, key=lambda event: place_in_sample(month, event.decision or 0))[:size]
        trail.details = {"month": month, "answers": len(chosen)}
        trail.add("item", [event.item.item_id for event in chosen])
        return tuple(_sample_line(session, event) for event in chosen)


def given_in_month(day: date) -> QuerySet[ItemEvent]:
    """The answers that were given in the month of a day, as London counts it."""
    first = day.replace(day=1)
    begins, ends = moment(first, time.min), moment(add_months(first, 1), time.min)
    return ItemEvent.objects.filter(kind__in=FORMS, at__gte=begins, at__lt=ends)


def list_repeated_answers(session: ReaderSession, *, least: int = 3) -> tuple[RepeatedLine, ...]:
    """Texts that were given to several items, the most given first."""
    with audited(session, action="list_repeated_answers") as trail:
        check_review(session)
        texts = (
            ItemEvent.objects.filter(kind__in=FORMS)
            .exclude(plain_sha="")
            .values("plain_sha")
            .annotate(times=Count("item", distinct=True), people=Count("by", distinct=True))
            .filter(times__gte=least)
            .order_by("-times", "plain_sha")
        )
        lines = tuple(_repeated_line(session, row["plain_sha"], row["times"], row["people"]) for row in texts)
        trail.add("item", [item_id for line in lines for item_id in line.item_ids])
        return lines


def list_harmed_later(session: ReaderSession) -> tuple[HarmedLaterLine, ...]:
    """Not proceeded with, and a record of a later day says harm of the same child: for the executive, without names."""
    with audited(session, action="list_harmed_later") as trail:
        check_review(session)
        events = ItemEvent.objects.filter(kind=Happening.NOT_PROCEED.value).select_related("item").order_by("at", "pk")
        # The executive opens nobody, and is given no child here. Whoever does open people sees through the filter.
        sight = session.sight if can_see_people(reader=session.actor.reader) else THE_HOUSE
        with session.open_current() as opened:
            lines = tuple(_harmed(opened[1], list(events), sight)) if opened else ()
        trail.add("item", [line.item_id for line in lines])
        return lines


def check_review(session: ReaderSession) -> None:
    """Refused for whoever does not look at answers as a whole."""
    held = posts_held(session, on=clock.today())
    if not session.actor.reader.is_one_of(REVIEW) and not oversees(held):
        raise Refused(
            _("Only the partnership executive, its chair and its scrutineer can see answers as a whole."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def place_in_sample(month: str, decision: int) -> str:
    """Where an answer stands in the line from which a month's sample is taken."""
    return hashlib.sha256(f"{month} {decision}".encode()).hexdigest()


def _sample_line(session: ReaderSession, event: ItemEvent) -> SampleLine:
    shown = sees_basis(session, item=event.item, basis=basis_of(session, event.item))
    text = words_of_items(Texts(session, [event.text_sha]), [event.item], event.text_sha) if shown else FreeText()
    return SampleLine(
        item_id=event.item.item_id,
        rule_id=event.item.rule_id,
        agency=event.item.agency,
        ladder=event.item.ladder,
        stage=event.stage,
        by=event.by,
        at=event.at,
        kind=event.kind,
        reason=event.reason,
        shown=shown,
        words=text.words,
        what=text.what,
        repeated=count_repeats(event),
    )


def _repeated_line(session: ReaderSession, plain_sha: str, times: int, people: int) -> RepeatedLine:
    events = list(ItemEvent.objects.filter(plain_sha=plain_sha).select_related("item").order_by("pk"))
    items = {event.item.item_id: event.item for event in events}
    shown = all(sees_basis(session, item=item, basis=basis_of(session, item)) for item in items.values())
    sha = events[0].text_sha
    text = words_of_items(Texts(session, [sha]), tuple(items.values()), sha) if shown else FreeText()
    words = text.words or text.what
    return RepeatedLine(times=times, people=people, item_ids=tuple(items), shown=shown, words=words)


def _harmed(store: SnapshotReader, events: Sequence[ItemEvent], sight: RowFilter) -> Iterable[HarmedLaterLine]:
    people = store.people_of(mention_ids=sorted({one for event in events for one in event.item.mention_ids}))
    for event in events:
        persons = {people[one] for one in event.item.mention_ids if one in people}
        entry = _first_harm(store, persons, sight, after=london_day(event.at))
        if entry is not None:
            yield _harmed_line(event.item, event, entry)


def _first_harm(
    store: SnapshotReader, persons: Iterable[str], sight: RowFilter, *, after: date
) -> tuple[ServedPagedEntry, date, str] | None:
    """The first entry of a later day that says harm, its day, and what it says.

    Sealed identities are left out, and entries of no known day.
    """
    found = []
    for person_id in sorted(persons):
        query = EntryQuery(person_id, from_on=(after + timedelta(days=1)).isoformat(), size=MOST_ENTRIES)
        for row in store.entries(query=query, sight=sight):
            says = says_harm(
                layout=row["layout"], kind=row["kind"], as_role=row["as_role"] or "", has_words=bool(row["has_words"])
            )
            if says and not row["sealed"] and row["occurred_from"]:
                found.append((row, london_day(row["occurred_from"]), says))
                break
    return min(found, key=lambda one: (one[0]["sort_key"], one[0]["entry_id"]), default=None)


def _harmed_line(item: Item, event: ItemEvent, entry: tuple[ServedPagedEntry, date, str]) -> HarmedLaterLine:
    row, later_on, says = entry
    return HarmedLaterLine(
        item_id=item.item_id,
        rule_id=item.rule_id,
        agency=item.agency,
        reason=event.reason,
        not_proceeded_at=event.at,
        later_on=later_on.isoformat(),
        later_agency=row["agency"],
        later_says=says,
    )

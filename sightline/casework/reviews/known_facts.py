"""Reads what frozen records tell beside their events: signs in notes, patterns, who and what is named together, life.

Each function takes the events that were known by the day, and reads nothing of any other record.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from sightline.agreements import Bodies
from sightline.casework.accounts.record_holders import Named, name_holders
from sightline.casework.chronology.selectors.chronology import as_day
from sightline.casework.meetings.attendance import HeardRecord
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.casework.reviews.known_days import day_known, entry_known
from sightline.casework.reviews.pages.pictures import (
    HOME,
    SCHOOL,
    STATUS,
    WORKER,
    KnownEvent,
    LifeFact,
    NamedTogether,
    PatternKnown,
    SignKnown,
)
from sightline.known_facts.holders import NO_HOLDER
from sightline.model.nouns import Agency, RowStatus
from sightline.model.rows.records import ServedRecordNaming
from sightline.model.visibility import PROTECTED_WORDS
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.key_facts import read_key_facts

THINGS = ("vehicle", "phone", "place")
EVENTS, DECISION = "childrens_services_events", "Decision"
STATUSES = ("plan", "enquiry", "care", "conference", "placement")
SUPERVISOR, MUST = "supervisor", "must"
ByRecord = Mapping[str, KnownEvent]


class RecordNamings:
    """Who and what each record named by the end of a day, row by row; a record is read once."""

    def __init__(self, frozen: FrozenReader, records: Collection[str], *, on: date) -> None:
        self._said: dict[str, list[tuple[ServedRecordNaming, date]]] = {}
        for record_id in sorted(records):
            rows = frozen.store.record_namings(record_id=record_id, sight=frozen.sight)
            dated = ((row, day_known(as_day(row["known_from"]), layout=row["layout"])) for row in rows)
            self._said[record_id] = [(row, day) for row, day in dated if day and day <= on]
        mentions = [
            row["mention_id"] for said in self._said.values() for row, _ in said if row["entity_kind"] in THINGS
        ]
        self._things = frozen.store.networks.thing_of(mention_ids=mentions, sight=frozen.sight) if mentions else {}

    def of(self, record_id: str) -> list[tuple[ServedRecordNaming, date]]:
        """What a record named, and from which day; nothing where its events are not known yet."""
        return self._said.get(record_id, [])

    def days_of_rows(self, record_id: str) -> dict[str, date]:
        """The rows of a record that named anything, with the day from which each was known."""
        return {row["row_id"]: day for row, day in self.of(record_id)}

    def things(self, record_id: str, *, but: Container[str]) -> dict[tuple[str, str], date]:
        """The things on a record by kind and id, without those that are protected and these addresses, by first day."""
        found: dict[tuple[str, str], date] = {}
        for row, day in self.of(record_id):
            if (
                row["mention_id"] in self._things
                and PROTECTED_WORDS not in row["text"]
                and fold_address(row["text"]) not in but
            ):
                thing = (row["entity_kind"], self._things[row["mention_id"]])
                found[thing] = min(day, found.get(thing, date.max))
        return found


def list_signs(
    frozen: FrozenReader, known: ByRecord, namings: RecordNamings, holders: Mapping[str, str]
) -> Iterator[SignKnown]:
    """Each sign that a note of a child has: said of the child, and as a fact; from the day of its row.

    `holders`: who holds each of the known records.
    """
    for called, person_id in frozen.people.items():
        for row in frozen.store.signs.of_person(person_id=person_id, sight=frozen.sight) if person_id else ():
            is_said = (
                row["polarity"] == "affirmed" and row["time"] != "hypothetical" and row["experiencer"] == "subject"
            )
            day = namings.days_of_rows(row["record_id"]).get(row["row_id"])
            if is_said and day and row["record_id"] in known and not called.isdigit():
                yield SignKnown(called, row["indicator"], holders[row["record_id"]], row["record_id"], day)


def add_heard(
    bodies: Bodies, known: ByRecord, signs: Iterable[SignKnown], heard: Sequence[HeardRecord]
) -> Iterator[SignKnown]:
    """The signs, each followed by those who heard of its note at a meeting, from the day of that meeting."""
    came = {(one.agency, one.organisation, "") for one in heard}
    names = _name_holders(bodies, known, came)
    for sign in signs:
        yield sign
        for one in heard:
            holder = names[one.agency, one.organisation, ""]
            if one.record_id == sign.record_id and one.on >= sign.known_on and holder not in (NO_HOLDER, sign.holder):
                yield replace(sign, holder=holder, known_on=one.on, is_heard=True)


def find_holders(bodies: Bodies, known: ByRecord, heard: Sequence[HeardRecord]) -> dict[str, str]:
    """Who holds each of these records, as the register knows it now; named as those who `heard` of them are."""
    names = _name_holders(bodies, known, {(one.agency, one.organisation, "") for one in heard})
    return {record_id: names[_written_by(one)] for record_id, one in known.items()}


def _name_holders(bodies: Bodies, known: ByRecord, more: Collection[Named]) -> dict[Named, str]:
    return name_holders(bodies, {*map(_written_by, known.values()), *more})


def _written_by(one: KnownEvent) -> Named:
    return one.event.agency, one.event.entry.organisation, one.event.entry.kind.partition("/")[0]


def list_patterns(frozen: FrozenReader, known: ByRecord, *, on: date) -> Iterator[PatternKnown]:
    """The patterns that applied by the day: about people of the review alone, on its agencies' records alone."""
    called = {person_id: one for one, person_id in frozen.people.items() if person_id}
    rows = {
        row["instance_key"]: row
        for person_id in called
        for row in frozen.store.patterns.of_person(person_id=person_id, sight=frozen.sight)
        if row["class"] != SUPERVISOR and date.fromisoformat(row["first_true_on"]) <= on
    }
    people = frozen.store.patterns.people_of(rows=list(rows.values()))
    held: dict[str, set[str]] = {}
    for one in frozen.store.patterns.basis(rows=list(rows.values()), sight=frozen.sight):
        held.setdefault(one["instance_key"], set()).add(one["record_id"])
    for key, row in sorted(rows.items(), key=lambda one: (one[1]["first_true_on"], one[0])):
        about, records = people[key], held.get(key, set())
        if not set(about) <= called.keys() or not records or not records <= known.keys():
            continue
        yield PatternKnown(
            instance_key=key,
            pattern_id=row["pattern_id"],
            called=tuple(sorted(called[one] for one in about)),
            must=row["class"] == MUST,
            first_true_on=date.fromisoformat(row["first_true_on"]),
            record_ids=tuple(sorted(records)),
        )


def list_together(known: ByRecord, namings: RecordNamings, homes: Mapping[str, int]) -> Iterator[NamedTogether]:
    """What records name together, once for each day on which a record came to name more.

    A thing counts where records of two people of the review name it; a home does not.
    """
    found: list[tuple[KnownEvent, str, dict[tuple[str, str], date]]] = []
    by_thing: dict[tuple[str, str], set[str]] = {}
    first: dict[tuple[str, str], tuple[date, str]] = {}
    for record_id, one in known.items():
        things = namings.things(record_id, but=homes)
        for thing, day in things.items():
            by_thing.setdefault(thing, set()).update(one.event.called)
            first[thing] = min(first.get(thing, (date.max, "")), (day, record_id))
        found.append((one, record_id, things))
    shared = sorted((thing for thing, called in by_thing.items() if len(called) > 1), key=lambda one: (first[one], one))
    numbers: dict[tuple[str, str], int] = {}
    for kind in THINGS:
        numbers |= {one: place for place, one in enumerate([one for one in shared if one[0] == kind], 1)}
    for one, record_id, things in found:
        people = {called: day for called, day in one.event.named_from.items() if day}
        numbered = {thing: day for thing, day in things.items() if thing in numbers}
        for on in sorted({*people.values(), *numbered.values()}):
            named = sorted((thing[0], numbers[thing]) for thing, day in numbered.items() if day <= on)
            called = tuple(each for each in one.event.called if people[each] <= on)
            yield NamedTogether(record_id, one.event.agency, on, called, tuple(named))


def number_homes(known: ByRecord, namings: RecordNamings) -> dict[str, int]:
    """A number for each home of a child of the review, the first known first."""
    days: dict[str, tuple[date, str]] = {}
    for record_id in known:
        for row, day in _homes(namings.of(record_id)):
            address = fold_address(row["text"])
            days[address] = min(days.get(address, (date.max, "")), (day, record_id))
    return {address: place for place, address in enumerate(sorted(days, key=lambda one: (days[one], one)), 1)}


def list_life(
    frozen: FrozenReader, known: ByRecord, namings: RecordNamings, homes: Mapping[str, int]
) -> Iterator[LifeFact]:
    """Where each child lived and went to school, who worked with it, and its plans and legal status, by record."""
    for record_id, one in sorted(known.items()):
        event, day = one.event, one.event.first_on
        children = [called for called in event.called if not called.isdigit()]
        if day is None or len(children) != 1:
            continue
        for row, known_on in _homes(namings.of(record_id)):
            yield LifeFact(
                children[0], HOME, event.agency, record_id, day, known_on, homes[fold_address(row["text"])],
                more="placement" if row["slot"].startswith("placement") else "",
            )  # fmt: skip
        if event.agency == Agency.SCHOOL and event.entry.organisation not in ("", Agency.SCHOOL):
            yield LifeFact(
                children[0], SCHOOL, event.agency, record_id, day, one.known_on, value=event.entry.organisation
            )
        yield from _statuses(one, children[0], day)
        if event.entry.kind.partition("/")[0] == EVENTS:
            yield from _workers(frozen, one, namings.days_of_rows(record_id), children[0], day)


def _statuses(one: KnownEvent, called: str, day: date) -> Iterator[LifeFact]:
    """The plans and legal statuses that an event begins or ends, as the nation's file names them."""
    entries = [entry for entry in one.event.entries if not entry.what.startswith(DECISION)]
    for status in read_key_facts().statuses:
        days = [known for each in entries if _is_of(each.kind, status.kinds) and (known := entry_known(each))]
        if status.fact in STATUSES and not status.name and days:
            yield LifeFact(
                called, STATUS, one.event.agency, one.event.event_id, day, max(min(days), one.known_on),
                value=status.says, more=status.fact, runs=status.runs,
            )  # fmt: skip


def _is_of(kind: str, kinds: Collection[str]) -> bool:
    return any(kind == one or kind.startswith(f"{one}/") for one in kinds)


def _workers(
    frozen: FrozenReader, one: KnownEvent, days: Mapping[str, date], called: str, day: date
) -> Iterator[LifeFact]:
    """Who worked with the child by an event's own columns: the name tells one from another, and is never shown.

    `days`: the rows that were known, and since when.
    """
    worker, team = _headings()
    for row in frozen.store.record_rows(record_id=one.event.event_id, sight=frozen.sight):
        known_on = days.get(row["row_id"])
        if row["standing"] == RowStatus.CURRENT and known_on and (name := row["original"].get(worker, "").strip()):
            more = row["original"].get(team, "").strip()
            yield LifeFact(called, WORKER, one.event.agency, one.event.event_id, day, known_on, value=name, more=more)


@cache
def _headings() -> tuple[str, str]:
    """What exports of children's services call the columns of the worker and the team."""
    columns = read_toml_folder("agencies")[EVENTS]["columns"]
    return str(columns["worker"]["heading"]), str(columns["team"]["heading"])


def _homes(rows: Sequence[tuple[ServedRecordNaming, date]]) -> list[tuple[ServedRecordNaming, date]]:
    """The homes on a record that names one person alone: of several people nobody could say whose each is."""
    people = {row["person_id"] for row, _ in rows if row["entity_kind"] == "person"}
    return [
        (row, day)
        for row, day in rows
        if len(people) == 1
        and row["entity_kind"] == "place"
        and row["slot"].partition("#")[0] in ("home", "placement")
        and PROTECTED_WORDS not in row["text"]
    ]


def fold_address(text: str) -> str:
    """An address as it can be compared: number, street and town, without the postcode."""
    return ", ".join(part.strip().casefold() for part in text.split(",")[:2])

"""Puts the six key facts of a person together, each from the newest record that the reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.concerns.live_entries import concerns_above, may_see
from sightline.casework.concerns.models import Concern
from sightline.casework.core.session import ReaderSession
from sightline.casework.overview.home import day_of, home, latest, open_placement
from sightline.casework.overview.pages import KeyFact
from sightline.casework.people.agency_views import IN_RECORDS
from sightline.casework.protection.selectors.current import redact_said
from sightline.model.nouns import Agency
from sightline.model.rows.key_facts import ServedKeyFact
from sightline.model.rows.people import ServedSaidOfPerson
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _

MOST_CARERS = 3
STATUSES = ("plan", "enquiry", "care", "conference")
SAFE = ("safe_contact", "avoid")


def key_facts(
    session: ReaderSession,
    *,
    snapshot: Snapshot,
    store: SnapshotReader,
    person_id: str,
    said: Sequence[ServedSaidOfPerson],
) -> tuple[KeyFact, ...]:
    """Lead worker, plan or legal status, school, home, parents and carers, safe contact: always these."""
    rows = store.facts.of_person(person_id=person_id, sight=session.sight)
    return (
        _of_row("lead_worker", _newest(rows, "lead_worker")),
        status(rows),
        _school(said),
        home(said, open_placement(rows)),
        _carers([row for row in rows if row["fact"] == "carer"]),
        _safe_contact(session, snapshot, store, person_id, [row for row in rows if row["fact"] == "safe_contact"]),
    )


def _newest(rows: Sequence[ServedKeyFact], fact: str) -> ServedKeyFact | None:
    return next((row for row in rows if row["fact"] == fact), None)


def _of_row(fact: str, row: ServedKeyFact | None) -> KeyFact:
    if row is None:
        return KeyFact(fact)
    return KeyFact(fact, row["value"], row["more"], row["record_id"], day_of(row["said_on"]))


def status(rows: Sequence[ServedKeyFact]) -> KeyFact:
    """The newest status, also one that has ended; behind it others that run, each with its day.

    Behind one that has ended a newer referral or assessment is said first: the case may be open again.
    A placement that has not ended is one where no record says that the child is looked after; a conference where no
    plan runs.
    """
    found = {fact: row for fact in STATUSES if (row := _newest(rows, fact))}
    placement = open_placement(rows)
    if placement and not _runs(found.get("care")):
        found["placement"] = placement
    if _runs(found.get("plan")):
        found.pop("conference", None)
    newest = sorted(found.values(), key=lambda row: row["said_on"] or "", reverse=True)
    if not newest:
        return KeyFact("status")
    first, request = newest[0], _newest(rows, "request")
    is_newer = request is not None and not first["runs"] and (request["said_on"] or "") > (first["said_on"] or "")
    behind = [*([request] if request and is_newer else []), *(row for row in newest[1:] if row["runs"])]
    others = [f"{_(row['value'])} ({_day_in_words(row)})" for row in behind]
    said = [first["more"]] if first["fact"] == "conference" and first["more"] else []
    return KeyFact(
        "status", _(first["value"]), "; ".join([*said, *others]), first["record_id"], day_of(first["said_on"])
    )


def _runs(row: ServedKeyFact | None) -> bool:
    return row is not None and bool(row["runs"])


def _day_in_words(row: ServedKeyFact) -> str:
    day = day_of(row["said_on"])
    return long_day(day) if day else _("no date")


def _school(said: Iterable[ServedSaidOfPerson]) -> KeyFact:
    """The school whose records are the newest."""
    row = latest(said, lambda one: one["what"] == IN_RECORDS and one["agency"] == Agency.SCHOOL)
    return (
        KeyFact("school", row["organisation"], "", row["record_id"], day_of(row["last_on"]))
        if row
        else KeyFact("school")
    )


def _carers(rows: Sequence[ServedKeyFact]) -> KeyFact:
    """Parents and carers whom children's services hold, each with the relationship."""
    people = list(dict.fromkeys(f"{row['value']} ({row['more']})" for row in rows))
    first = rows[0] if rows else None
    return KeyFact(
        "carers", ", ".join(people[:MOST_CARERS]), "", first["record_id"] if first else "",
        has_day=False,
    )  # fmt: skip


def _safe_contact(
    session: ReaderSession,
    snapshot: Snapshot,
    store: SnapshotReader,
    person_id: str,
    rows: Sequence[ServedKeyFact],
) -> KeyFact:
    """The newest safe way to be in touch, and all that any record or concern says to avoid."""
    of_records = [Contact(row["value"], row["more"], row["record_id"], day_of(row["said_on"])) for row in rows]
    contacts = [*_live_concerns(session, snapshot, store, person_id), *of_records]
    if not contacts:
        return KeyFact("safe_contact")
    newest = next((one for one in contacts if one.safe), contacts[0])
    avoid = "; ".join(dict.fromkeys(one.avoid for one in contacts if one.avoid))
    return KeyFact("safe_contact", newest.safe, avoid, newest.record_id, newest.day, warns=True)


@dataclass(frozen=True, slots=True)
class Contact:
    """What a concern or a record says of being in touch."""

    safe: str = field(repr=False)
    avoid: str = field(repr=False)
    record_id: str
    day: date | None


def _live_concerns(session: ReaderSession, snapshot: Snapshot, store: SnapshotReader, person_id: str) -> list[Contact]:
    """Of concerns about the child that no run has taken in and that the reader may see, the newest first."""
    waiting = [one for one in concerns_above(session, snapshot) if any(one.said.get(name) for name in SAFE)]
    seen = [one for one in waiting if one.about_mention_id and may_see(session, one)]
    people = store.people_of(mention_ids=sorted({one.about_mention_id for one in seen}))
    about = [one for one in reversed(seen) if people.get(one.about_mention_id) == person_id]
    return [_as_contact(session, one) for one in about]


def _as_contact(session: ReaderSession, one: Concern) -> Contact:
    safe, avoid = (redact_said(session, one.said.get(name, ""), mention_ids=[one.about_mention_id]) for name in SAFE)
    return Contact(safe, avoid, one.record_id, london_day(one.entered_at))

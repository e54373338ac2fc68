"""Whom items and clocks are about, and which records they rest on, for pages that filtered them already.

An item names mentions, and who they are of is asked anew of the present snapshot. A concern that no run has taken in
has no mention there yet: its child is the person who was chosen, or the name written.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from sightline.casework.concerns.live_entries import concerns_above, is_restricted, may_see
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.concerns.sent_rows import SentRow, open_sent
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import may_open, summarise_one
from sightline.model.rows.people import ServedSaidOfPerson
from sightline.model.rows.records import ServedFullRecord
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader


def people_about(session: ReaderSession, *, items: Sequence[Item]) -> dict[str, PersonSummary]:
    """The child of each of these items, by item id, of those whose basis the account may see. Give no others."""
    chosen = {item.item_id: item.mention_ids[0] for item in items if item.mention_ids}
    with session.open_current() as opened:
        people = opened[1].people_of(mention_ids=sorted(set(chosen.values()))) if opened and chosen else {}
        person_of = {item.item_id: people.get(chosen.get(item.item_id, ""), item.person_id) for item in items}
        found = summaries(opened[1], set(person_of.values()), session.sight) if opened else {}
    written = _as_written(session, [item.record_id for item in items if person_of[item.item_id] not in found])
    about = {item.item_id: found.get(person_of[item.item_id]) or written.get(item.record_id) for item in items}
    return {item_id: person for item_id, person in about.items() if person is not None}


def mentions_entered(record_ids: Collection[str]) -> Iterable[str]:
    """The mentions of those whom concerns name that were entered here, by their records; for nobody's page."""
    found = Concern.objects.filter(record_id__in=record_ids).values_list("mention_id", "about_mention_id")
    return chain.from_iterable(found)


def details_entered(record_ids: Collection[str]) -> Iterable[tuple[str, str, str]]:
    """The names and telephones in concerns that were entered here, by their records; for nobody's page."""
    for one in Concern.objects.filter(record_id__in=record_ids):
        said = one.said
        yield one.record_id, "name", str(said.get("child", ""))
        for what, box in (("name", "others_named"), ("phone", "phones")):
            for part in re.split(r"[\n;,]", str(said.get(box, ""))):
                yield one.record_id, what, part


def names_entered(session: ReaderSession) -> Iterable[str]:
    """The names of others in concerns that no update has taken in; for nobody's page."""
    for one in concerns_above(session, session.snapshot):
        yield from re.split(r"[\n;,]", str(one.said.get("others_named", "")))


def summaries(store: SnapshotReader, person_ids: Iterable[str], sight: RowFilter) -> dict[str, PersonSummary]:
    """Name and birth date of these people, of those whom the reader may open; entries are not counted here."""
    wanted = sorted({one for one in person_ids if one and may_open(store, one, sight)})
    said: dict[str, list[ServedSaidOfPerson]] = defaultdict(list)
    for row in store.said(person_ids=wanted, sight=sight):
        said[row["person_id"]].append(row)
    return {person_id: summarise_one(person_id, rows, 0) for person_id, rows in said.items()}


def _as_written(session: ReaderSession, record_ids: Sequence[str]) -> dict[str, PersonSummary]:
    """Children of concerns that no run has taken in, by record: the name as its author wrote it, and no person yet."""
    return {
        one.record_id: PersonSummary("", one.said["child"], (), ())
        for one in concerns_of_records(session, record_ids)
        if one.said.get("child") and may_see(session, one)
    }


def concerns_of_records(session: ReaderSession, record_ids: Iterable[str]) -> list[Concern]:
    """The concerns that these records are, of which a page asks for each once. Whether one may be seen is asked after.

    Concerns of records that a run took in are among them.
    """
    kept: dict[str, Concern | None] = session.once("concerns_of_records", dict)
    wanted = sorted({one for one in record_ids if one})
    missing = [one for one in wanted if one not in kept]
    found = Concern.objects.filter(record_id__in=missing) if missing else ()
    kept |= dict.fromkeys(missing) | {one.record_id: one for one in found}
    return [concern for one in wanted if (concern := kept[one]) is not None]


def records_of(session: ReaderSession, *, record_ids: Sequence[str]) -> tuple[RecordBasis, ...]:
    """These records, the oldest first, of those that the account may see: in the snapshot, or entered or sent here."""
    sight, found = session.sight, dict[str, RecordBasis]()
    with session.open_current() as opened:
        held = opened[1].records(record_ids=record_ids, sight=sight) if opened else {}
        found |= {record_id: _of_snapshot(versions) for record_id, versions in held.items()}
    concerns = concerns_of_records(session, [one for one in record_ids if one not in found])
    found |= {one.record_id: _of_concern(session, one) for one in concerns if may_see(session, one)}
    sent = open_sent(session, [one for one in record_ids if one not in found])
    found |= {one.record_id: _of_sent(one) for one in sent}
    return tuple(sorted(found.values(), key=lambda one: (one.occurred_from or "", one.record_id)))


def _of_snapshot(versions: Sequence[ServedFullRecord]) -> RecordBasis:
    """A record as its newest version has it; it was known from its first."""
    row = versions[0]
    known = [london_day(one["known_from"]) for one in versions if one["known_from"]]
    return RecordBasis(
        record_id=row["record_id"],
        agency=row["agency"],
        organisation=row["organisation"],
        kind=row["kind"],
        occurred_from=row["occurred_from"],
        occurred_to=row["occurred_to"],
        date_precision=row["date_precision"],
        restricted=bool(row["restricted"]),
        known_on=min(known, default=None),
    )


def _of_concern(session: ReaderSession, concern: Concern) -> RecordBasis:
    return RecordBasis(
        record_id=concern.record_id,
        agency=concern.agency,
        organisation=concern.organisation,
        kind=f"{concern.layout}/{'correction' if concern.corrects else 'concern'}",
        occurred_from=concern.entered_at,
        occurred_to=None,
        date_precision="exact",
        restricted=is_restricted(session, concern),
    )


def _of_sent(row: SentRow) -> RecordBasis:
    return RecordBasis(
        record_id=row.record_id,
        agency=row.agency,
        organisation=row.organisation,
        kind=row.kind,
        occurred_from=row.occurred_from,
        occurred_to=row.occurred_to,
        date_precision=row.date_precision,
        restricted=False,
    )

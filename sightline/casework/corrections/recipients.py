"""Reads from the sharing ledger who was shown some records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sightline.casework.audit.id_hashes import hash_id, hash_ids
from sightline.casework.corrections.pages import CorrectionRecipient
from sightline.casework.ledger.models import LineTerms, SharedPerson, SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.ledger.terms import BETWEEN
from sightline.model.visibility import Scope

MOST_ASKED = 500


@dataclass(frozen=True, slots=True)
class PeopleOnRecord:
    """Who is named on a record: ids that they have or had. Whose it is, and since when Sightline has it."""

    record_id: str
    whose: Scope
    ids: tuple[str, ...]
    since: str


@dataclass(frozen=True, slots=True)
class Showing:
    """One line or one reading by which a reader may have seen some of the records."""

    reader: CorrectionRecipient
    audit_row: int


def find_recipients(
    *,
    record_ids: Sequence[str],
    held: Iterable[Scope] = (),
    named: Iterable[PeopleOnRecord] = (),
    own: Iterable[Showing] = (),
) -> tuple[CorrectionRecipient, ...]:
    """Each account that was shown one of the records or took it in a file, by name, with those that it may have seen.

    `held`: whose they are. Who took a whole table of that agency and layout may have taken them. `named`: who is on
    them. Who was shown something of these people from that body's records may have been shown what they said. `own`:
    what readers of the holder's own body read, of which the ledger has nothing.
    """
    found: dict[str, CorrectionRecipient] = {}
    every = [*_rows_shown(record_ids, held), *_rows_on_people(named), *own]
    for one in sorted(every, key=lambda showing: showing.audit_row):
        new, before = one.reader, found.get(one.reader.username)
        if before:
            ids = tuple(dict.fromkeys((*before.record_ids, *new.record_ids)))
            new = replace(before, has_file=before.has_file or new.has_file, record_ids=ids)
        found[new.username] = new
    return tuple(found[name] for name in sorted(found))


def _rows_shown(record_ids: Sequence[str], held: Iterable[Scope]) -> Iterator[Showing]:
    """The lines of these records, then those of tables, each for a named reader."""
    by_hash = {hash_id(one): one for one in record_ids}
    for start in range(0, len(record_ids), MOST_ASKED):
        lot = list(record_ids[start : start + MOST_ASKED])
        rows = SharedRecord.objects.of_records(lot).filter(way__in=(SharingWay.SHOWN, SharingWay.LEFT)).order_by("pk")
        for row in rows.exclude(username=""):
            yield _showing(row, [by_hash[row.record_id]])
    for agency, layout in sorted({(one.agency, one.layout) for one in held}):
        tables = SharedRecord.objects.filter(record_id="", way=SharingWay.LEFT, from_agency=agency, layout=layout)
        for row in tables.exclude(username="").order_by("pk"):
            yield _showing(row, record_ids)


def _rows_on_people(named: Iterable[PeopleOnRecord]) -> Iterator[Showing]:
    """The lines on these people from the body whose record it is, since Sightline had it.

    Only those that were made from such records: of another type, the reader may not know that there is one.
    """
    for one in named:
        hashes = hash_ids(one.ids)
        for start in range(0, len(hashes), MOST_ASKED):
            rows = SharedPerson.objects.filter(
                subject_id__in=hashes[start : start + MOST_ASKED],
                from_agency=one.whose.agency,
                from_organisation=one.whose.organisation,
                way__in=(SharingWay.SHOWN, SharingWay.LEFT),
            )
            rows = rows.filter(at__gte=one.since) if one.since else rows
            for row in rows.exclude(username="").order_by("pk"):
                if one.whose.layout in row.layout.split(BETWEEN):
                    yield _showing(row, [one.record_id])


def _showing(row: LineTerms, record_ids: Iterable[str]) -> Showing:
    left = row.way == SharingWay.LEFT
    reader = CorrectionRecipient(
        row.username, row.to_agency, row.to_organisation, row.at, left, record_ids=tuple(record_ids)
    )
    return Showing(reader, row.audit_row)

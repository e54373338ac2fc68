"""Makes lines of the ledger, as pages show them, of the rows that one audit entry wrote."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from sightline.casework.ledger.models import LineTerms, SharedPerson, SharedRecord
from sightline.casework.ledger.pages import SealedRowsLine, SharingBody, SharingLine
from sightline.casework.ledger.sealed_rows import WAYS
from sightline.casework.ledger.shown_fields import OF_SHARED_PARTS, in_order, read_kinds
from sightline.casework.ledger.terms import BETWEEN

LINE = ("audit_row", "way", "action", "from_agency", "from_organisation")


def key_of(row: LineTerms) -> tuple[object, ...]:
    """What the rows of one line have in common."""
    return tuple(getattr(row, name) for name in LINE)


def make_line(rows: list[SharedRecord], known: Mapping[str, str], sealed: SealedRowsLine | None) -> SharingLine:
    """A line of its rows; `known`: the ids of records that still exist, by their hashes."""
    layouts: dict[str, int] = {}
    for row in {row.record_id or row.pk: row for row in rows}.values():
        layouts[row.layout] = layouts.get(row.layout, 0) + row.records
    return SharingLine(
        number=min(row.pk for row in rows),
        reasons=_each(row.reason for row in rows),
        agreements=_each(row.agreement for row in rows),
        layouts=dict(sorted(layouts.items())),
        record_ids=_each(known.get(row.record_id, row.record_id) for row in rows),
        restricted=len({row.record_id for row in rows if row.restricted}),
        sealed=sealed if rows[0].way in WAYS else None,
        fields=in_order({kind for row in rows for kind in read_kinds(row.fields)}),
        **_terms_of(rows),
    )


def make_people_line(rows: list[SharedPerson]) -> SharingLine:
    """A line on people of whom no record was shown."""
    return SharingLine(
        number=-min(row.pk for row in rows),
        reasons=(),
        agreements=_each(one for row in rows for one in row.agreement.split(BETWEEN)),
        layouts={one: 0 for row in rows for one in row.layout.split(BETWEEN) if one},
        record_ids=(),
        restricted=0,
        people=len({row.subject_id for row in rows}),
        fields=in_order(kinds_of_people(rows)),
        **_terms_of(rows),
    )


def kinds_of_people(rows: Iterable[SharedPerson]) -> set[str]:
    """The kinds of field that these lines on people stand for."""
    return {kind for row in rows for kind in OF_SHARED_PARTS.get(row.part, ())}


class _Terms(TypedDict):
    at: str
    audit_row: int
    way: str
    action: str
    whose: SharingBody
    to: SharingBody
    username: str
    role: str
    parts: tuple[str, ...]
    post: str
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    versions: tuple[str, ...]


def _terms_of(rows: Sequence[LineTerms]) -> _Terms:
    first = rows[0]
    return _Terms(
        at=first.at,
        audit_row=first.audit_row,
        way=first.way,
        action=first.action,
        whose=SharingBody(first.from_agency, first.from_organisation),
        to=SharingBody(first.to_agency, first.to_organisation),
        username=first.username,
        role=first.role,
        parts=_each(row.part for row in rows),
        post=first.post,
        purposes=_each(row.purpose for row in rows),
        bases=_each(one for row in rows for one in row.lawful_basis.split(BETWEEN)),
        versions=_each(one for row in rows for one in row.agreement_version.split(BETWEEN)),
    )


def _each(values: Iterable[str]) -> tuple[str, ...]:
    """Each that is not empty, once, in order."""
    return tuple(dict.fromkeys(one for one in values if one))

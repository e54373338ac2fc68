"""Reads who a person's family is, as family records say it, and who gives the same addresses, and when.

An address is compared and never returned: a protected one is no address here, and equals none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.selectors.chronology import every_entry
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.overview.pages import AddressStay, FamilyPage, RelativeLine
from sightline.casework.people.agency_views import said_of
from sightline.casework.people.selectors import may_open, summarise_one
from sightline.model.rows.people import ServedPagedEntry, ServedSaidOfPerson
from sightline.model.visibility import PROTECTED_WORDS, RowFilter
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader

FAMILY, SUBJECT, RELATED = "childrens_services_family", "subject", "related"
# What somebody is to the one whom a record calls their brother, mother and so on.
INVERSE = {
    "brother": "sibling", "sister": "sibling", "half-brother": "half-sibling", "half-sister": "half-sibling",
    "mother": "child", "father": "child", "stepmother": "stepchild", "stepfather": "stepchild",
    "grandmother": "grandchild", "grandfather": "grandchild", "aunt": "niece or nephew", "uncle": "niece or nephew",
}  # fmt: skip
RELATIVE, LAST = "relative", "9999-12-31"


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one record says: who, as what to the person, from when to when."""

    person_id: str
    name: str = field(repr=False)
    relation: str
    is_direct: bool
    from_on: date | None
    to_on: date | None
    record_id: str


def read_family(session: ReaderSession, *, person_id: str) -> FamilyPage:
    """The family of a person; NotHere if this reader may see no such person."""
    with audited(session, action="read_family") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.need_current() as (snapshot, store):
            said = said_of(store, person_id, sight)
            statements = list(_statements(store, person_id, sight))
            own = _Homes.of(said)
            lines = tuple(_lines(store, statements, own, sight))
            up_to = date.fromisoformat(snapshot.manifest()["as_at"])
        trail.add("record", [one.record_id for one in lines])
        trail.add("person", [one.person_id for one in lines if one.person_id])
    sex = next((row["value"].lower() for row in said if row["what"] == "sex"), "")
    has_address = _has_address(said)
    return FamilyPage(
        summarise_one(person_id, said, 0), sex, lines, up_to, own.stays(said),
        is_protected=has_address and not own.newest, no_address=not has_address,
    )  # fmt: skip


def _statements(store: SnapshotReader, person_id: str, sight: RowFilter) -> Iterator[_Statement]:
    for entry in every_entry(store, person_id, sight):
        if entry["kind"].partition("/")[0] == FAMILY:
            yield from _of_record(store, entry, person_id, sight)


def _of_record(
    store: SnapshotReader, entry: ServedPagedEntry, person_id: str, sight: RowFilter
) -> Iterator[_Statement]:
    """The other person of the record: its relative, or the one whose relative the person is."""
    is_direct = entry["as_role"].lower() == SUBJECT
    named = store.record_namings(record_id=entry["record_id"], sight=sight)
    words = next((one["source_role"].lower() for one in named if one["slot"] == RELATED), "")
    relation = words if is_direct else INVERSE.get(words, RELATIVE)
    for one in named:
        if one["slot"] == (RELATED if is_direct else SUBJECT) and one["person_id"] != person_id:
            from_on, to_on = (london_day(at) if at else None for at in (entry["occurred_from"], entry["occurred_to"]))
            yield _Statement(
                one["person_id"], one["text"], relation or RELATIVE, is_direct, from_on, to_on, entry["record_id"]
            )


def _lines(
    store: SnapshotReader, statements: Iterable[_Statement], own: "_Homes", sight: RowFilter
) -> Iterator[RelativeLine]:
    """Each relative once, by the records that say so; somebody whom nobody can open has only the name on the record."""
    found: dict[str, list[_Statement]] = {}
    for one in statements:
        found.setdefault(one.person_id or f"{one.name} {one.relation}", []).append(one)
    openable = [one for one in found if any(s.person_id for s in found[one]) and may_open(store, one, sight)]
    of_each: dict[str, list[ServedSaidOfPerson]] = {one: [] for one in openable}
    for row in store.said(person_ids=openable, sight=sight) if openable else ():
        of_each[row["person_id"]].append(row)
    for key, those in found.items():
        yield _make_relative_line(those, of_each.get(key, []), own)


def _make_relative_line(those: Sequence[_Statement], rows: Sequence[ServedSaidOfPerson], own: "_Homes") -> RelativeLine:
    first = min(those, key=lambda one: (not one.is_direct, one.record_id))
    names = [row["value"] for row in sorted(rows, key=lambda row: -row["records"]) if row["what"] == "name"]
    born_on = _born_on(rows)
    since = min((one.from_on for one in those if one.from_on), default=None)
    ends = [one.to_on for one in those]
    return RelativeLine(
        person_id=first.person_id if rows else "",
        name=names[0] if names else first.name,
        relation=first.relation,
        sex=next((row["value"].lower() for row in rows if row["what"] == "sex"), ""),
        born_on=born_on,
        from_on=max(day for day in (since, born_on, own.born_on) if day) if since else None,
        to_on=None if None in ends else max(one for one in ends if one),
        records=len({one.record_id for one in those}),
        record_id=first.record_id,
        same_address=bool(own.newest) and _newest(rows) == own.newest,
        stays=own.stays(rows),
        no_address=bool(rows) and not _has_address(rows),
    )


def _has_address(rows: Iterable[ServedSaidOfPerson]) -> bool:
    """Whether a record gives an address; a protected one is one."""
    return any(row["what"] == "address" for row in rows)


def _born_on(rows: Iterable[ServedSaidOfPerson]) -> date | None:
    """The birth date, where records say one alone."""
    births = {row["value"] for row in rows if row["what"] == "birth date"}
    return date.fromisoformat(births.pop()) if len(births) == 1 else None


@dataclass(frozen=True, slots=True)
class _Homes:
    """A person's addresses as they can be compared, each with its number, the first recorded first; and the newest."""

    numbers: Mapping[str, int] = field(repr=False)
    newest: str = field(repr=False)
    born_on: date | None = field(repr=False)

    @classmethod
    def of(cls, said: Sequence[ServedSaidOfPerson]) -> "_Homes":
        """Those that records give."""
        since: dict[str, str] = {}
        for row in _addresses(said):
            since[_folded(row)] = min(row["first_on"] or LAST, since.get(_folded(row), LAST))
        order = sorted(since, key=lambda one: (since[one], one))
        return cls({one: number for number, one in enumerate(order, 1)}, _newest(said), _born_on(said))

    def stays(self, rows: Iterable[ServedSaidOfPerson]) -> tuple[AddressStay, ...]:
        """The dated records of somebody that give one of these addresses."""
        held: dict[int, list[ServedSaidOfPerson]] = {}
        for row in _addresses(rows):
            if (number := self.numbers.get(_folded(row))) and row["first_on"] and row["last_on"]:
                held.setdefault(number, []).append(row)
        return tuple(
            AddressStay(
                number,
                date.fromisoformat(min(row["first_on"] or LAST for row in those)),
                date.fromisoformat(max(row["last_on"] or "" for row in those)),
                sum(row["records"] for row in those),
            )
            for number, those in sorted(held.items())
        )


def _newest(rows: Iterable[ServedSaidOfPerson]) -> str:
    """The address of the newest record that gives one; empty where none does, or where that one is protected.

    Who has moved to a protected address is not said to live at an earlier one.
    """
    given = max((row for row in rows if row["what"] == "address"), key=_newness, default=None)
    return "" if given is None or PROTECTED_WORDS in given["value"] else _folded(given)


def _newness(row: ServedSaidOfPerson) -> tuple[str, bool, int, str]:
    return row["last_on"] or "", PROTECTED_WORDS in row["value"], row["records"], _folded(row)


def _addresses(rows: Iterable[ServedSaidOfPerson]) -> Iterator[ServedSaidOfPerson]:
    """What gives an address; a protected one is none."""
    return (row for row in rows if row["what"] == "address" and PROTECTED_WORDS not in row["value"])


def _folded(row: ServedSaidOfPerson) -> str:
    """An address as it can be compared: number, street and town, without the postcode."""
    return ", ".join(part.strip().casefold() for part in row["value"].split(",")[:2])

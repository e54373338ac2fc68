"""Decides which rows of a roll are sealed, and seals what they say: nothing of them reaches another table.

A row is known by keyed hashes from the first reading on. One whose id is a record's already, in the file or in what is
held, stays a record: a person's row does not drop out of sight because a flag was removed.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.headings import lay_mapping, marking_place
from sightline.ingest.parts import DAY, MENTIONS, TABLES
from sightline.ingest.rows.plan import RowPlan
from sightline.ingest.wording import plain_code
from sightline.model.nouns import EntityKind
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.sealed_rows import SealedWriter
from sightline.sealing.tiers import SignReader, tier_rule

MOST_REMEMBERED = 100_000
LINKED_BY = (
    "entity_kind", "name_as_written", "surname", "forename", "birth_date", "nhs_number", "upn", "local_id",
    "local_id_kind", "address", "postcode", "phone", "value_as_written",
)  # fmt: skip
SUBJECT = "subject"
SAID_TABLES = ("source_row", "fact", "mention")
DAYS = {name: {place for place, each in enumerate(TABLES[name]) if each.type == DAY} for name in SAID_TABLES}
LinkLister = Callable[[Mapping[str, Any]], tuple[str, ...]]
"""What a mention may be found by."""


@dataclass(frozen=True, slots=True)
class RollSealer:
    """What sealing needs that ingest does not know: keys, what a mention is found by, and how a text reads."""

    keys: RollKeys = field(repr=False)
    list_links: LinkLister
    reads_as_sign: SignReader


class TierReader:
    """Says of each row of one sheet whether it is a record, by the rule of the layout."""

    def __init__(self, plan: RowPlan, reads_as_sign: SignReader) -> None:
        self._plan, self._reads, self._rule = plan, reads_as_sign, tier_rule(plan.mapping.layout)
        self._places = {name: place for name in self._rule.fields if (place := plan.place(name)) >= 0}
        known = {*plan.fit.places.values(), marking_place(plan.fit.headings)}
        self._unmapped = [place for place in range(plan.width) if place not in known] if self._rule.unmapped else []

    def is_roll(self, cells: list[str]) -> bool:
        """Whether a prepared row is none."""
        return not self._rule.is_record(
            {name: cells[place] for name, place in self._places.items()},
            unmapped=[cells[place] for place in self._unmapped],
            is_marked=bool(self._plan.markings(cells)),
            says_no=self._says_no,
            reads_as_sign=self._reads,
        )

    def _says_no(self, cell: str) -> bool:
        return self._plan.mapping.values["yes_no"].get(plain_code(cell)) == "no"


class WrittenRowReader:
    """Says the same of rows that were imported before there was a key, as they came: heading to cell."""

    def __init__(self, reads_as_sign: SignReader) -> None:
        self._reads = reads_as_sign
        self._readers: dict[tuple[str, tuple[str, ...]], tuple[RowPlan, TierReader] | None] = {}

    def is_roll(self, layout: str, original: str) -> bool:
        """Whether a row is no record. One of a partnership's own mapping is none: nothing says what its cells mean."""
        said: dict[str, str] = json.loads(original)
        key = (layout, tuple(said))
        if key not in self._readers:
            self._readers[key] = self._read_plan(*key)
        found = self._readers[key]
        cells = found[0].prepare([*said.values()]) if found else None
        return not found or not isinstance(cells, list) or found[1].is_roll(cells)

    def _read_plan(self, layout: str, headings: tuple[str, ...]) -> tuple[RowPlan, TierReader] | None:
        fits = [lay_mapping(mapping, headings) for mapping in list_mappings() if mapping.layout == layout]
        if not fits:
            return None
        plan = RowPlan(max(fits, key=lambda fit: fit.covered), agency="", organisation="", padded=True)
        return plan, TierReader(plan, self._reads)


class SheetSealing:
    """Seals the rows of one sheet."""

    def __init__(self, sealer: RollSealer, plan: RowPlan) -> None:
        self.keys, self._list_links = sealer.keys, sealer.list_links
        self._plan, self._tier = plan, TierReader(plan, sealer.reads_as_sign)
        self._links: dict[tuple[Any, ...], frozenset[int]] = {}
        self.said: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SAID_TABLES}

    def is_roll(self, cells: list[str]) -> bool:
        """Whether a prepared row is to be sealed."""
        return self._tier.is_roll(cells)

    def seal(self, *, writer: SealedWriter, row_id: str, content: str) -> None:
        """Seal what was just written to `said`, and empty it. `content` is the row's own, not yet hashed."""
        links = frozenset().union(*map(self._links_of, self.said["mention"]))
        text = msgspec.msgpack.encode([row_id, content, *(self.said[name] for name in SAID_TABLES)])
        writer.agencies.add(self._plan.agency)
        writer.add(handle=self.keys.handle(row_id), content=self.keys.content(content), links=links, text=text)
        for rows in self.said.values():
            rows.clear()

    def _links_of(self, mention: tuple[Any, ...]) -> frozenset[int]:
        said = dict(zip(MENTIONS.names, mention, strict=True))
        key = (*(said[name] for name in LINKED_BY), *said["other_names"])
        found = self._links.get(key)
        if found is None:
            if said["entity_kind"] == EntityKind.PERSON:
                said["agency"] = self._plan.agency
            found = frozenset(self.keys.link(one, agency=self._plan.agency) for one in self._list_links(said))
            if len(self._links) >= MOST_REMEMBERED:
                self._links.clear()
            self._links[key] = found
        return found


@dataclass(frozen=True, slots=True)
class RollRow:
    """What a sealed row says: the rows of its tables, as `parts.TABLES` has them."""

    row_id: str
    content: str
    said: dict[str, list[tuple[Any, ...]]] = field(repr=False)

    @classmethod
    def read(cls, text: bytes) -> "RollRow":
        """A row as it was sealed."""
        row_id, content, *tables = msgspec.msgpack.decode(text)
        said = {name: [_with_days(name, row) for row in rows] for name, rows in zip(SAID_TABLES, tables, strict=True)}
        return cls(row_id, content, said)

    def first(self, table: str, column: str) -> Any:
        """A cell of the first row of a table; None where it has none."""
        place = TABLES[table].names.index(column)
        return next((row[place] for row in self.said[table]), None)

    def subjects(self) -> list[dict[str, Any]]:
        """Whom the row is about, as linking compares them: not who came along."""
        agency = self.first("source_row", "agency")
        return [{**one, "agency": agency} for one in self.people() if one["slot"] == SUBJECT]

    def people(self) -> list[dict[str, Any]]:
        """Everybody whom the row names, with what it says of each."""
        return [one for one in self._mentions() if one["entity_kind"] == EntityKind.PERSON]

    def things(self) -> list[dict[str, Any]]:
        """The vehicles, telephones and places that the row names."""
        return [one for one in self._mentions() if one["entity_kind"] != EntityKind.PERSON]

    def _mentions(self) -> list[dict[str, Any]]:
        return [dict(zip(MENTIONS.names, row, strict=True)) for row in self.said["mention"]]


def _with_days(table: str, row: list[Any]) -> tuple[Any, ...]:
    days = DAYS[table]
    return tuple(date.fromisoformat(cell) if cell and place in days else cell for place, cell in enumerate(row))

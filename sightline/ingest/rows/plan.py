"""A mapping laid on the headings of one sheet, made ready once so that each row costs little.

A row's content is compared by heading, not by place, so an export whose columns moved, or that gained an empty one,
brings nothing new. What the mapping makes of a row is part of its content: read by a corrected mapping, the same cells
are something new.
"""

import hashlib
from collections.abc import Sequence
from json.encoder import encode_basestring as quoted

from sightline.ingest.dates.reader import read_day
from sightline.ingest.mappings.headings import HeadingFit, marking_place
from sightline.ingest.mappings.mapping import MentionRule
from sightline.ingest.rejects import RejectReason
from sightline.ingest.rows.cell_parts import split_cell
from sightline.ingest.rows.joined_names import names_several, part_names
from sightline.ingest.rows.meanings import hash_meaning
from sightline.ingest.sheets.encodings import BROKEN
from sightline.ingest.wording import MAY_BE_NOT_WRITTEN, NOT_WRITTEN, plain_code, plain_heading, without_remark
from sightline.model import ids
from sightline.model.nouns import EntityKind, HandlingMarking

BIGGEST_CELL = 1_000_000
MOST_NAMED = 1_000
BETWEEN, WITHIN = "\x1f", "\x1e"
NOTE_HEADING = "(note by Sightline)"
ENTERED_HERE = "sightline_"
ABOUT_ONE = frozenset({"subject", "nominal"})  # rules ask who the row is about: two in one row is no answer
MAY_BE_A_FIRM = frozenset({"holder"})
NOTHING = -1  # the place of a column that the file lacks: prepared rows end in an empty cell


class RowPlan:
    """What to do with each row of one sheet."""

    def __init__(
        self, fit: HeadingFit, *, agency: str, organisation: str, padded: bool, note_place: int = NOTHING
    ) -> None:
        self.fit, self.mapping = fit, fit.mapping
        self.agency, self.file_organisation = agency, organisation
        self.padded = padded
        self.width = len(fit.headings)
        self.headings = _unlike(fit.headings)
        if note_place != NOTHING:
            self.headings[note_place] = NOTE_HEADING
        self._quoted = [quoted(name) + ": " for name in self.headings]
        self._meaning = hash_meaning(fit)
        of_file = {self.place(name) for name, column in self.mapping.columns.items() if column.of_file}
        self._order = sorted(
            (plain_heading(name) + WITHIN, place) for place, name in enumerate(self.headings) if place not in of_file
        )
        self._organisation = self.place(self.mapping.organisation)
        self._type = self.place(self.mapping.row_type)
        self._restricted = self.place(self.mapping.restricted)
        self._marking = NOTHING if (found := marking_place(fit.headings)) is None else found
        self._scope = [self.place(name) for name in self.mapping.scope]
        self._record = [self.place(name) for name in self.mapping.record]
        dates = self._date_fields()
        self._keys = [
            [(self.place(name), needed, name in dates) for name, needed in key.fields] for key in self.mapping.keys
        ]
        self._several = [
            (place, rule.split, without_remark(fit.headings[place]))
            for rule in self.mapping.mentions
            if rule.split and (place := self.place(rule.parts.get("name") or rule.parts.get("value", ""))) >= 0
        ]
        self._names = _name_places(self)
        self._essential = [
            (self.place(c.name), without_remark(c.heading)) for c in self.mapping.columns.values() if c.essential
        ]

    def place(self, name: str) -> int:
        """The place of a field's cell in a prepared row."""
        return self.fit.places.get(name, NOTHING) if name else NOTHING

    def _date_fields(self) -> set[str]:
        return {dating.day for fact in self.mapping.facts for dating in fact.dates}

    def prepare(self, raw: Sequence[str]) -> list[str] | RejectReason:
        """The row's cells without stray blanks, with an empty one at the end; or why it cannot be taken."""
        joined = BETWEEN.join(raw)
        if "\0" in joined:
            return RejectReason("nul_bytes")
        if len(joined) > BIGGEST_CELL and max(map(len, raw)) > BIGGEST_CELL:
            return RejectReason("cell_too_big")
        if not joined.isascii() and BROKEN.search(joined):
            return RejectReason("broken_encoding")
        cells = [cell.strip() for cell in raw]
        if MAY_BE_NOT_WRITTEN.search(joined):
            cells = ["" if cell in NOT_WRITTEN else cell for cell in cells]
        spare = len(cells) - self.width
        if spare > 0:
            if any(cells[self.width :]):
                return RejectReason("too_many_cells")
            del cells[self.width :]
        elif spare < 0:
            if not self.padded:
                return RejectReason("too_few_cells")
            cells += [""] * -spare
        cells.append("")
        return cells

    def check(self, cells: list[str]) -> RejectReason | None:
        """Why a prepared row cannot be taken, if so."""
        for place, heading in self._essential:
            if cells[place] and read_day(cells[place], self.mapping.formats) is None:
                return RejectReason("unreadable_date", heading)
        for place, how, heading in self._several:
            if len(cells[place]) > MOST_NAMED and len(split_cell(cells[place], how)) > MOST_NAMED:
                return RejectReason("too_many_named", heading)
        for places, may_be_parted in self._names:
            said = [cells[place] for place in places]
            if names_several(*said) and not (may_be_parted and len(part_names(*said)) > 1):
                place = next(place for place in places if names_several(cells[place]))
                return RejectReason("several_people", without_remark(self.fit.headings[place]))
        if self.key(cells) is None:
            needed = [self.mapping.columns[name].heading for name, must in self.mapping.keys[0].fields if must]
            return RejectReason("no_key", ", ".join(without_remark(heading) for heading in needed))
        return None

    def key(self, cells: list[str]) -> str | None:
        """The row's key by the first way whose needed fields are all filled; dates as ISO."""
        for fields in self._keys:
            parts: list[str] = []
            for place, needed, is_date in fields:
                cell = cells[place]
                if needed and not cell:
                    break
                parts.append(self._iso(cell) if is_date and cell else cell)
            else:
                return " | ".join(parts)
        return None

    def _iso(self, cell: str) -> str:
        found = read_day(cell, self.mapping.formats)
        return found.first.isoformat() if found else cell

    def content(self, cells: list[str]) -> str:
        """A hash of all that the row says, as the mapping reads it."""
        text = BETWEEN.join([self._meaning, *[name + cells[place] for name, place in self._order if cells[place]]])
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]

    def organisation(self, cells: list[str]) -> str:
        """The school or clinic of the row, else that of the file, else the agency's id."""
        return cells[self._organisation] or self.file_organisation or self.agency

    def row_id(self, cells: list[str], row_key: str) -> str:
        """The id of the row over all its versions."""
        return ids.row_id(
            agency=self.agency, organisation=self.organisation(cells), mapping=self.mapping.id, row_key=row_key
        )

    def record(self, cells: list[str], row_key: str) -> tuple[str, str]:
        """The record's id and key: the number that its rows share, else the row's own key."""
        numbers = [cells[place] for place in self._record]
        key = " | ".join(numbers) if any(numbers) else row_key
        record_id = ids.record_id(
            agency=self.agency, organisation=self.organisation(cells), mapping=self.mapping.id, record_key=key
        )
        return record_id, key

    def kind(self, cells: list[str]) -> str:
        """The layout, and the row's own type in lower case."""
        row_type = cells[self._type].lower()
        return f"{self.mapping.layout}/{row_type}" if row_type else self.mapping.layout

    @property
    def names_body(self) -> bool:
        """Whether a full export says whose it is: the command names the organisation, or the mapping a column."""
        return bool(self.file_organisation or self.mapping.scope)

    def scope(self, cells: list[str]) -> str:
        """What the export is full for: this file's agency and organisation, and the columns that the mapping names."""
        if not self.mapping.is_full:
            return ""
        return ids.make_id(
            "scope", self.mapping.id, self.agency, self.file_organisation, *[cells[place] for place in self._scope]
        )

    def markings(self, cells: list[str]) -> list[str]:
        """Sightline Markings in their fixed order. A word that is not known restricts, so that nothing slips."""
        cell = cells[self._marking]
        if not cell:
            return []
        said = {part.strip().upper() for part in cell.split(";")} - {""}
        known = [marking.value for marking in HandlingMarking if marking in said]
        if len(known) < len(said):
            known = [marking.value for marking in HandlingMarking if marking in {*known, HandlingMarking.RESTRICTED}]
        return known

    def restricted(self, cells: list[str], markings: list[str]) -> bool:
        """Marked, or restricted by the export: anything but an empty cell or a plain no."""
        cell = cells[self._restricted]
        return bool(markings) or (bool(cell) and self.mapping.values["yes_no"].get(plain_code(cell)) != "no")

    def original(self, raw: Sequence[str]) -> str:
        """The row as it came: heading to cell, empty cells left out."""
        filled = [name + quoted(cell) for name, cell in zip(self._quoted, raw, strict=False) if cell]
        return "{" + ", ".join(filled) + "}"


def _name_places(plan: RowPlan) -> list[tuple[tuple[int, int, int], bool]]:
    """The places of whole name, surname and forename of each single person, and whether several may be parted there.

    A holder of a licence may be a firm. What people entered in Sightline is never left out.
    """
    if plan.mapping.id.startswith(ENTERED_HERE):
        return []
    rules = [one for one in plan.mapping.mentions if one.kind is EntityKind.PERSON and not one.split]
    return [
        (_three(plan, one), one.slot not in ABOUT_ONE)
        for one in rules if one.slot not in MAY_BE_A_FIRM and max(_three(plan, one)) >= 0
    ]  # fmt: skip


def _three(plan: RowPlan, one: MentionRule) -> tuple[int, int, int]:
    whole, surname, forename = (plan.place(one.parts.get(part, "")) for part in ("name", "surname", "forename"))
    return whole, surname, forename


def _unlike(headings: Sequence[str]) -> list[str]:
    """Headings as written, but no two alike and none empty."""
    names: list[str] = []
    for place, heading in enumerate(headings, start=1):
        name = heading.lstrip("\ufeff").strip() or f"(column {place})"
        names.append(f"{name} (column {place})" if name in names else name)
    return names

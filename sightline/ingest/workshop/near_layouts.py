"""Which shipped layout a sample is near to, column by column, and the draft that goes on from its mapping."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.ingest.mappings.headings import lay_mapping
from sightline.ingest.mappings.mapping import MappedColumn, Mapping
from sightline.ingest.mappings.meanings import LONGEST_HEADING, read_heading
from sightline.ingest.mappings.renamed_headings import SAME_MEANING, find_renamed
from sightline.ingest.wording import plain_heading, without_remark
from sightline.ingest.workshop.columns import ReadColumn
from sightline.ingest.workshop.day_order import DayOrder
from sightline.ingest.workshop.samples import SheetSample

OF_LAYOUT, OF_FILE = 0.6, 0.75  # which part of a layout's columns, and of the file's, makes it near


@dataclass(frozen=True, slots=True)
class NearLayout:
    """A shipped mapping, the place of each of its fields in the sample, and how each was found.

    `guessed` are the fields whose heading is another one: a person must say whether they are meant.
    """

    mapping: Mapping
    places: dict[str, int]
    guessed: frozenset[str]

    @property
    def share(self) -> float:
        """Which part of the layout's columns are there."""
        return len(self.places) / max(len(self.mapping.columns), 1)

    @property
    def missing(self) -> tuple[str, ...]:
        """The headings that it needs and the sample lacks."""
        columns = self.mapping.columns.values()
        return tuple(without_remark(one.heading) for one in columns if one.name not in self.places and not one.optional)

    @property
    def can_be_read(self) -> bool:
        """Whether rows have a key, and the event a day."""
        has_key = any(all(name in self.places for name, needed in key.fields if needed) for key in self.mapping.keys)
        days = [dating.day for dating in self.mapping.facts[0].dates]
        return has_key and (not days or any(day in self.places for day in days))


def find_near(
    sample: SheetSample, read: Sequence[ReadColumn], mappings: Sequence[Mapping], *, named: bool
) -> NearLayout | None:
    """The layout that has most in common with a sample; None where none is near. A `named` one always is."""
    headed = sum(bool(column.heading) for column in sample.columns)
    wide_enough = [one for one in mappings if named or (len(one.columns) >= OF_FILE * headed and not one.is_specified)]
    found = [lay_near(mapping, sample, read) for mapping in wide_enough]
    found = [
        one for one in found
        if one.can_be_read and (named or (one.share >= OF_LAYOUT and len(one.places) >= OF_FILE * headed))
    ]  # fmt: skip
    return max(found, key=lambda one: (one.share, len(one.places)), default=None)


def lay_near(mapping: Mapping, sample: SheetSample, read: Sequence[ReadColumn]) -> NearLayout:
    """Lay a mapping on a sample: by its headings, then by headings spelled nearly so, then by what columns mean."""
    places = dict(lay_mapping(mapping, sample.headings).places)
    known = frozenset(places)
    at = {heading.strip(): place for place, heading in enumerate(sample.headings)}
    renamed = find_renamed(columns=mapping.columns, places=places, headings=sample.headings)
    places |= {one.name: at[one.written] for one in renamed}
    twice, laid = sample.twice, set(places.values())
    free = [one for one in read if one.column.place not in laid and _can_be_named(one.column.heading, twice)]
    for column in mapping.columns.values():
        if column.name not in places and (chosen := _meaning_of(column, free)):
            places[column.name] = chosen.column.place
            free.remove(chosen)
    return NearLayout(mapping, places, frozenset(places) - known)


def _can_be_named(heading: str, twice: frozenset[str]) -> bool:
    return 0 < len(heading) <= LONGEST_HEADING and heading not in twice


def _meaning_of(column: MappedColumn, free: Sequence[ReadColumn]) -> ReadColumn | None:
    """The one free column that means the same, where the meaning tells it from others."""
    wanted = read_heading(without_remark(column.heading)).meaning
    found = [one for one in free if one.meaning is wanted and wanted in SAME_MEANING]
    return found[0] if len(found) == 1 else None


def draft_from(near: NearLayout, sample: SheetSample, *, mapping_id: str, order: DayOrder) -> Mapping:
    """The layout's mapping with this file's headings, under an id of its own. What the file lacks, it may lack."""
    columns = {name: _reheaded(near, sample, column) for name, column in near.mapping.columns.items()}
    return replace(
        near.mapping, id=mapping_id, title=mapping_id, columns=columns, sheet=None,
        formats=order.formats, title_rows=max(near.mapping.title_rows, sample.heading_row),
    )  # fmt: skip


def _reheaded(near: NearLayout, sample: SheetSample, column: MappedColumn) -> MappedColumn:
    if column.name not in near.places:
        return replace(column, optional=True)
    heading = sample.columns[near.places[column.name]].heading
    same = plain_heading(heading) == plain_heading(column.heading)
    return column if same else replace(column, heading=heading, also=())

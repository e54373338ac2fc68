"""What the workshop proposes for a sheet: what each column becomes, a draft of the mapping, and what to answer.

Nothing is imported, and nothing of a sample is kept. Where a mapping reads the sheet already, there is no draft.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sightline.ingest.mappings.headings import HeadingFit, choose_mapping
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.mappings.meanings import OF_DATES, Meaning
from sightline.ingest.sheets.reader import Sheet
from sightline.ingest.wording import without_remark
from sightline.ingest.workshop.columns import ReadColumn, read_columns, said
from sightline.ingest.workshop.day_order import DayOrder, read_day_order
from sightline.ingest.workshop.drafts import DraftFields, draft_mapping
from sightline.ingest.workshop.mapping_text import write_mapping
from sightline.ingest.workshop.near_layouts import NearLayout, draft_from, find_near
from sightline.ingest.workshop.samples import SheetSample, read_sample
from sightline.model.errors import BadInput

SHOWN = 20
NO_FIELD = ""


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """One column: its heading, the field that it becomes (none: kept as written), why, and its first values."""

    heading: str
    becomes: str
    meaning: str
    why: str = field(repr=False)
    filled: int
    rows: int
    values: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """What is proposed for one sheet. `heading_row` counts from 1; `rows` are those of the sample.

    `read_by` is the mapping that reads the sheet already, `near` the layout that the draft goes on from; each may be
    empty. `text` is the draft, empty where there is none.
    """

    sheet: str
    heading_row: int
    rows: int
    columns: tuple[ColumnProposal, ...]
    order: DayOrder
    questions: tuple[str, ...] = field(repr=False)
    read_by: str = ""
    near: str = field(default="", repr=False)
    mapping: Mapping | None = None
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person said of a new mapping: its id, whose export it is, the layout that it is like; the rest is open."""

    mapping_id: str
    agency: str = ""
    layout: str = ""

    def allows(self, mapping: Mapping) -> bool:
        """Whether a draft may go on from this mapping: the layout that is named, else any of the agency's."""
        if self.layout:
            return mapping.id == self.layout
        return not self.agency or mapping.agency in ("", self.agency)


def propose_mapping(sheet: Sheet, mappings: Sequence[Mapping], wanted: Wanted) -> SheetProposal:
    """What each column of a sheet becomes. BadInput where the sheet is empty or has no headings.

    A sheet that would be held over renamed headings is drafted anew, though a mapping reads it.
    """
    sample = read_sample(sheet)
    if fit := _fits_already(sample, mappings, wanted):
        return _read_already(sample, fit)
    read = read_columns(sample)
    order = _order_of(read)
    shipped = [one for one in mappings if not one.is_own and wanted.allows(one)]
    near = find_near(sample, read, shipped, named=bool(wanted.layout))
    if near:
        return _go_on_from(near, sample, read, order, wanted)
    return _draft_anew(sample, read, order, wanted)


def _fits_already(sample: SheetSample, mappings: Sequence[Mapping], wanted: Wanted) -> HeadingFit | None:
    if wanted.layout:
        return None
    try:
        fit = choose_mapping(top=sample.top, mappings=mappings, sheet=sample.sheet)
    except BadInput:
        return None
    return None if any(one.is_likely for one in fit.renamed) else fit


def _order_of(read: Sequence[ReadColumn]) -> DayOrder:
    return read_day_order(one.column.cells for one in read if one.meaning in OF_DATES)


def _read_already(sample: SheetSample, fit: HeadingFit) -> SheetProposal:
    """A sheet that a mapping reads: its columns as that mapping has them."""
    columns = [column for column in sample.columns if column.heading]
    by_place = {place: name for name, place in fit.places.items()}
    shown = tuple(
        ColumnProposal(
            one.heading, by_place.get(one.place, NO_FIELD), "", fit.mapping.id, one.contents.filled, sample.rows,
            one.first_cells[:SHOWN],
        )
        for one in columns
    )  # fmt: skip
    order = read_day_order(one.cells for one in columns if one.contents.kind is Meaning.EVENT_DATE)
    return SheetProposal(
        sample.sheet, fit.at_row + 1, sample.rows, shown, order, tuple(_ask_order(order)), read_by=fit.mapping.id
    )


def _go_on_from(
    near: NearLayout, sample: SheetSample, read: Sequence[ReadColumn], order: DayOrder, wanted: Wanted
) -> SheetProposal:
    mapping = draft_from(near, sample, mapping_id=wanted.mapping_id, order=order)
    if wanted.agency:
        mapping = replace(mapping, agency=wanted.agency)
    by_place = {place: name for name, place in near.places.items()}
    columns = tuple(_shown(one, by_place.get(one.column.place, NO_FIELD), near, sample) for one in read)
    asked = [*_ask_guesses(near, sample), *_ask_left(near, read), *_ask_order(order)]
    asked += _ask_mapping(mapping, near.places)
    return _proposal(sample, columns, order, asked, mapping, near=near.mapping.id)


def _draft_anew(sample: SheetSample, read: Sequence[ReadColumn], order: DayOrder, wanted: Wanted) -> SheetProposal:
    mapping = draft_mapping(
        read, mapping_id=wanted.mapping_id, agency=wanted.agency, order=order, heading_row=sample.heading_row
    )
    names = DraftFields(read)
    columns = tuple(_shown(one, names.field_of(one), None, sample) for one in read)
    asked = [one.question for one in read if one.question]
    asked += _ask_order(order)
    asked += _ask_mapping(mapping, mapping.columns) if mapping else ["No column tells one row from another."]
    return _proposal(sample, columns, order, asked, mapping)


def _proposal(
    sample: SheetSample, columns: tuple[ColumnProposal, ...], order: DayOrder, asked: Sequence[str],
    mapping: Mapping | None, near: str = "",
) -> SheetProposal:  # fmt: skip
    questions = tuple(dict.fromkeys(asked))
    remarks = ["Drafted by 'sightline map'. Answer these before you import by it:", *(f"- {one}" for one in questions)]
    safe = [" ".join(remark.split()) for remark in remarks]
    text = write_mapping(mapping, remarks=[line for line in safe if line.isprintable()]) if mapping else ""
    return SheetProposal(
        sample.sheet, sample.heading_row + 1, sample.rows, columns, order, questions, near=near, mapping=mapping,
        text=text,
    )  # fmt: skip


def _shown(one: ReadColumn, name: str, near: NearLayout | None, sample: SheetSample) -> ColumnProposal:
    column = one.column
    why = one.why
    if near and name:
        heading = without_remark(near.mapping.columns[name].heading)
        why = f"like '{heading}'" if name in near.guessed else f"heading '{heading}'"
    elif near:
        why = f"not in {near.mapping.id}"
    meaning = said(one.meaning) if name and not near else ""
    values = column.first_cells[:SHOWN]
    return ColumnProposal(column.heading, name, meaning, why, column.contents.filled, sample.rows, values)


def _ask_guesses(near: NearLayout, sample: SheetSample) -> Iterator[str]:
    for name in (one for one in near.mapping.columns if one in near.guessed):
        heading = without_remark(near.mapping.columns[name].heading)
        yield f"Did you mean '{heading}' by '{sample.columns[near.places[name]].heading}'?"
    if near.missing:
        missing = ", ".join(f"'{heading}'" for heading in near.missing)
        yield f"The file has no column for {missing}. Can the agency send it?"


def _ask_left(near: NearLayout, read: Sequence[ReadColumn]) -> Iterator[str]:
    """Columns that the layout has no field for, where they hold something that matters."""
    for one in read:
        if one.column.place not in near.places.values() and one.column.contents.filled and one.column.heading:
            yield f"'{one.column.heading}' is not in {near.mapping.id}: it is kept as written. Does anyone need it?"


def _ask_order(order: DayOrder) -> Iterator[str]:
    if order.is_contradicted:
        proofs = f"{order.day_first} prove the day first, and {order.month_first} the month first"
        yield f"Dates contradict each other: {proofs}. Ask the agency which is right."
    if order.is_unproved:
        yield "No date of the sample proves whether the day or the month comes first. Sightline reads the day first."
    if order.short_years:
        yield f"{order.short_years} dates have years of two digits. Sightline reads 00 to 49 as 2000 to 2049."


def _ask_mapping(mapping: Mapping, there: Collection[str]) -> Iterator[str]:
    """What no file says of itself, and what is risky in the draft."""
    if not mapping.agency:
        yield "Whose export is it? Write the agency in the mapping."
    yield "Does each file hold everything, or only what changed? The draft says 'changes'."
    if not any(mention.slot != "home" and mention.kind == "person" for mention in mapping.mentions):
        yield "No column says who the row is about. Which column names the child?"
    if not mapping.facts[0].dates:
        yield "No column says when it happened. Which column has the date?"
    if notes := _notes(mapping, there):
        yield f"Sightline looks for no signs in the notes of your own layouts ({notes}). Who will read them?"
    if _parts(mapping, "upn") & {name for key in mapping.keys for name, needed in key.fields if needed}:
        yield "The key holds the UPN. If a UPN is corrected, the row becomes another row. Is there a row number?"


def _notes(mapping: Mapping, there: Collection[str]) -> str:
    """The headings of the words that its facts tell, and of what the child said."""
    named = [name for fact in mapping.facts for name in (*(name for _, name in fact.what), fact.childs_words) if name]
    columns = [mapping.columns[name] for name in dict.fromkeys(named)]
    return ", ".join(f"'{without_remark(one.heading)}'" for one in columns if one.name in there and not one.values)


def _parts(mapping: Mapping, part: str) -> set[str]:
    return {name for mention in mapping.mentions if (name := mention.parts.get(part))}

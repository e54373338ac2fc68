"""Takes the rows of one sheet: first their keys and contents, then, of those that are new, what they say.

A full export with a row that cannot be read leaves nothing out. The unread row may be the very one that would seem to
be gone, and a child must not drop out of sight over a misplaced comma.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from sys import intern
from typing import Any

from sightline.ingest.mappings.headings import HeadingFit, choose_mapping, is_heading_again
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.parts import PartWriter
from sightline.ingest.rejects import ERASED, Reject, RejectReason, reject_row
from sightline.ingest.rows.facts import fact_makers
from sightline.ingest.rows.held_rows import HeldRows
from sightline.ingest.rows.mentions import mention_makers
from sightline.ingest.rows.numbers import NumberedRows, number_rows, numbered_key
from sightline.ingest.rows.plan import RowPlan
from sightline.ingest.rows.roll_rows import SheetSealing
from sightline.ingest.rows.telling_cells import names_erased
from sightline.ingest.sheets.csv_rows import RowTooLong
from sightline.ingest.sheets.reader import Sheet
from sightline.ingest.wording import plain_cells
from sightline.model import ids
from sightline.model.errors import BadInput, OurFault
from sightline.model.progress import Progress
from sightline.store.erasures import ErasedKind, ErasureRegister

TOP_ROWS = 25
NOTHING_ERASED = ErasureRegister()
REPORT_EVERY = 5_000
RowLook = Callable[[list[str]], None]


@dataclass(slots=True)
class FirstReading:
    """What the first reading of a sheet found: for each accepted row its first id, content and scope."""

    first_ids: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list, repr=False)  # names and birth dates may stand in a key
    organisations: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    rolls: dict[int, str] = field(default_factory=dict)  # rows to be sealed, with their content before it is hashed
    erased: set[tuple[str, ...]] = field(default_factory=set, repr=False)  # what rows say that may not come back
    register: ErasureRegister = NOTHING_ERASED
    rows: int = 0
    not_data: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every row could be read. A row that was erased before could be: it is missing on purpose."""
        return all(reject.code == ERASED for reject in self.rejects)


@dataclass(frozen=True, slots=True)
class SheetIntake:
    """What became of the rows of a sheet; `replaced` of those taken are new versions of rows that are held.

    If it has none of the rows of before, it may be another body's export.
    """

    rows: int
    taken: int
    unchanged: int
    gone: int
    may_be_of_others: bool
    replaced: int
    not_data: int
    sealed: int
    rejects: tuple[Reject, ...]


def fit_sheet(sheet: Sheet, mappings: list[Mapping]) -> HeadingFit | None:
    """How a mapping lies on the sheet; None for a sheet with nothing in it. BadInput where none fits."""
    top = _top_rows(sheet)
    if not any(cell.strip() for row in top for cell in row):
        return None
    narrow = [row if len(row) <= sheet.most_columns else [] for row in top]
    if not any(narrow):
        raise _no_headings(sheet.most_columns)
    return choose_mapping(top=narrow, mappings=mappings, sheet=sheet.name)


def _top_rows(sheet: Sheet) -> list[list[str]]:
    """The first rows, up to one that goes on for too long."""
    top: list[list[str]] = []
    try:
        for row in islice(sheet.rows(), TOP_ROWS):
            top.append(row)
    except RowTooLong as error:
        if not top:
            raise _no_headings(sheet.most_columns) from error
    return top


def _no_headings(most_columns: int) -> BadInput:
    return BadInput(
        f"The first rows have more than {most_columns:,} columns, or too long cells, so no headings can be found.",
        code="too_many_columns",
        what_to_do="Check that this is the agency's extract; ask for it again with its headings in the first row.",
    )


def data_rows(sheet: Sheet, fit: HeadingFit) -> Iterator[list[str] | None]:
    """The rows below the headings; None stands for each blank or repeated heading row."""
    first = fit.headings[0]
    for cells in islice(sheet.rows(), fit.at_row + 1, None):
        blank = not any(cells) or not any(map(str.strip, cells))
        yield None if blank or (cells[0] == first and is_heading_again(cells, fit.headings)) else cells


def read_rows(
    sheet: Sheet, plan: RowPlan, progress: Progress, *, sealing: SheetSealing | None = None,
    register: ErasureRegister = NOTHING_ERASED, look: RowLook | None = None,
) -> FirstReading:  # fmt: skip
    """The first reading: keys, contents, the rows that cannot be taken, and those that `sealing` would seal.

    Rows that the `register` of erasures names are not taken. `look` is given the cells of the others.
    """
    read = FirstReading(not_data=plan.fit.at_row, register=register)
    try:
        for raw in data_rows(sheet, plan.fit):
            if raw is None:
                read.not_data += 1
                continue
            read.rows += 1
            if read.rows % REPORT_EVERY == 0:
                progress.advance(REPORT_EVERY)
            if not _read_erased(read, plan, raw, sheet.name):
                _read_row(read, plan, raw, sheet.name, sealing, look)
    except RowTooLong:
        read.rows += 1
        _reject(read, sheet.name, RejectReason("row_too_long"))
    return read


def _read_erased(read: FirstReading, plan: RowPlan, raw: list[str], sheet: str) -> bool:
    """Whether the row's record was erased before: it is counted, and what it says is remembered to be cut."""
    register = read.register
    cells = plan.prepare(raw) if register else RejectReason("")
    key = None if isinstance(cells, RejectReason) or plan.check(cells) else plan.key(cells)
    if isinstance(cells, RejectReason) or key is None:
        return False
    if not register.holds(ErasedKind.RECORD, plan.record(cells, key)[0]):
        return False
    _refuse_erased(read, raw, sheet, read.rows)
    return True


def _is_erased(read: FirstReading, plan: RowPlan, raw: list[str], row_key: str) -> bool:
    """Whether a further row of one key was erased: its record may have the number of the row in its id."""
    cells = plan.prepare(raw) if read.register else RejectReason("")
    return not isinstance(cells, RejectReason) and read.register.holds(
        ErasedKind.RECORD, plan.record(cells, row_key)[0]
    )


def _refuse_erased(read: FirstReading, raw: list[str], sheet: str, source_row: int) -> None:
    read.erased.add(plain_cells(raw))
    read.rejects.append(reject_row(sheet=sheet, source_row=source_row, reason=RejectReason(ERASED)))


def _read_row(
    read: FirstReading, plan: RowPlan, raw: list[str], sheet: str, sealing: SheetSealing | None,
    look: RowLook | None,
) -> None:  # fmt: skip
    cells = plan.prepare(raw)
    reason = cells if isinstance(cells, RejectReason) else plan.check(cells)
    if look and not isinstance(cells, RejectReason):
        look(cells)
    if reason:
        _reject(read, sheet, reason)
        if names_erased(raw, read.register):
            read.erased.add(plain_cells(raw))  # nobody reads the row, and the bytes that are kept have none of it
    elif not isinstance(cells, RejectReason):
        _note(read, plan, cells)
        if sealing and sealing.is_roll(cells):
            read.rolls[len(read.first_ids) - 1] = read.contents[-1]


def _reject(read: FirstReading, sheet: str, reason: RejectReason) -> None:
    read.rejects.append(reject_row(sheet=sheet, source_row=read.rows, reason=reason))


def _note(read: FirstReading, plan: RowPlan, cells: list[str]) -> None:
    key = plan.key(cells) or ""
    read.keys.append(key)
    read.organisations.append(intern(plan.organisation(cells)))
    read.first_ids.append(plan.row_id(cells, key))
    read.contents.append(plan.content(cells))
    read.scopes.append(intern(plan.scope(cells)))


def write_rows(
    *, sheet: Sheet, plan: RowPlan, read: FirstReading, held: HeldRows, used: dict[str, str], writer: PartWriter,
    sealing: SheetSealing | None = None,
) -> SheetIntake:  # fmt: skip
    """The second reading: writes sightings of all accepted rows, and what the new ones say.

    `used` holds row id and content of the rows of earlier sheets of the file; those of this one are added to it. With
    `sealing`, rows of a roll are known by keyed hashes there and in sightings, and what they say is sealed.
    """
    mapping = plan.mapping
    if sealing:
        _settle_tiers(read, held, used, sealing)

    def row_id_of(index: int, number: int) -> str:
        row_id = _plain_id(plan, read, index, number)
        return sealing.keys.handle(row_id) if sealing and index in read.rolls else row_id

    numbered = number_rows(first_ids=read.first_ids, contents=read.contents, held=held, used=used, row_id_of=row_id_of)
    rows = RowWriters(plan, read, writer, sealing)
    rejected = {reject.source_row for reject in read.rejects}
    taken, replaced = _write_accepted(sheet=sheet, rows=rows, held=held, used=used, numbered=numbered)
    whole = read.is_whole
    scopes = set(read.scopes) - {""}
    writer.rows["full_scope"] += [(scope, mapping.id, whole) for scope in sorted(scopes)]
    gone, left = _count_gone(held, used, scopes) if whole else (0, 0)
    accepted = len(read.first_ids) - sum(1 for one in read.rejects if one.source_row not in rejected)
    return SheetIntake(
        read.rows, taken, accepted - taken, gone, bool(gone and not left and not plan.names_body), replaced,
        read.not_data, len(read.rolls), tuple(read.rejects),
    )  # fmt: skip


def _count_gone(held: HeldRows, used: Collection[str], scopes: Collection[str]) -> tuple[int, int]:
    """How many rows of before a full export makes gone, and how many it leaves, with earlier files of its batch."""
    before = [row_id for row_id, scope in held.scopes.items() if scope in scopes]
    gone = sum(1 for row_id in before if row_id not in used and row_id not in held.seen_in_batch)
    return gone, len(before) - gone


def _plain_id(plan: RowPlan, read: FirstReading, index: int, number: int) -> str:
    """The id of an accepted row under a number, before it is hashed."""
    return ids.row_id(
        agency=plan.agency, organisation=read.organisations[index], mapping=plan.mapping.id,
        row_key=numbered_key(read.keys[index], number),
    )  # fmt: skip


def _settle_tiers(read: FirstReading, held: HeldRows, used: dict[str, str], sealing: SheetSealing) -> None:
    """Let be records what has a record's id; the others are known by keyed hashes from here on."""
    records = {row_id for index, row_id in enumerate(read.first_ids) if index not in read.rolls}
    for index in list(read.rolls):
        row_id = read.first_ids[index]
        if row_id in records or row_id in used or held.knows(row_id):
            del read.rolls[index]
        else:
            read.first_ids[index] = sealing.keys.handle(row_id)
            read.contents[index] = sealing.keys.content(read.contents[index])


def _write_accepted(
    *, sheet: Sheet, rows: "RowWriters", held: HeldRows, used: dict[str, str], numbered: dict[int, NumberedRows]
) -> tuple[int, int]:
    """How many rows were new, and how many of these were held before with another content."""
    plan, read, writer = rows.plan, rows.read, rows.writer
    rejected = {reject.source_row for reject in read.rejects}
    sightings = writer.rows["sighting"]
    noting = plan.mapping.is_full or sheet.padded
    taken = replaced = index = source_row = 0
    for raw in _whole_rows(data_rows(sheet, plan.fit)):
        if raw is None:
            continue
        source_row += 1
        if source_row in rejected:
            continue
        place = numbered.get(index)
        row_id = place.row_id if place else read.first_ids[index]
        content = read.contents[index]
        if place and _is_erased(read, plan, raw, numbered_key(read.keys[index], place.number)):
            _refuse_erased(read, raw, sheet.name, source_row)
        elif not (place and place.repeats):
            is_new = held.present.get(row_id) != content
            sightings.append(
                (row_id, content, read.scopes[index], plan.mapping.id, sheet.name, sheet.place, source_row, is_new)
            )
            if noting:
                used[row_id] = content
            if is_new:
                rows.write(raw, row_id, index, place.number if place else 1)
                taken += 1
                replaced += row_id in held.present
            writer.flush()
        index += 1
    return taken, replaced


def _whole_rows(rows: Iterator[list[str] | None]) -> Iterator[list[str] | None]:
    """The rows up to one that goes on for too long; the first reading has rejected that."""
    with suppress(RowTooLong):
        yield from rows


class RowWriters:
    """Writes what the new rows of a sheet say: records into the file's tables, the rest sealed."""

    def __init__(self, plan: RowPlan, read: FirstReading, writer: PartWriter, sealing: SheetSealing | None) -> None:
        self.plan, self.read, self.writer, self.sealing = plan, read, writer, sealing
        self._records = RowWriter(plan, writer.rows)
        self._sealed = RowWriter(plan, sealing.said) if sealing else self._records

    def write(self, raw: list[str], row_id: str, index: int, number: int) -> None:
        """One accepted row, by its place among them and its number among the rows of its key."""
        row_key = numbered_key(self.read.keys[index], number)
        if not self.sealing or index not in self.read.rolls:
            self._records.write(raw, row_id, row_key)
            return
        plain_id = _plain_id(self.plan, self.read, index, number)
        self._sealed.write(raw, plain_id, row_key)
        sealed = self.writer.seal_with(self.sealing.keys)
        self.sealing.seal(writer=sealed, row_id=plain_id, content=self.read.rolls[index])


class RowWriter:
    """Writes what a new row says: the row itself, its facts and its mentions."""

    def __init__(self, plan: RowPlan, rows: dict[str, list[tuple[Any, ...]]]) -> None:
        self.plan = plan
        self.facts, self.mentions = fact_makers(plan), mention_makers(plan)
        self.source_rows = rows["source_row"]
        self.fact_rows = rows["fact"]
        self.mention_rows = rows["mention"]

    def write(self, raw: list[str], row_id: str, row_key: str) -> None:
        """One row."""
        plan = self.plan
        cells = plan.prepare(raw)
        if isinstance(cells, RejectReason):
            raise OurFault(
                "Sightline's copy of the file changed while it was being read.",
                code="kept_changed",
                what_to_do="Try again.",
            )
        agency, organisation, mapping = plan.agency, plan.organisation(cells), plan.mapping
        record_id, record_key = plan.record(cells, row_key)
        markings = plan.markings(cells)
        self.source_rows.append(
            (row_id, record_id, record_key, row_key, agency, organisation, mapping.layout, plan.kind(cells),
             plan.restricted(cells, markings), markings, plan.original(raw))
        )  # fmt: skip
        for make_fact in self.facts:
            fact = make_fact(cells)
            if fact:
                self.fact_rows.append((row_id, *fact))
        for make_mentions in self.mentions:
            for mention in make_mentions(cells):
                mention_id = ids.mention_id(
                    agency=agency, organisation=organisation, mapping=mapping.id, row_key=row_key, slot=mention[0]
                )
                self.mention_rows.append((mention_id, row_id, *mention))

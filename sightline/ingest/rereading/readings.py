"""Reads the kept bytes of files again, each with the day on which it came, and says what is read otherwise.

A part holds a row whole only where it was new, so every later file of the same mappings is read again as well. All of
it is written beside the batches in use and changes places with them at once. A roll is never read again: what was
opened of its sealed rows rests on the first reading.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sightline.agreements import Policy
from sightline.ingest.intake import Arrival, choose_mappings, write_part
from sightline.ingest.limits import read_limits
from sightline.ingest.mappings.mapping import Mapping as FileMapping
from sightline.ingest.receipts import Receipt
from sightline.ingest.rereading.changes import Comparison, compare_readings, list_records
from sightline.ingest.versions import order_parts
from sightline.model.errors import Refused
from sightline.model.progress import SILENT, Progress
from sightline.store.arrivals import Arriving, NamelessCopy
from sightline.store.batches import BatchFile, list_standing, read_part_receipts
from sightline.store.begun_batches import FileReceipt, read_journal
from sightline.store.erasures import read_register
from sightline.store.received_files import SEALED_ROWS, find_cut, find_sealed
from sightline.store.staged_batches import put_in_place, staged_batches
from sightline.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Rereading:
    """What a command says: the `chosen` parts by name, and those `withdrawn`; by which mapping, if one is named.

    `policy` is what agreements allow, `accepted` the SHA-256 of files whose columns a person looked at.
    """

    workspace: Workspace
    policy: Policy
    today: date
    chosen: Collection[str] = ()
    withdrawn: Collection[str] = ()
    mapping_file: Path | None = None
    accepted: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file that was read again, or withdrawn: its receipts before and after; aspect -> rows read otherwise.

    `record_ids`: the records that are read otherwise; of a withdrawn file, those of which no row stands any more.
    """

    name: str = field(repr=False)
    batch: int
    file_sha: str
    before: tuple[Receipt, ...]
    after: tuple[Receipt, ...]
    changes: Mapping[str, int]
    is_chosen: bool
    is_withdrawn: bool
    journal: FileReceipt
    record_ids: tuple[str, ...]

    @property
    def is_otherwise(self) -> bool:
        """Whether anything but how often a row was held before is read otherwise."""
        return bool(self.changes) or _sums(self.before) != _sums(self.after)

    def without(self, standing: Collection[str]) -> "ReadFile":
        """The same without the records of which a row still stands."""
        return replace(self, record_ids=tuple(one for one in self.record_ids if one not in standing))


def _sums(receipts: Sequence[Receipt]) -> list[tuple[str, str, int, int]]:
    return [(one.sheet, one.mapping, one.rows_read, one.rows_rejected) for one in receipts]


def read_again(
    said: Rereading, *, keep: Callable[[Workspace, list[ReadFile]], None] | None = None, progress: Progress = SILENT
) -> list[ReadFile]:
    """Read the chosen files again, and those that rest on them. With `keep`, that is what stands from now on.

    `keep` is called before, with a workspace of the new batches. The caller holds the lock. Refused where one cannot be
    read as it was, or no agreement covers it; BadInput where a mapping is wrong, or a chosen file's columns are above
    the limits. Nothing is changed then.
    """
    found, touched = list[ReadFile](), set[str]()
    with staged_batches(said.workspace.root) as place:
        staged = Workspace(place)
        for part in list_in_order(said.workspace):
            is_chosen, is_withdrawn = part.name in said.chosen, part.name in said.withdrawn
            before = _receipts(part)
            mappings = {one.mapping for one in before} - {""}
            if not (is_chosen or is_withdrawn or mappings & touched):
                continue
            one = _Reader(said, staged, part, before, is_chosen, progress)
            file = one.withdraw() if is_withdrawn else one.read()
            found.append(file)
            touched |= mappings | {each.mapping for each in file.after} - {""}
        standing = {one for part in list_standing(staged) for one in list_records(part)} if said.withdrawn else set()
        found = [one.without(standing) if one.is_withdrawn else one for one in found]
        if keep:
            keep(staged, found)
            put_in_place(said.workspace.root)
    return found


def list_in_order(workspace: Workspace) -> list[BatchFile]:
    """The files that stand, in the order in which their rows count."""
    return [one.part for one in order_parts(workspace, opened=False)]


def find_journal_line(workspace: Workspace, part: BatchFile, *, name: str) -> FileReceipt | None:
    """What the command that imported a file said of it; None where none did, as of what people enter here."""
    lines = read_journal(workspace, part.batch).values()
    return next((one for one in lines if one.source_file == name), None)


def is_sealed(workspace: Workspace, part: BatchFile) -> bool:
    """Whether rows of a file are sealed, or its bytes."""
    return (part.folder / SEALED_ROWS).is_file() or find_sealed(workspace, part.file_sha) is not None


def path_of_bytes(workspace: Workspace, part: BatchFile) -> Path:
    """Where the bytes of a file lie that is not sealed: as it came, or without what was erased since."""
    return find_cut(workspace, part.file_sha) or workspace.received / part.file_sha


def _receipts(part: BatchFile) -> tuple[Receipt, ...]:
    return tuple(Receipt(**row) for row in read_part_receipts(part))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One part that is read again, or left out."""

    said: Rereading
    staged: Workspace
    part: BatchFile
    before: tuple[Receipt, ...]
    is_chosen: bool
    progress: Progress

    @property
    def name(self) -> str:
        return self.before[0].source_file

    @property
    def new(self) -> BatchFile:
        """Its place in the other tree."""
        return replace(
            self.part, folder=self.staged.batches / self.part.folder.relative_to(self.said.workspace.batches)
        )

    def withdraw(self) -> ReadFile:
        """Leave it out: its tables stay, and nothing is made of them."""
        journal = self._journal()
        self._check_no_roll()
        self.new.note_withdrawn(on=self.said.today)
        records = Comparison({}, tuple(sorted(list_records(self.part))))
        return self._file((), records, journal, is_withdrawn=True)

    def read(self) -> ReadFile:
        """Read its bytes again."""
        self._check_no_roll()
        journal = self._journal()
        arrival = self._arrival(journal)
        mappings = self._mappings(journal)
        reading = self.part.reading
        self.progress.stage(f"Reading {self.name}")
        after = tuple(write_part(arrival, mappings, self.progress, replacing=[self.new]))
        if any(arrival.is_roll(one) for one in mappings if one.id in {receipt.mapping for receipt in after}):
            raise self._refuse_roll()
        self.new.note_reading(reading=reading + 1, meanings=self.new.meanings)
        return self._file(after, compare_readings(before=self.part, after=self.new), journal)

    def _file(
        self, after: tuple[Receipt, ...], compared: Comparison, journal: FileReceipt, *, is_withdrawn: bool = False
    ) -> ReadFile:
        return ReadFile(
            name=self.name, batch=self.part.batch, file_sha=self.part.file_sha, before=self.before, after=after,
            changes=compared.changes, is_chosen=self.is_chosen, is_withdrawn=is_withdrawn, journal=journal,
            record_ids=compared.record_ids,
        )  # fmt: skip

    def _arrival(self, journal: FileReceipt) -> Arrival:
        workspace, part = self.said.workspace, self.part
        path = path_of_bytes(workspace, part)
        accepted = self.said.accepted if self.is_chosen else (part.file_sha,)
        return Arrival(
            self.staged, Arriving(path), part.batch, self.before[0].received_at, journal.agency, journal.organisation,
            part.file_sha, read_limits(workspace), NamelessCopy(path, part.file_sha), self.said.policy, None,
            holds_invented=True, register=read_register(workspace.root), accepted=accepted, called=self.name,
        )  # fmt: skip

    def _mappings(self, journal: FileReceipt) -> list[FileMapping]:
        """What may read it: for a chosen file all, or the one that is named; for others, those of before."""
        named = self.said.mapping_file if self.is_chosen else None
        found = choose_mappings(agency=journal.agency, mapping_file=named, workspace=self.said.workspace)
        before = {one.mapping for one in self.before} - {""}
        if named:
            return found
        if lacking := sorted(before - {one.id for one in found}):
            raise Refused(
                f"{self.name} was read by the mapping '{lacking[0]}', which is not in the folder 'mappings'.",
                code="mapping_gone",
                what_to_do="Put that mapping there first. Nothing was changed.",
            )
        return found if self.is_chosen else [one for one in found if one.id in before]

    def _journal(self) -> FileReceipt:
        """What the command that imported it said of it."""
        line = find_journal_line(self.said.workspace, self.part, name=self.name)
        if line is None:
            raise Refused(
                f"No import brought {self.name}: people entered it in Sightline.",
                code="not_imported",
                what_to_do="Choose other files. Nothing was changed.",
            )
        return line

    def _check_no_roll(self) -> None:
        if is_sealed(self.said.workspace, self.part):
            raise self._refuse_roll()

    def _refuse_roll(self) -> Refused:
        return Refused(
            f"The rows of {self.name} are sealed, so it cannot be read again or withdrawn.",
            code="roll_not_reread",
            what_to_do="Import a corrected file instead. Nothing was changed.",
        )

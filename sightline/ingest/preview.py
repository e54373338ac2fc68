"""What an import of a file would do, without doing it: its sums, its columns, the rows that would not be imported.

Nothing is kept. Where rows of a roll would be sealed, they are counted as imported.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sightline.ingest.attachments import open_copy
from sightline.ingest.intake import choose_mappings
from sightline.ingest.limits import read_limits
from sightline.ingest.mappings.headings import HeadingFit
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.parts import TABLES, PartWriter
from sightline.ingest.quality.columns import list_filled
from sightline.ingest.quality.counter import QualityCounter
from sightline.ingest.quality.limits import find_faults
from sightline.ingest.receipts import Receipt
from sightline.ingest.rejects import Reject, reject_whole
from sightline.ingest.rows.held_rows import find_held
from sightline.ingest.rows.plan import RowPlan
from sightline.ingest.rows.sheet_rows import fit_sheet, read_rows, write_rows
from sightline.ingest.sheets.reader import Sheet, read_sheets
from sightline.model.errors import BadInput
from sightline.model.progress import SILENT
from sightline.store.arrivals import Arriving
from sightline.store.batches import list_parts
from sightline.store.erasures import ErasureRegister, read_register
from sightline.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What an import of one sheet would do: its receipt, the rows it would not import, and why it would be held."""

    receipt: Receipt
    rejects: tuple[Reject, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewedFile:
    """What a command says of the file that it previews."""

    workspace: Workspace
    path: Path
    name: str = field(repr=False)
    received_at: str
    member: str = ""
    agency: str = ""
    organisation: str = ""
    mapping_file: Path | None = None
    today: date | None = None
    attached: str = ""


class _Nowhere(PartWriter):
    """A part that nobody keeps: rows are counted by who writes them, and let go."""

    def __init__(self) -> None:
        self.sealed, self.erased = None, set()
        self.rows = {name: [] for name in TABLES}

    def flush(self, *, at_least: int = 1) -> None:
        """Let go of the rows that wait, however few."""
        del at_least
        for waiting in self.rows.values():
            waiting.clear()


def preview_file(said: PreviewedFile) -> list[SheetPreview]:
    """What an import would do, a preview for each sheet. BadInput where the file's bytes would not be taken."""
    workspace = said.workspace
    limits = read_limits(workspace)
    mappings = choose_mappings(agency=said.agency, mapping_file=said.mapping_file, workspace=workspace)
    register = read_register(workspace.root)
    source = Arriving(said.path, said.member, said.attached)
    with open_copy(source, folder=workspace.received, limits=limits) as copy:
        try:
            sheets: Sequence[Sheet] = read_sheets(copy.path, limits=limits, folder=workspace.batches)
        except BadInput as error:
            return [_refused(said, "", error)]
        used: dict[str, dict[str, str]] = defaultdict(dict)
        found = list[SheetPreview]()
        for sheet in sheets:
            try:
                fit = _fit(sheet, mappings)
                if fit:
                    found.append(_preview(said, copy.sha256, sheet, fit, used[fit.mapping.id], register))
            except BadInput as error:
                found.append(_refused(said, sheet.name, error))
        return found


def _fit(sheet: Sheet, mappings: list[Mapping]) -> HeadingFit | None:
    if sheet.refusal:
        raise sheet.refusal
    return fit_sheet(sheet, mappings)


def _receipt(said: PreviewedFile, sheet: str, file_sha: str = "") -> Receipt:
    return Receipt(
        batch=0, file_sha=file_sha, source_file=said.name, received_at=said.received_at, sheet=sheet,
        agency=said.agency, organisation=said.organisation,
    )  # fmt: skip


def _refused(said: PreviewedFile, sheet: str, error: BadInput) -> SheetPreview:
    return SheetPreview(_receipt(said, sheet), (reject_whole(sheet=sheet, error=error),))


def _preview(
    said: PreviewedFile, file_sha: str, sheet: Sheet, fit: HeadingFit, used: dict[str, str],
    register: ErasureRegister,
) -> SheetPreview:  # fmt: skip
    mapping = fit.mapping
    plan = RowPlan(fit, agency=said.agency or mapping.agency, organisation=said.organisation, padded=sheet.padded)
    quality = QualityCounter(plan, sheet=sheet.name, today=said.today or date.fromisoformat(said.received_at[:10]))
    read = read_rows(sheet, plan, SILENT, register=register, look=quality.add)
    batch = max((part.batch for part in list_parts(said.workspace)), default=0) + 1
    held = find_held(
        workspace=said.workspace, mapping=mapping.id, batch=batch, received_at=said.received_at,
        source_file=said.name, file_sha=file_sha,
    )  # fmt: skip
    taken = write_rows(sheet=sheet, plan=plan, read=read, held=held, used=used, writer=_Nowhere())
    columns = tuple(quality.finish())
    receipt = replace(
        _receipt(said, sheet.name, file_sha), mapping=mapping.id, agency=plan.agency, is_full=mapping.is_full,
        rows_read=taken.rows, rows_taken=taken.taken, rows_rejected=len(taken.rejects), rows_unchanged=taken.unchanged,
        rows_gone=taken.gone, rows_not_data=taken.not_data, columns=columns,
    )  # fmt: skip
    faults = find_faults(
        columns, gone=taken.gone, held=len(held.scopes), is_other_body=taken.may_be_of_others,
        replaced=taken.replaced, filled_before=list_filled(held.last, mapping=mapping.id),
    )  # fmt: skip
    return SheetPreview(receipt, taken.rejects, faults)

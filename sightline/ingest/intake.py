"""Takes one received file in: keeps its bytes, reads it, and writes one part of the batch, whole or not at all.

A file that nobody could read is still received. It has a receipt and a line in the rejects, and may be taken again once
there is a mapping for it.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from sightline.agreements import Policy
from sightline.agreements.vocabulary import Tier
from sightline.ingest.coverage import check_agreed, drop_unless_held
from sightline.ingest.kept_bytes import copy_bytes, cut_bytes, keep_bytes, list_ids
from sightline.ingest.limits import Limits, read_limits
from sightline.ingest.mappings.files import list_mappings, load_mappings, load_own_mappings
from sightline.ingest.mappings.headings import HeadingFit
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.parts import PartWriter, writing_part
from sightline.ingest.quality.columns import list_filled, write_quality
from sightline.ingest.quality.counter import QualityCounter
from sightline.ingest.quality.limits import find_faults, hold
from sightline.ingest.receipts import Receipt, read_receipts, receipts_table
from sightline.ingest.rejects import Reject, reject_whole
from sightline.ingest.rows.held_rows import find_held
from sightline.ingest.rows.meanings import hash_meaning
from sightline.ingest.rows.plan import RowPlan
from sightline.ingest.rows.roll_rows import RollSealer, SheetSealing
from sightline.ingest.rows.sheet_rows import fit_sheet, read_rows, write_rows
from sightline.ingest.rows.telling_cells import neutral_name
from sightline.ingest.sheets.reader import Sheet, read_sheets
from sightline.model.errors import BadInput, Refused, Usage
from sightline.model.nouns import Agency
from sightline.model.progress import SILENT, Progress
from sightline.model.schema import RECEIVED_FILE
from sightline.sealing.received_bytes import seal_bytes
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.tiers import is_register
from sightline.store.arrivals import Arriving, NamelessCopy, name_in_text
from sightline.store.batches import BatchFile, list_parts
from sightline.store.erasures import ErasureRegister, read_register
from sightline.store.received_files import drop_bytes_replaced
from sightline.store.workspace import Workspace

Fit = tuple[HeadingFit | None, BadInput | None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file as it arrives: where it is, and what the command said of it."""

    workspace: Workspace
    source: Arriving
    batch: int
    received_at: str
    agency: str
    organisation: str
    file_sha: str
    limits: Limits
    copy: NamelessCopy
    policy: Policy | None
    sealer: RollSealer | None
    holds_invented: bool
    register: ErasureRegister
    accepted: Collection[str] = ()
    today: date | None = None
    called: str = ""

    @property
    def is_accepted(self) -> bool:
        """Whether its columns hold it not: a person has looked at them, or people entered it here."""
        return self.policy is None or self.copy.sha256 in self.accepted

    def is_roll(self, mapping: Mapping) -> bool:
        """Whether a sheet is of tier roll: by its agreement, or where a rule decides each row of its layout.

        No rule decides where everybody is invented, or where the agreement says how its provider chooses the rows.
        """
        if self.policy is None:
            return False
        covering = self.policy.cover(agency=self.agency or mapping.agency, layout=mapping.id)
        if covering and (covering.tier is Tier.ROLL or self.holds_invented or covering.rows_chosen.strip()):
            return covering.tier is Tier.ROLL
        return is_register(mapping.layout) and (covering is not None or self.policy.emergency is not None)

    @property
    def name(self) -> str:
        """Its base name, as text; another where that says what erased rows said."""
        return neutral_name(self.called or self.source.name, self.register)

    @property
    def kept(self) -> Path:
        """The bytes as they came: these are read, not the sender's copy, which may change meanwhile."""
        return self.copy.path

    @property
    def keys(self) -> RollKeys | None:
        """What a roll is sealed with; None where rolls are not sealed."""
        return self.sealer.keys if self.sealer else None

    def sheets(self) -> list[Sheet]:
        """Its sheets, read within the workspace's limits; BadInput where it cannot be read."""
        return read_sheets(self.kept, limits=self.limits, folder=self.workspace.batches)

    def receipt(self) -> Receipt:
        """An empty receipt of it."""
        return Receipt(
            batch=self.batch,
            file_sha=self.file_sha,
            source_file=self.name,
            received_at=self.received_at,
            agency=self.agency,
            organisation=self.organisation,
        )


def take_file(
    *, workspace: Workspace, path: Path, member: str = "", attached: str = "", attached_as: str = "", batch: int,
    received_at: str, agency: str = "", organisation: str = "", mapping_file: Path | None = None,
    policy: Policy | None = None, sealer: RollSealer | None = None, holds_invented: bool = False,
    accepted: Collection[str] = (), today: date | None = None, progress: Progress = SILENT,
) -> list[Receipt]:  # fmt: skip
    """Take a file in and return an import summary for each sheet. The same file is not written twice.

    `member` is the name of a file in an archive, `attached` the number of one in an e-mail. `received_at` is a when in
    UTC; `mapping_file` is used instead of choosing by headings. `policy` is what agreements allow; without it nothing
    is asked of them, as for what people enter here. `sealer` seals the rows of rolls, and the bytes of files that are
    rolls or that nobody could read. Only where a workspace `holds_invented` records alone is a roll taken without it.
    BadInput where the mapping itself is wrong or the file's bytes are not taken, Usage where there is no such file or
    agency, Refused where no agreement covers the file or no key seals its roll: nothing of it is then kept. Nor is
    anything kept of a file whose columns are above the limits, unless its SHA-256 is among the `accepted`: BadInput.
    What else is wrong is in the receipts. Dates after `today`, else after the day on which the file came, are
    implausible.
    """
    if not os.path.lexists(path):
        raise Usage(f"There is no file {name_in_text(path)}.", code="no_file", what_to_do="Check the path.")
    mappings = choose_mappings(agency=agency, mapping_file=mapping_file, workspace=workspace)
    limits = read_limits(workspace)
    source, keys = Arriving(path, member, attached, attached_as), sealer.keys if sealer else None
    with copy_bytes(workspace, source, limits=limits, keys=keys) as copy:
        said = (workspace, source, batch, received_at, agency, organisation, copy.sha256, limits, copy, policy, sealer)
        arrival = Arrival(*said, holds_invented, register=read_register(workspace.root), accepted=accepted, today=today)
        try:
            return _take_kept(arrival, mappings, progress)
        finally:
            for file_sha in list_ids(copy, keys):
                drop_unless_held(workspace, file_sha=file_sha)
                drop_bytes_replaced(workspace, file_sha=file_sha)


def _take_kept(arrival: Arrival, mappings: list[Mapping], progress: Progress) -> list[Receipt]:
    """Take in the bytes that are kept, where an agreement covers them."""
    ids = list_ids(arrival.copy, arrival.keys)
    before = [part for file_sha in ids for part in list_parts(arrival.workspace, file_sha=file_sha)]
    standing = [part for part in before if part.withdrawn_on is None]
    if standing:
        held = read_receipts(pq.read_table(standing[-1].path(RECEIVED_FILE.name), partitioning=None))
        if any(receipt.mapping for receipt in held) or not _can_be_read(arrival, mappings):
            pairs = ((receipt.agency, receipt.mapping) for receipt in held)
            check_agreed(arrival.policy, pairs, file_sha=arrival.copy.sha256)
            if arrival.keys and not any(receipt.mapping for receipt in held):
                seal_bytes(
                    arrival.workspace, source=arrival.kept, sha256=arrival.copy.sha256, file_sha=standing[-1].file_sha,
                    keys=arrival.keys,
                )  # fmt: skip
            again = {"batch": arrival.batch, "source_file": arrival.name, "received_at": arrival.received_at}
            return [receipt.taken_again(**again) for receipt in held]  # type: ignore[arg-type]
    progress.stage(f"Reading {arrival.name}")
    return write_part(arrival, mappings, progress, replacing=before)


def choose_mappings(*, agency: str, mapping_file: Path | None, workspace: Workspace) -> list[Mapping]:
    """The mappings that may read a file: the one that is named, else those that ship and the workspace's own.

    Usage where there is no such agency, BadInput where a mapping is wrong.
    """
    if agency and agency not in list(Agency):
        raise Usage(
            f"'{agency}' is no agency.", code="unknown_agency", what_to_do=f"It must be one of {', '.join(Agency)}."
        )
    if mapping_file:
        return _check_own(load_mappings(mapping_file), agency=agency)
    own = _check_own(load_own_mappings(workspace.mappings), agency="")
    return [mapping for mapping in (*list_mappings(), *own) if not agency or mapping.agency in ("", agency)]


def _check_own(mappings: list[Mapping], *, agency: str) -> list[Mapping]:
    """A partnership's own mappings; refused where one would read a file under an agreement that means another."""
    shipped = {one.id.partition("/")[0] for one in list_mappings()}
    for one in mappings:
        if one.id.partition("/")[0] in shipped and one not in list_mappings():
            raise BadInput(
                f"'{one.id}' is the id of a layout that Sightline ships.",
                code="shipped_id",
                what_to_do="Give the mapping an id of its own, and agree on it.",
            )
        if agency and one.agency not in ("", agency):
            raise Usage(
                f"The mapping '{one.id}' is of {one.agency}, and --agency says {agency}.",
                code="other_agency",
                what_to_do="Leave --agency out, or use a mapping of that agency.",
            )
    return mappings


def _can_be_read(arrival: Arrival, mappings: list[Mapping]) -> bool:
    """True where a mapping now fits at least one sheet of a file that nobody could read before."""
    try:
        sheets = arrival.sheets()
    except BadInput:
        return False
    return any(_fit(sheet, mappings, arrival)[0] for sheet in sheets)


def write_part(
    arrival: Arrival, mappings: list[Mapping], progress: Progress, *, replacing: list[BatchFile]
) -> list[Receipt]:
    """Write what its bytes say as a part of its batch, in the place of those `replacing`; the receipt of each sheet.

    Refused where no agreement covers it; nothing is removed then.
    """
    try:
        sheets: list[Sheet] | BadInput = arrival.sheets()
    except BadInput as error:
        sheets = error
    fits = [] if isinstance(sheets, BadInput) else [_fit_or_refusal(sheet, mappings, arrival) for sheet in sheets]
    # Nothing of before is removed until an agreement covers what comes in its place.
    pairs = ((arrival.agency or fit.mapping.agency, fit.mapping.id) for fit, _ in fits if fit)
    check_agreed(arrival.policy, pairs, file_sha=arrival.copy.sha256)
    _check_can_seal(arrival, [fit for fit, _ in fits if fit])
    for part in replacing:
        if part.batch == arrival.batch:
            shutil.rmtree(part.folder)
    is_sealed = isinstance(sheets, BadInput) or any(_may_be_roll(arrival, fit) for fit in fits)
    known_by = keep_bytes(arrival.workspace, arrival.copy, keys=arrival.keys, is_sealed=is_sealed)
    arrival = replace(arrival, file_sha=known_by)
    with writing_part(arrival.workspace, batch=arrival.batch, file_sha=arrival.file_sha) as writer:
        if isinstance(sheets, BadInput):
            receipts = [_refuse(arrival, "", sheets, writer)]
        else:
            receipts = _take_sheets(arrival, list(zip(sheets, fits, strict=True)), writer, progress)
        pq.write_table(receipts_table(receipts), writer.folder / f"{RECEIVED_FILE.name}.parquet", compression="zstd")
        BatchFile(arrival.batch, arrival.file_sha, writer.folder).note_reading(
            reading=1, meanings=[(fit.mapping.id, hash_meaning(fit)) for fit, _ in fits if fit]
        )
        write_quality(writer.folder, [column for receipt in receipts for column in receipt.columns])
        if writer.erased:
            cut_bytes(
                arrival.workspace, arrival.copy, file_sha=arrival.file_sha, keys=arrival.keys, limits=arrival.limits,
                erased=writer.erased,
            )  # fmt: skip
    for part in replacing:
        if part.batch != arrival.batch:
            shutil.rmtree(part.folder)
    return receipts


def _check_can_seal(arrival: Arrival, fits: list[HeadingFit]) -> None:
    """Refused where a sheet is a roll of real people and no key seals it."""
    if arrival.sealer or arrival.holds_invented or not any(arrival.is_roll(fit.mapping) for fit in fits):
        return
    raise Refused(
        "The file is about everyone, so its rows must be sealed, and this workspace has no key.",
        code="no_rolls_key",
        what_to_do="Give a key, then import the file again. See docs/how-to/seal-rolls.md.",
    )


def _may_be_roll(arrival: Arrival, found: Fit) -> bool:
    """Whether a sheet is a roll, or nobody could read it: its bytes are then sealed, whatever became of its rows."""
    fit, misfit = found
    return arrival.is_roll(fit.mapping) if fit else misfit is not None


def _fit_or_refusal(sheet: Sheet, mappings: list[Mapping], arrival: Arrival) -> Fit:
    return (None, sheet.refusal) if sheet.refusal else _fit(sheet, mappings, arrival)


def _take_sheets(
    arrival: Arrival, fitted: list[tuple[Sheet, Fit]], writer: PartWriter, progress: Progress
) -> list[Receipt]:
    receipts = []
    used: dict[str, dict[str, str]] = defaultdict(dict)
    for sheet, (fit, misfit) in fitted:
        if fit:
            receipts.append(_take_sheet(arrival, sheet, fit, used[fit.mapping.id], writer, progress))
        elif misfit:
            receipts.append(_refuse(arrival, sheet.name, misfit, writer))
    if not receipts:
        nothing = BadInput(
            "The file has nothing in it.", code="empty_file", what_to_do="Ask the agency to send it again."
        )
        return [_refuse(arrival, "", nothing, writer)]
    return receipts


def _fit(sheet: Sheet, mappings: list[Mapping], arrival: Arrival) -> Fit:
    """How a mapping lies on the sheet, or why none does; neither for a blank sheet."""
    try:
        fit = fit_sheet(sheet, mappings)
    except BadInput as error:
        return None, error
    if fit and not (arrival.agency or fit.mapping.agency):
        return None, BadInput(
            f"The mapping '{fit.mapping.id}' does not say whose export this is.",
            code="no_agency",
            what_to_do="Name the agency with --agency AGENCY.",
        )
    return fit, None


def _take_sheet(
    arrival: Arrival, sheet: Sheet, fit: HeadingFit, used: dict[str, str], writer: PartWriter, progress: Progress
) -> Receipt:
    mapping = fit.mapping
    agency = arrival.agency or mapping.agency
    plan = RowPlan(fit, agency=agency, organisation=arrival.organisation, padded=sheet.padded,
                   note_place=sheet.note_place)  # fmt: skip
    sealing = SheetSealing(arrival.sealer, plan) if arrival.sealer and arrival.is_roll(mapping) else None
    quality = QualityCounter(
        plan, sheet=sheet.name, today=arrival.today or date.fromisoformat(arrival.received_at[:10])
    )
    try:
        read = read_rows(sheet, plan, progress, sealing=sealing, register=arrival.register, look=quality.add)
    except BadInput as error:
        return _refuse(arrival, sheet.name, error, writer)
    held = find_held(
        workspace=arrival.workspace, mapping=mapping.id, batch=arrival.batch, received_at=arrival.received_at,
        source_file=arrival.name, file_sha=arrival.file_sha,
    )  # fmt: skip
    taken = write_rows(sheet=sheet, plan=plan, read=read, held=held, used=used, writer=writer, sealing=sealing)
    writer.erased |= read.erased
    columns = tuple(quality.finish())
    faults = find_faults(
        columns, gone=taken.gone, held=len(held.scopes), is_other_body=taken.may_be_of_others,
        replaced=taken.replaced, filled_before=list_filled(held.last, mapping=mapping.id),
    )  # fmt: skip
    if faults and not arrival.is_accepted:
        raise hold(faults)
    for reject in taken.rejects:
        _note_reject(arrival, agency, reject, writer)
    return replace(
        arrival.receipt(), sheet=sheet.name, mapping=mapping.id, agency=agency, is_full=mapping.is_full,
        rows_read=taken.rows, rows_taken=taken.taken, rows_rejected=len(taken.rejects), rows_unchanged=taken.unchanged,
        rows_gone=taken.gone, rows_not_data=taken.not_data, rows_sealed=taken.sealed, columns=columns,
        rows_noted=sheet.noted,
    )  # fmt: skip


def _refuse(arrival: Arrival, sheet: str, error: BadInput, writer: PartWriter) -> Receipt:
    """The receipt of a file or sheet of which nothing could be read."""
    _note_reject(arrival, arrival.agency, reject_whole(sheet=sheet, error=error), writer)
    return replace(arrival.receipt(), sheet=sheet)


def _note_reject(arrival: Arrival, agency: str, reject: Reject, writer: PartWriter) -> None:
    writer.rows["reject"].append(
        (arrival.batch, arrival.file_sha, agency, arrival.name, reject.sheet, reject.source_row, reject.code,
         reject.reason, reject.what_to_do)
    )  # fmt: skip

"""Which files a command means: by name, by batch, or all that are now read otherwise than when they came."""

from collections.abc import Sequence

from sightline.ingest.intake import choose_mappings
from sightline.ingest.limits import read_limits
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.rereading.readings import find_journal_line, is_sealed, list_in_order, path_of_bytes
from sightline.ingest.rows.meanings import hash_meaning
from sightline.ingest.rows.sheet_rows import fit_sheet
from sightline.ingest.sheets.reader import read_sheets
from sightline.model.errors import BadInput, Usage
from sightline.store.batches import BatchFile, read_part_receipts
from sightline.store.workspace import Workspace


def choose_files(workspace: Workspace, words: Sequence[str]) -> list[BatchFile]:
    """The files that these names, or numbers of batches, mean. Usage where one means none, or a name several."""
    found = dict[str, BatchFile]()
    parts = [(part, name_of(part)) for part in list_in_order(workspace)]
    for word in words:
        meant = [part for part, name in parts if name == word] or [
            part for part, _ in parts if word.isascii() and word.isdigit() and part.batch == int(word)
        ]
        if not meant:
            raise Usage(
                f"No imported file is called '{word}', and no batch has that number.",
                code="no_imported_file",
                what_to_do="'sightline receipts' lists the files and batches.",
            )
        if len(meant) > 1 and not word.isdigit():
            raise Usage(
                f"{len(meant)} files are called '{word}'.",
                code="several_files",
                what_to_do=f"Name one batch: {', '.join(str(part.batch) for part in meant)}.",
            )
        found |= {part.name: part for part in meant}
    return list(found.values())


def find_read_otherwise(workspace: Workspace, *, mapping: str = "") -> list[BatchFile]:
    """The files that the mappings in use read otherwise than when they came; with `mapping`, those that it read.

    A sealed file is never among them, nor one whose mapping is no longer in use.
    """
    mappings = choose_mappings(agency="", mapping_file=None, workspace=workspace)
    return [
        part for part in list_in_order(workspace)
        if not is_sealed(workspace, part) and _is_meant(workspace, part, mappings, mapping)
    ]  # fmt: skip


def name_of(part: BatchFile) -> str:
    """What a file was called when it came."""
    return read_part_receipts(part)[0]["source_file"]


def _is_meant(workspace: Workspace, part: BatchFile, mappings: list[Mapping], mapping: str) -> bool:
    before = {row["mapping"] for row in read_part_receipts(part)} - {""}
    if mapping:
        return mapping in {one.partition("/")[0] for one in before}
    line = find_journal_line(workspace, part, name=name_of(part))
    if line is None or before - {one.id for one in mappings}:
        return False
    allowed = [one for one in mappings if not line.agency or one.agency in ("", line.agency)]
    now = _meanings(workspace, part, allowed, needs_agency=not line.agency)
    return bool(now) and sorted(now) != sorted(part.meanings)


def _meanings(
    workspace: Workspace, part: BatchFile, mappings: list[Mapping], *, needs_agency: bool
) -> list[tuple[str, str]]:
    found = list[tuple[str, str]]()
    path = path_of_bytes(workspace, part)
    try:
        sheets = read_sheets(path, limits=read_limits(workspace), folder=workspace.batches)
    except BadInput:
        return found
    for sheet in sheets:
        try:
            fit = None if sheet.refusal else fit_sheet(sheet, mappings)
        except BadInput:
            continue
        if fit and (fit.mapping.agency or not needs_agency):
            found.append((fit.mapping.id, hash_meaning(fit)))
    return found

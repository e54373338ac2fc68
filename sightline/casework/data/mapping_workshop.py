"""The mapping workshop: an analyst sees what each column of a file would become, and saves the draft of a mapping.

Nothing of the file is imported or kept, so it asks for no agreement. An import by the mapping does.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace
from sightline.store.begun_batches import file_ids
from sightline.store.files import write_whole

if TYPE_CHECKING:
    from sightline.ingest.mappings.mapping import Mapping
    from sightline.ingest.workshop.proposals import SheetProposal


@dataclass(frozen=True, slots=True)
class MappedFile:
    """What is proposed for each sheet of a file, and where the draft was saved, if it was."""

    sheets: "tuple[SheetProposal, ...]"
    saved: Path | None = None


def map_file(
    session: ReaderSession, *, workspace: Workspace, path: Path, sheet: str = "", layout: str = "", agency: str = "",
    save: str = "",
) -> MappedFile:  # fmt: skip
    """What each column of a file would become. With `save`, the draft is written to the workspace's mappings.

    Usage where the sheet, layout, agency or name cannot be; BadInput where the file cannot be read; Refused where a
    mapping reads the file already, or one of that name is there.
    """
    from sightline.ingest import choose_mappings  # not at the top: a web process reads no file
    from sightline.ingest.workshop.drafts import plain_name
    from sightline.ingest.workshop.files import propose_for_file
    from sightline.ingest.workshop.proposals import Wanted

    with audited(session, action="map_file") as trail:
        check_files(actor=session.actor)
        mappings = choose_mappings(agency="", mapping_file=None, workspace=workspace)
        if save:
            _check_name(save, plain_name(save), mappings, workspace)
        wanted = Wanted(save or _free_name(plain_name(path.stem), mappings), agency, layout)
        trail.add("named", file_ids([path.name], agency=agency, organisation=""))
        sheets = propose_for_file(workspace=workspace, path=path, sheet=sheet, mappings=mappings, wanted=wanted)
        saved = _save(workspace, save, sheets) if save else None
        trail.details = {"sheets": len(sheets), "columns": sum(len(one.columns) for one in sheets)}
        if saved:
            trail.details["mapping"] = save
    return MappedFile(tuple(sheets), saved)


def _free_name(name: str, mappings: "list[Mapping]") -> str:
    """The name of a file, as an id that no mapping has."""
    taken = {one.id.partition("/")[0] for one in mappings}
    return name if name not in taken else f"own_{name}"


def _check_name(name: str, plain: str, mappings: "list[Mapping]", workspace: Workspace) -> None:
    if name != plain:
        raise Usage(
            f"'{name}' cannot be the name of a mapping.",
            code="bad_name",
            what_to_do=f"Use small letters, digits and _ alone, for example {plain}.",
        )
    if name in {one.id.partition("/")[0] for one in mappings} or (workspace.mappings / f"{name}.toml").exists():
        raise Refused(
            f"There is a mapping '{name}' already.",
            code="mapping_exists",
            what_to_do="Choose another name. To change that mapping, edit its file in the folder 'mappings'.",
        )


def _save(workspace: Workspace, name: str, sheets: "list[SheetProposal]") -> Path:
    drafts = [one for one in sheets if one.text]
    if len(drafts) > 1:
        names = ", ".join(f"'{one.sheet}'" for one in drafts)
        raise Usage(f"The file has drafts for {names}.", code="several_sheets", what_to_do="Name one with --sheet.")
    if not drafts:
        by = next((one.read_by for one in sheets if one.read_by), "")
        why = f"The mapping '{by}' reads this file already." if by else "No column tells one row from another."
        what = "Import the file with 'sightline ingest'." if by else "Ask the agency for a column with a row number."
        raise Refused(why, code="no_draft", what_to_do=what)
    workspace.mappings.mkdir(mode=0o700, exist_ok=True)
    path = workspace.mappings / f"{name}.toml"
    write_whole(path, drafts[0].text)
    return path

"""Reads the sheets of a file that a person shows to the workshop. Nothing of it stays in the workspace."""

import os
from collections.abc import Sequence
from pathlib import Path

from sightline.ingest.limits import read_limits
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.mappings.meanings import near_names
from sightline.ingest.sheets.reader import Sheet, read_sheets
from sightline.ingest.workshop.proposals import SheetProposal, Wanted, propose_mapping
from sightline.model.errors import BadInput, Usage
from sightline.model.nouns import Agency
from sightline.store.arrivals import name_in_text, nameless_copy
from sightline.store.workspace import Workspace

NEITHER = "There is nothing in this file to map."


def propose_for_file(
    *, workspace: Workspace, path: Path, sheet: str, mappings: Sequence[Mapping], wanted: Wanted
) -> list[SheetProposal]:
    """What is proposed for each sheet of a file, or for the one that is named; BadInput where none can be read."""
    check_wanted(wanted, mappings)
    if not os.path.lexists(path):
        raise Usage(f"There is no file {name_in_text(path)}.", code="no_file", what_to_do="Check the path.")
    limits = read_limits(workspace)
    with nameless_copy(source=path, folder=workspace.received, biggest=limits.file_bytes) as copy:
        sheets = read_sheets(copy.path, limits=limits, folder=workspace.batches)
        chosen = choose_sheets(sheets, sheet)
        found, refused = list[SheetProposal](), list[BadInput]()
        for one in chosen:
            try:
                if one.refusal:
                    raise one.refusal
                found.append(propose_mapping(one, mappings, wanted))
            except BadInput as error:
                refused.append(error)
    if not found:
        raise refused[0] if refused else BadInput(NEITHER, code="empty_file", what_to_do="Choose another file.")
    return found


def choose_sheets(sheets: Sequence[Sheet], name: str) -> list[Sheet]:
    """Every sheet, or the one of that name; Usage where there is none of it."""
    found = [one for one in sheets if name in ("", one.name)]
    if name and not found:
        names = [one.name for one in sheets if one.name]
        raise Usage(
            f"The file has no sheet '{name}'.", code="no_sheet",
            what_to_do=did_you_mean(name, names) or "A CSV file has no sheets. Leave --sheet out.",
        )  # fmt: skip
    return found


def check_wanted(wanted: Wanted, mappings: Sequence[Mapping]) -> None:
    """Usage where there is no such agency, or no such layout that ships."""
    if wanted.agency and wanted.agency not in list(Agency):
        raise Usage(
            f"'{wanted.agency}' is no agency.", code="unknown_agency",
            what_to_do=did_you_mean(wanted.agency, list(Agency)),
        )  # fmt: skip
    shipped = [one.id for one in mappings if not one.is_own]
    if wanted.layout and wanted.layout not in shipped:
        raise Usage(
            f"There is no layout '{wanted.layout}'.", code="no_layout", what_to_do=did_you_mean(wanted.layout, shipped)
        )


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The known words that a mistyped one is like, else all of them; empty where there are none."""
    near = near_names(word, known)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"Choose one of: {', '.join(known)}." if known else ""

"""The two ways that data take through the house, hop by hop; each hop is found in the code, wherever it has moved."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tools.import_map import PACKAGE, first_sentence


@dataclass(frozen=True, slots=True)
class Hop:
    """A public function of a room (`room` may name a module too), and what it hands on."""

    room: str
    function: str
    hands_on: str


CSV_ROW = (
    Hop("cli.app", "ingest", "the path of the file"),
    Hop("casework", "ingest_files", "the file, under the workspace's lock"),
    Hop("ingest", "take_file", "`source_row`, `fact`, `mention` in a batch"),
    Hop("cli.app", "run", "the day to run for"),
    Hop("casework", "run_pipeline", "the answers people gave, and the go-live days"),
    Hop("pipeline", "run", "an engine with every batch, stage by stage"),
    Hop("ingest", "assemble", "`agency_record`, the newest version of each row"),
    Hop("linkage", "resolve", "`resolved`: which mentions are one person, and why"),
    Hop("chronology", "build", "`chronology`: one line an event and person"),
    Hop("store", "build_serve", "`serve.sqlite` in a snapshot, made current"),
    Hop("casework", "read_person", "a `PersonPage` of rows that this reader may see"),
    Hop("web.chronology", "person", "the child's page"),
)
CONCERN = (
    Hop("web.concerns", "check", "the number of the checked draft"),
    Hop("casework", "send_concern", "a `Concern` and its decision, in one transaction"),
    Hop("casework", "run_tick", "the moment; each minute, or `sightline tick`"),
    Hop("casework", "build_live_clocks", "the concerns sent since the last tick"),
    Hop("casework", "build_rows", "a database that holds this concern alone"),
    Hop("timescales", "build_clocks", "`clock` rows: started, due, met or breached"),
    Hop("casework", "clocks_of_concerns", "a `Candidate` for each clock that is over"),
    Hop("casework", "open_item", "an `Item` on the ladder of the agency that must answer"),
    Hop("casework", "recompute_state", "a `Step` for each stage whose time is over"),
    Hop("escalation", "replay", "who must answer now: team manager, head of service, chief officer"),
    Hop("casework", "list_work", "the items of the posts that the chief officer holds"),
    Hop("web.worklist", "work", "the chief officer's list"),
)  # fmt: skip
MOST_HOPS = 12


@cache
def places_of(room: str, function: str) -> tuple[tuple[str, str], ...]:
    """The modules of a room that define a public function, each with the first sentence about it."""
    path = PACKAGE.joinpath(*room.split("."))
    modules = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return tuple(
        (module.relative_to(PACKAGE.parent).as_posix(), first_sentence(ast.get_docstring(node) or ""))
        for module in modules
        if f"def {function}(" in (text := module.read_text(encoding="utf-8"))
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    )


def draw_path(hops: Sequence[Hop]) -> list[str]:
    """The path as a drawing in letters: a box a hop, and beside the arrow what is handed on."""
    names = [f"{hop.room}: {hop.function}()" for hop in hops]
    width = max(map(len, names))
    lines = []
    for number, (name, hop) in enumerate(zip(names, hops, strict=True), 1):
        lines += [f"{number:>2}  [ {name.ljust(width)} ]", f"      |  {hop.hands_on.replace('`', '')}"]
    return ["```text", *lines[:-1], f"      =  {hops[-1].hands_on}", "```"]


def list_path(hops: Sequence[Hop]) -> list[str]:
    """The path as a table: where each hop is in the code, and what the code says it does."""
    lines = ["| hop | where | what it does |", "|---|---|---|"]
    for number, hop in enumerate(hops, 1):
        ((module, says),) = places_of(hop.room, hop.function)
        lines.append(f"| {number} | [`{hop.function}`](../../{module}) | {says} |")
    return lines

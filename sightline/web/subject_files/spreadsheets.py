"""The register and the disruption ledger as tables for a spreadsheet: headings and values in the words of the pages."""

from collections.abc import Callable, Mapping, Sequence

from sightline.casework.disruption.selectors import Cell, Row
from sightline.casework.subject_files.pages.files import OverdueTask
from sightline.casework.subject_files.pages.statuses import Capacity, Status
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.web.core.words import agency_in_words
from sightline.web.counts.presenters import GRADES
from sightline.web.subject_files.presenters import CAPACITIES, KINDS, STATUSES, child_first, waits_in_words

HEADINGS = {
    "note": _("Note"),
    "file": _("File (ID)"),
    "about": _("About"),
    "name": _("Name"),
    "child_first": _("Child"),
    "status": _("Status"),
    "decided_on": _("Decided on"),
    "decided_by": _("Decided by"),
    "why": _("Why"),
    "review_on": _("Review due"),
    "owner": _("Owner"),
    "agency": _("Agency"),
    "next_step": _("Next step"),
    "next_step_by": _("Next step due"),
    "waits": _("Overdue or missing"),
    "capacities": _("Named in records as"),
    "record_ids": _("Records"),
    "measure": _("Measure"),
    "basis": _("Legal basis"),
    "source_read": _("How we know the law"),
    "considered_on": _("Considered on"),
    "considered_by": _("Considered by"),
    "used": _("Used"),
    "started_on": _("Started on"),
    "runs_out_on": _("Ends on"),
    "ended_on": _("Ended on"),
    "breaches": _("Breached on"),
    "days_each_side": _("Days counted before and after"),
    "children_before": _("Children in records before"),
    "records_before": _("Records before"),
    "children_after": _("Children in records after"),
    "records_after": _("Records after"),
    "since_then_to": _("Counted since, up to"),
    "children_since": _("Children in records since"),
    "records_since": _("Records since"),
    "newest_since": _("Newest record since"),
}
MISSING = {
    "none_considered": _("No measure considered"),
    "undecided": _("Decision whether to use it is missing"),
    "run_out": _("Result is not recorded"),
}
YES_OR_NO = {"yes": _("Yes"), "no": _("No"), "not known": _("Not known")}


def _waits(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"{MISSING[cell]}" if cell else ""
    return join_shown("; ", [waits_in_words(one) for one in cell if isinstance(one, OverdueTask)])


def _capacities(cell: Cell) -> str:
    return join_shown("; ", [CAPACITIES[Capacity(one)] for one in cell if isinstance(one, str)])


def _from(words: Mapping[str, object]) -> Callable[[Cell], str]:
    return lambda cell: f"{words[cell]}" if isinstance(cell, str) and cell else ""


VALUES: Mapping[str, Callable[[Cell], str]] = {
    "about": _from(KINDS),
    "child_first": _from(YES_OR_NO),
    "used": _from(YES_OR_NO),
    "source_read": _from(GRADES),
    "agency": lambda cell: agency_in_words(f"{cell}") if cell else "",
    "capacities": _capacities,
    "waits": _waits,
}


def in_words(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """The rows of an export, its headings first, as people read them."""
    names = [f"{name}" for name in rows[0]]
    headings = tuple(f"{HEADINGS[name]}" for name in names)
    return (headings, *(_row(dict(zip(names, row, strict=True))) for row in rows[1:]))


def _row(cells: Mapping[str, Cell]) -> tuple[str, ...]:
    return tuple(_status(cells) if name == "status" else _words(name, cell) for name, cell in cells.items())


def _words(name: str, cell: Cell) -> str:
    return VALUES[name](cell) if name in VALUES else f"{cell}"


def _status(cells: Mapping[str, Cell]) -> str:
    if not cells["status"]:
        return ""
    words = STATUSES[Status(f"{cells['status']}")]
    return child_first(words) if cells["child_first"] == "yes" else f"{words}"

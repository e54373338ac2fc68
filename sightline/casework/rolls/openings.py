"""Opens the sealed rows of those who meet a trigger, after a run has said who is who; the run is then made again.

Each opening is an audit row, committed before anything is opened: trigger, version, records, window and number of rows.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sightline.casework.audit.trail import DONE, Trail, write_entry
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.sealing.evidence import DueOpening, as_mention, find_due
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.sealed_rows import SealedRow
from sightline.sealing.triggers import Trigger, TriggerMet, list_triggers
from sightline.store import Workspace
from sightline.store.engine import DuckDBEngine, Engine
from sightline.store.snapshots import Snapshot

if TYPE_CHECKING:
    from sightline.ingest.rows.roll_rows import RollRow
    from sightline.linkage.model_files import LinkageFiles

ACTION = "open_roll_rows"


@dataclass(frozen=True, slots=True)
class RowsToOpen:
    """What one trigger opens of one child or thing: handles of rows that are sealed, and how many of each layout."""

    trigger: Trigger
    met: TriggerMet
    handles: tuple[str, ...] = field(repr=False)
    by_layout: dict[str, int]


def open_rolls(
    session: ReaderSession, *, workspace: Workspace, snapshot: Snapshot, keys: RollKeys, model: "LinkageFiles | None"
) -> bool:
    """Open what triggers say by this snapshot, today; whether any row was opened. The caller holds the lock."""
    from sightline.ingest.opened_rows import open_rows

    with closing(DuckDBEngine(snapshot.analysis, read_only=True)) as engine:
        chosen = choose_rows(engine=engine, workspace=workspace, keys=keys, model=model)
    for one in chosen:
        _audit(session, one)
    handles = {handle for one in chosen for handle in one.handles}
    return bool(open_rows(workspace, handles=handles, keys=keys, opened_on=clock.today(), now=clock.now_at()))


def choose_rows(
    *, engine: Engine, workspace: Workspace, keys: RollKeys, model: "LinkageFiles | None" = None
) -> list[RowsToOpen]:
    """What each trigger opens that is not open yet, by the tables of a snapshot. Nothing is opened yet."""
    from sightline.ingest.opened_rows import list_open, list_opened_ids

    due = find_due(engine=engine, triggers=list_triggers(), opened_rows=list_opened_ids(workspace))
    candidates = _find_candidates(workspace, due, keys)
    is_open = {handle for handles in list_open(workspace).values() for handle in handles}
    chooser = RowChooser(keys, model, is_open)
    likely = [each for each in due if each.subject_id in candidates]
    return [one for each in likely for one in chooser.choose(each, candidates[each.subject_id])]


def _find_candidates(workspace: Workspace, due: Sequence[DueOpening], keys: RollKeys) -> dict[str, list[SealedRow]]:
    """The sealed rows that may be about each, by its id: a row that is in several files once for each version."""
    from sightline.ingest.opened_rows import each_sealed

    links = {each.subject_id: {keys.link(text) for text in _texts_of(_mentions_of(each), keys)} for each in due}
    found: dict[str, dict[tuple[str, str], SealedRow]] = {}
    for rows in each_sealed(workspace):
        for subject_id, some in rows.find_each(links).items():
            found.setdefault(subject_id, {}).update({(row.handle, row.content): row for row in some})
    return {subject_id: list(rows.values()) for subject_id, rows in found.items()}


def _mentions_of(due: DueOpening) -> list[dict[str, Any]]:
    return [as_mention(row) for row in due.mentions]


def _texts_of(mentions: Iterable[dict[str, Any]], keys: RollKeys) -> set[str]:
    """What mentions may be found by."""
    from sightline.linkage.live.link_keys import list_links

    return {text for one in mentions for text in list_links(one, secret=keys.hashes)}


def _audit(session: ReaderSession, one: RowsToOpen) -> None:
    trail = Trail(
        details={
            "trigger": one.trigger.id,
            "rule_version": one.trigger.version,
            "met_on": one.met.met_on.isoformat(),
            "rows": one.by_layout,
        }
    )
    trail.add("record", one.met.records)
    write_entry(session, action=ACTION, trail=trail, outcome=DONE)


class RowChooser:
    """Finds the sealed rows of a child or a thing, compares them in memory, and keeps nothing but which they are."""

    def __init__(self, keys: RollKeys, model: "LinkageFiles | None", is_open: set[str]) -> None:
        self._keys, self._model, self._is_open = keys, model, is_open

    def choose(self, due: DueOpening, candidates: Sequence[SealedRow]) -> list[RowsToOpen]:
        """What each of its triggers opens, of these rows, that is not open yet."""
        found = self._compare(due, candidates)
        chosen = []
        for trigger, met in due.met:
            handles: set[str] = set()
            by_layout: Counter[str] = Counter()
            for layout, window in trigger.rule.windows.items():
                rows = [(_day_of(row), handle) for handle, row in found if _layout_of(row) == layout]
                inside = set(window.choose(rows, met_on=met.met_on)) - self._is_open
                by_layout[layout] = len(inside)
                handles |= inside
            if handles:
                self._is_open |= handles
                chosen.append(RowsToOpen(trigger, met, tuple(sorted(handles)), {**by_layout}))
        return chosen

    def _compare(self, due: DueOpening, candidates: Sequence[SealedRow]) -> list[tuple[str, "RollRow"]]:
        """The rows that are about it, each with its handle."""
        from sightline.ingest.opened_rows import read_sealed
        from sightline.linkage.live.same_person import PersonComparer

        read = [(one.handle, read_sealed(one, keys=self._keys)) for one in candidates]
        mentions = _mentions_of(due)
        if due.is_person:
            comparer = PersonComparer(mentions, secret=self._keys.hashes, model=self._model)
            return [(handle, row) for handle, row in read if any(map(comparer.is_same, row.people()))]
        texts = _texts_of(mentions, self._keys)
        return [(handle, row) for handle, row in read if texts & _texts_of(row.things(), self._keys)]


def _day_of(row: "RollRow") -> date | None:
    day: date | None = row.first("fact", "occurred_on")
    return day


def _layout_of(row: "RollRow") -> Any:
    return row.first("source_row", "layout")

"""Opens the sealed rows of those who meet a trigger, after a run has said who is who; the run is then made again.

Each opening is an audit row, committed before anything is opened: whose rows, trigger, version, evidence, the first day
of each window, and which rows. What later files say of rows that are open is opened by an audit row too. The ids are of
kinds of their own: nobody was shown the records that are evidence.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sightline.casework.audit.trail import Trail, append_entry
from sightline.casework.core import clock
from sightline.casework.core.actor import shared_now
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.sealed_rows import AGAIN
from sightline.casework.rolls.bodies import hash_bodies
from sightline.casework.rolls.clinicians import ClinicianConsent, RowsHeldBack, ask_clinicians, read_consent
from sightline.casework.rolls.closures import close_protected, list_asked, write_standing
from sightline.casework.rolls.ledger_lines import OPENS, lines_of_opening
from sightline.casework.rolls.models import RollOpening
from sightline.casework.rolls.sealer import reads_as_sign
from sightline.sealing.evidence import DueOpening, as_mention, find_due
from sightline.sealing.requests import RowsAsked
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.sealed_rows import SealedRow
from sightline.sealing.triggers import RollWindow, Trigger, TriggerMet, list_triggers
from sightline.store import Workspace
from sightline.store.engine import DuckDBEngine, Engine
from sightline.store.snapshots import Snapshot

if TYPE_CHECKING:
    from sightline.ingest.opened_rows import PlannedOpening
    from sightline.ingest.rows.roll_rows import RollRow
    from sightline.linkage.live.same_person import PersonComparer
    from sightline.linkage.model_files import LinkageFiles

ACTION = OPENS


@dataclass(frozen=True, slots=True)
class RowsToOpen:
    """What one trigger opens of one child or thing: handles of rows that are sealed, and how many of each layout.

    `holders` are the agency, organisation and layout of these rows.
    """

    subject_id: str
    is_person: bool
    trigger: Trigger
    met: TriggerMet
    handles: tuple[str, ...] = field(repr=False)
    by_layout: dict[str, int]
    first_days: dict[str, str]
    holders: frozenset[tuple[str, str, str]] = field(repr=False)


def open_rolls(
    session: ReaderSession, *, workspace: Workspace, snapshot: Snapshot, keys: RollKeys, model: "LinkageFiles | None"
) -> bool:
    """Open what triggers say by this snapshot, today; whether a row was opened or closed. The caller holds the lock."""
    from sightline.ingest.opened_rows import open_rows, plan_openings

    with closing(DuckDBEngine(snapshot.analysis, read_only=True)) as engine:
        due = find_all_due(engine=engine, workspace=workspace, today=clock.today(), asked=list_asked())
        consent = read_consent(workspace, on=clock.today())
        chosen = choose_rows(due=due, workspace=workspace, keys=keys, model=model, consent=consent)
        write_standing(engine=engine, due=due)
    closed = close_protected(session, workspace=workspace, keys=keys)
    ask_clinicians(session, consent.held_back)
    for one in chosen:
        _audit(session, one)
    handles = {handle for one in chosen for handle in one.handles}
    planned = plan_openings(workspace, handles=handles, opened_on=clock.today())
    _audit_again(session, planned)
    open_rows(workspace, planned=planned, keys=keys, now=clock.now_at())
    return bool(planned) or closed > 0


def find_all_due(
    *, engine: Engine, workspace: Workspace, today: date, asked: Sequence[RowsAsked] = ()
) -> list[DueOpening]:
    """Who and what meets a trigger, or was asked for, by the tables of a snapshot."""
    from sightline.ingest.opened_rows import list_opened_ids
    from sightline.ingest.rows.roll_rows import WrittenRowReader

    return find_due(
        engine=engine,
        triggers=list_triggers(),
        opened_rows=list_opened_ids(workspace),
        today=today,
        is_roll=WrittenRowReader(reads_as_sign).is_roll,
        asked=asked,
    )


def choose_rows(
    *, due: Sequence[DueOpening], workspace: Workspace, keys: RollKeys, model: "LinkageFiles | None" = None,
    consent: ClinicianConsent | None = None,
) -> list[RowsToOpen]:  # fmt: skip
    """What each trigger opens that is not open yet; `consent` is given what is held back. Nothing is opened yet."""
    from sightline.ingest.opened_rows import list_open

    candidates = _find_candidates(workspace, due, keys)
    is_open = {handle for handles in list_open(workspace).values() for handle in handles}
    chooser = RowChooser(keys, model, is_open, consent or ClinicianConsent())
    likely = [each for each in due if each.subject_id in candidates]
    return [one for each in likely for one in chooser.choose(each, candidates[each.subject_id])]


def find_rows_of(
    subjects: Sequence[DueOpening], *, workspace: Workspace, keys: RollKeys, model: "LinkageFiles | None"
) -> dict[str, str]:
    """The handle of every sealed row about these people, in whatever window, with its record. Nothing is opened."""
    candidates = _find_candidates(workspace, subjects, keys)
    chooser = RowChooser(keys, model, set(), ClinicianConsent())
    return {
        handle: str(row.first("source_row", "record_id"))
        for each in subjects
        for handle, row in chooser.compare(each, candidates.get(each.subject_id, ()))
    }


def _find_candidates(workspace: Workspace, due: Sequence[DueOpening], keys: RollKeys) -> dict[str, list[SealedRow]]:
    """The sealed rows that may be about each, by its id: a row that is in several files once for each version."""
    from sightline.ingest.opened_rows import each_sealed

    texts = {each.subject_id: _texts_of(_mentions_of(each), keys) for each in due}
    found: dict[str, dict[tuple[str, str], SealedRow]] = {}
    for rows in each_sealed(workspace):
        for subject_id, some in rows.find_each(texts, keys=keys).items():
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
            "opens": one.trigger.rule.opens,
            "trigger": one.trigger.id,
            "rule_version": one.trigger.version,
            "met_on": one.met.met_on.isoformat(),
            "first_days": one.first_days,
            "rows": one.by_layout,
        }
    )
    trail.add("opened_for", [one.subject_id])
    trail.add("evidence", one.met.records)
    trail.add("roll_entry", [one.met.asked] if one.met.asked else [])
    trail.add("sealed_row", one.handles)
    trail.follows.append(lines_of_opening(session, rows=one.by_layout, trigger=one.trigger.id))
    with transaction.atomic():
        append_entry(actor=session.actor, action=ACTION, trail=trail)
        entry = AuditEntry.objects.filter(action=ACTION).order_by("-sequence")[0]
        RollOpening.objects.create(
            audit_row=entry.sequence,
            at=entry.at,
            subject_id=one.subject_id,
            is_person=one.is_person,
            trigger=one.trigger.id,
            rule_version=one.trigger.version,
            met_on=one.met.met_on,
            asked=one.met.asked,
            rows=one.by_layout,
            first_days=one.first_days,
            bodies=hash_bodies(shared_now().bodies, one.holders),
        )


def _audit_again(session: ReaderSession, planned: "Sequence[PlannedOpening]") -> None:
    """One row for what later files say of rows that are open: which rows are new versions, and how many are the same.

    For whom they were opened is in the audit row of their first opening, by the same handles.
    """
    again = [row for one in planned if one.is_again for row in one.rows]
    if not again:
        return
    new = [row for row in again if row["stored"]]
    rows = Counter(row["mapping"].partition("/")[0] for row in new)
    trail = Trail(details={"opens": AGAIN, "rows": {**rows}, "unchanged": len(again) - len(new)})
    trail.add("sealed_row", sorted({row["handle"] for row in new}))
    trail.follows.append(lines_of_opening(session, rows=rows, trigger=AGAIN))
    with transaction.atomic():
        append_entry(actor=session.actor, action=ACTION, trail=trail)


class RowChooser:
    """Finds the sealed rows of a child or a thing, compares them in memory, and keeps nothing but which they are."""

    def __init__(
        self, keys: RollKeys, model: "LinkageFiles | None", is_open: set[str], consent: ClinicianConsent
    ) -> None:
        self._keys, self._model, self._is_open, self._consent = keys, model, is_open, consent

    def choose(self, due: DueOpening, candidates: Sequence[SealedRow]) -> list[RowsToOpen]:
        """What each of its triggers opens, of these rows, that is not open yet."""
        found = self.compare(due, candidates)
        chosen = []
        for trigger, met in due.met:
            windows, opener = trigger.rule.windows, met.asked or trigger.id
            looked_for = {name: self._find_inside(due, met, name, one, found) for name, one in windows.items()}
            inside = {name: rows for name, rows in looked_for.items() if rows}
            opened = {name: rows for name, rows in inside.items() if self._consent.opens(due.subject_id, opener, name)}
            waiting = {name: len(rows) for name, rows in inside.items() if name not in opened}
            if waiting:
                self._consent.held_back.append(RowsHeldBack(due.subject_id, trigger, met, waiting))
            handles = {handle for rows in opened.values() for handle in rows}
            if handles:
                self._is_open |= handles
                first_days = {name: _first_day(trigger, met, name) for name in opened}
                by_layout = {name: len(rows) for name, rows in opened.items()}
                rows_to_open = tuple(sorted(handles))
                holders = frozenset(_holder_of(row) for handle, row in found if handle in handles)
                chosen.append(
                    RowsToOpen(
                        due.subject_id, due.is_person, trigger, met, rows_to_open, by_layout, first_days, holders
                    )
                )
        return chosen

    def _find_inside(
        self, due: DueOpening, met: TriggerMet, layout: str, window: RollWindow, found: Sequence[tuple[str, "RollRow"]]
    ) -> set[str]:
        """The handles of rows of a layout inside a window that are not open."""
        rows = [(_day_of(row), handle) for handle, row in found if layout == _layout_of(row).partition("/")[0]]
        return set(window.choose(rows, met_on=met.met_on, adult_on=due.adult_on)) - self._is_open

    def compare(self, due: DueOpening, candidates: Sequence[SealedRow]) -> list[tuple[str, "RollRow"]]:
        """The rows that are about it, each with its handle.

        A row about a child is compared by whom it is about, not by who came along. Where somebody said that another is
        not this child, a row that is at least as much like the other is neither's.
        """
        from sightline.ingest.opened_rows import read_sealed

        read = [(one.handle, read_sealed(one, keys=self._keys)) for one in candidates]
        mentions = _mentions_of(due)
        if due.is_person:
            own = self._comparer(mentions)
            others = [self._comparer([as_mention(each) for each in some]) for some in due.apart.values()]
            return [(handle, row) for handle, row in read if any(_is_own(one, own, others) for one in row.subjects())]
        texts = _texts_of(mentions, self._keys)
        return [(handle, row) for handle, row in read if texts & _texts_of(row.things(), self._keys)]

    def _comparer(self, mentions: list[dict[str, Any]]) -> "PersonComparer":
        from sightline.linkage.live.same_person import PersonComparer

        return PersonComparer(mentions, secret=self._keys.hashes, model=self._model)


def _is_own(mention: dict[str, Any], own: "PersonComparer", others: "Iterable[PersonComparer]") -> bool:
    weight = own.weigh(mention)
    return weight is not None and all((found := one.weigh(mention)) is None or found < weight for one in others)


def _first_day(trigger: Trigger, met: TriggerMet, layout: str) -> str:
    first_day = trigger.rule.windows[layout].first_day(met.met_on)
    return first_day.isoformat() if first_day else "all"


def _day_of(row: "RollRow") -> date | None:
    day: date | None = row.first("fact", "occurred_on")
    return day


def _holder_of(row: "RollRow") -> tuple[str, str, str]:
    return row.first("source_row", "agency"), row.first("source_row", "organisation") or "", _layout_of(row)


def _layout_of(row: "RollRow") -> str:
    layout: str = row.first("source_row", "layout")
    return layout

"""Reads what is due for review, holds, decisions to erase, and the papers without which nothing is erased."""

from collections import Counter
from collections.abc import Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import summarise
from sightline.casework.retention.decisions import holds_in_force
from sightline.casework.retention.due import rules_now
from sightline.casework.retention.gate import list_unfinished, read_gate
from sightline.casework.retention.held_records import (
    find_holds,
    find_kept,
    list_all_records,
    people_of_holds,
    records_left,
)
from sightline.casework.retention.kinds import list_kinds
from sightline.casework.retention.own_agency import own_due, own_erasures, own_holds
from sightline.casework.retention.pages import (
    DecidedErasure,
    DueCount,
    DueLine,
    DuePage,
    DueReview,
    ErasureLine,
    HoldLine,
    HoldsPage,
)
from sightline.casework.retention.rights import check_reads_retention, is_operator
from sightline.store.erasures import ErasureRegister, read_register

SHOWN = 100


def read_holds(session: ReaderSession) -> HoldsPage:
    """The holds and decisions to erase of the reader's agency, and whether anything may be erased."""
    with audited(session, action="read_retention_holds") as trail:
        check_reads_retention(actor=session.actor)
        holds, erasures = own_holds(session), _with_holds(session, own_erasures(session))
        numbers = [*(one.sequence for one in holds), *(one.erasure.sequence for one in erasures)]
        trail.add("decision", map(str, numbers))
        begun = {one.id for one in list_unfinished(current_workspace())} if any(one.held_by for one in erasures) else ()
        is_begun = any(one.held_by and one.erasure.erasure_id in begun for one in erasures)
        named = {} if is_operator(actor=session.actor) else people_of_holds(session, holds)
        names = _names_of(session, sorted({one for people in named.values() for one in people}))
        trail.add("person", sorted(names))
        lines = tuple(
            HoldLine(
                hold,
                tuple((one, names[one]) for one in sorted(named.get(hold.sequence, ())) if one in names),
                tuple(one.erasure.sequence for one in erasures if hold.sequence in one.held_by),
            )
            for hold in holds
        )
        return HoldsPage(read_gate(), lines, erasures, is_begun, list_kinds(current_workspace()))


def _with_holds(session: ReaderSession, erasures: Sequence[DecidedErasure]) -> tuple[ErasureLine, ...]:
    """These decisions, each that is not carried out with the holds that keep one of its records."""
    is_held = any(not one.done_at for one in erasures) and bool(holds_in_force())
    every = list_all_records(current_workspace()) if is_held else {}
    key = read_register(current_workspace().root).key if is_held else b""
    held = {
        one.sequence: find_holds(session, records_left(ErasureRegister.of([one.as_registered()], key), every))
        for one in erasures
        if is_held and not one.done_at
    }
    return tuple(ErasureLine(one, tuple(hold.sequence for hold in held.get(one.sequence, ()))) for one in erasures)


def read_due(session: ReaderSession) -> DuePage:
    """What is due for review of the reader's agency, the oldest first, with its rules and holds.

    No more than a page of it. The operator has counts in place of lines.
    """
    with audited(session, action="read_retention_due") as trail:
        check_reads_retention(actor=session.actor)
        due, holds = own_due(session), own_holds(session)
        shown = () if is_operator(actor=session.actor) else due[:SHOWN]
        for one in shown:
            if not one.review_id:
                trail.add("written_here" if one.is_written_here else "record", one.record_ids)
        trail.add("learning_review", [one.review_id for one in shown if one.review_id])
        names = _names_of(session, [one.person_id for one in shown if one.person_id])
        kept = find_kept(session, {each: one.agency for one in shown for each in one.record_ids}) if holds else {}
        lines = tuple(
            DueLine(
                one,
                names.get(one.person_id, ""),
                tuple(hold for hold in holds if not kept.get(hold, frozenset()).isdisjoint(one.record_ids)),
            )
            for one in shown
        )
        erasures = _with_holds(session, own_erasures(session))
        return DuePage(lines, _count(due), len(due), rules_now(), read_gate(), erasures, holds)


def _count(due: Sequence[DueReview]) -> tuple[DueCount, ...]:
    """By rule and agency, the rule with the oldest first; `due` is in the order of days."""
    first: dict[tuple[str, str], DueReview] = {}
    for one in due:
        first.setdefault((one.rule_id, one.agency), one)
    times = Counter((one.rule_id, one.agency) for one in due)
    return tuple(
        DueCount(one.rule_id, one.label, one.agency, times[key], one.due_on) for key, one in first.items()
    )  # fmt: skip


def _names_of(session: ReaderSession, person_ids: Sequence[str]) -> dict[str, str]:
    with session.open_current() as opened:
        found = summarise(opened[1], person_ids, session.sight) if opened and person_ids else ()
    return {one.person_id: one.name for one in found}

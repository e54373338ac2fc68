"""Reads what is due for review, holds, decisions to erase, and the papers without which nothing is erased."""

from collections import Counter
from collections.abc import Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import summarise
from sightline.casework.retention.decisions import holds_in_force, read_erasures
from sightline.casework.retention.due import rules_now
from sightline.casework.retention.gate import list_unfinished, read_gate
from sightline.casework.retention.own_agency import own_due, own_erasures, own_holds
from sightline.casework.retention.pages import DueCount, DueLine, DuePage, DueReview, Hold, HoldsPage
from sightline.casework.retention.rights import check_reads_retention, is_operator

SHOWN = 100


def read_holds(session: ReaderSession) -> HoldsPage:
    """The holds and decisions to erase of the reader's agency, and whether anything may be erased."""
    with audited(session, action="read_retention_holds") as trail:
        check_reads_retention(actor=session.actor)
        holds, erasures = own_holds(session), own_erasures(session)
        numbers = [*(one.sequence for one in holds), *(one.sequence for one in erasures)]
        trail.add("decision", map(str, numbers))
        is_held = bool(holds_in_force())
        is_begun = is_held and bool(list_unfinished(current_workspace()))
        waits = is_held and any(not one.done_at for one in read_erasures())
        return HoldsPage(read_gate(), holds, erasures, waits, is_begun)


def read_due(session: ReaderSession) -> DuePage:
    """What is due for review of the reader's agency, the oldest first, with its rules and holds.

    No more than a page of it. The operator has counts in place of lines.
    """
    with audited(session, action="read_retention_due") as trail:
        check_reads_retention(actor=session.actor)
        due, holds = own_due(session), own_holds(session)
        shown = () if is_operator(actor=session.actor) else due[:SHOWN]
        trail.add("record", [record_id for one in shown for record_id in one.record_ids])
        names = _names_of(session, [one.person_id for one in shown if one.person_id])
        lines = tuple(
            DueLine(one, names.get(one.person_id, ""), tuple(hold for hold in holds if _keeps(hold, one)))
            for one in shown
        )
        return DuePage(lines, _count(due), len(due), rules_now(), read_gate(), own_erasures(session), holds)


def _count(due: Sequence[DueReview]) -> tuple[DueCount, ...]:
    """By rule and agency, the rule with the oldest first; `due` is in the order of days."""
    first: dict[tuple[str, str], DueReview] = {}
    for one in due:
        first.setdefault((one.rule_id, one.agency), one)
    times = Counter((one.rule_id, one.agency) for one in due)
    return tuple(
        DueCount(one.rule_id, one.label, one.agency, times[key], one.due_on) for key, one in first.items()
    )  # fmt: skip


def _keeps(hold: Hold, due: DueReview) -> bool:
    return any(hold.covers(record_id=record_id, agency=due.agency) for record_id in due.record_ids)


def _names_of(session: ReaderSession, person_ids: Sequence[str]) -> dict[str, str]:
    with session.open_current() as opened:
        found = summarise(opened[1], person_ids, session.sight) if opened and person_ids else ()
    return {one.person_id: one.name for one in found}

"""Reads what is due for review, holds, decisions to erase, and the papers without which nothing is erased."""

from collections.abc import Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import summarise
from sightline.casework.retention.decisions import holds_in_force, read_erasures
from sightline.casework.retention.due import list_due, rules_now
from sightline.casework.retention.gate import read_gate
from sightline.casework.retention.pages import DueLine, DuePage, DueReview, Hold, HoldsPage
from sightline.casework.retention.rights import check_reads_retention

SHOWN = 100


def read_holds(session: ReaderSession) -> HoldsPage:
    """Every hold in force, every decision to erase, and whether anything may be erased."""
    with audited(session, action="read_retention_holds") as trail:
        check_reads_retention(actor=session.actor)
        holds, erasures = holds_in_force(), read_erasures()
        numbers = [*(one.sequence for one in holds), *(one.sequence for one in erasures)]
        trail.add("decision", map(str, numbers))
        return HoldsPage(read_gate(), holds, tuple(reversed(erasures)))


def read_due(session: ReaderSession) -> DuePage:
    """What is due for review, the oldest first and no more than a page of it, with its rules and holds."""
    with audited(session, action="read_retention_due") as trail:
        check_reads_retention(actor=session.actor)
        due, holds = list_due(session), holds_in_force()
        shown = due[:SHOWN]
        trail.add("record", [record_id for one in shown for record_id in one.record_ids])
        names = _names_of(session, [one.person_id for one in shown if one.person_id])
        lines = tuple(
            DueLine(one, names.get(one.person_id, ""), tuple(hold for hold in holds if _keeps(hold, one)))
            for one in shown
        )
        return DuePage(lines, len(due), rules_now(), read_gate(), tuple(reversed(read_erasures())), holds)


def _keeps(hold: Hold, due: DueReview) -> bool:
    return any(hold.covers(record_id=record_id, agency=due.agency) for record_id in due.record_ids)


def _names_of(session: ReaderSession, person_ids: Sequence[str]) -> dict[str, str]:
    with session.open_current() as opened:
        found = summarise(opened[1], person_ids, session.sight) if opened and person_ids else ()
    return {one.person_id: one.name for one in found}

"""Reads holds, decisions to erase, and the papers without which nothing is erased."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.retention.decisions import holds_in_force, read_erasures
from sightline.casework.retention.gate import read_gate
from sightline.casework.retention.pages import HoldsPage
from sightline.casework.retention.rights import check_reads_retention


def read_holds(session: ReaderSession) -> HoldsPage:
    """Every hold in force, every decision to erase, and whether anything may be erased."""
    with audited(session, action="read_retention_holds") as trail:
        check_reads_retention(actor=session.actor)
        holds, erasures = holds_in_force(), read_erasures()
        numbers = [*(one.sequence for one in holds), *(one.sequence for one in erasures)]
        trail.add("decision", map(str, numbers))
        return HoldsPage(read_gate(), holds, tuple(reversed(erasures)))

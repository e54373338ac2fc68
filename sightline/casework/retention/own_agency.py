"""What of reviews, holds and decisions a reader is shown: those of the agency about whose records they decide.

Information governance of the partnership has all. The operator has all of it too, without what people typed.
"""

from dataclasses import replace

from sightline.casework.accounts.governance_scope import agencies_of_records
from sightline.casework.core.session import ReaderSession
from sightline.casework.retention.decisions import holds_in_force, read_erasures
from sightline.casework.retention.due import list_due
from sightline.casework.retention.pages import DecidedErasure, DueReview, Hold
from sightline.casework.retention.rights import decides_for, is_operator


def own_due(session: ReaderSession) -> tuple[DueReview, ...]:
    """What is due of the reader's agency."""
    return tuple(one for one in list_due(session) if decides_for(actor=session.actor, agency=one.agency))


def own_holds(session: ReaderSession) -> tuple[Hold, ...]:
    """The holds in force that keep a record of the reader's agency."""
    found = tuple(one for one in holds_in_force() if _keeps_own(session, one))
    if is_operator(actor=session.actor):
        return tuple(replace(one, why="", said=replace(one.said, name="")) for one in found)
    return found


def own_erasures(session: ReaderSession) -> tuple[DecidedErasure, ...]:
    """The decisions to erase records of the reader's agency, the newest first."""
    actor = session.actor
    found = [
        one
        for one in read_erasures()
        if decides_for(actor=actor, agency="") or any(decides_for(actor=actor, agency=each) for each in one.agencies)
    ]
    if is_operator(actor=actor):
        found = [replace(one, why="") for one in found]
    return tuple(reversed(found))


def _keeps_own(session: ReaderSession, hold: Hold) -> bool:
    actor, said = session.actor, hold.said
    if decides_for(actor=actor, agency="") or said.is_everything:
        return True
    named = said.record_ids
    if said.has_terms and decides_for(actor=actor, agency=said.agency):
        return True
    if said.has_terms and not said.agency:
        if not said.people:
            return True
        with session.open_current() as opened:
            people = set(opened[1].people_of(mention_ids=said.people).values()) if opened else set[str]()
            named = (*named, *(opened[1].records_of(person_ids=sorted(people)) if opened and people else ()))
    held = agencies_of_records(session, named).values()
    return any(decides_for(actor=actor, agency=one) for one in held)

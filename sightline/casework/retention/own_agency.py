"""What of reviews, holds and decisions a reader is shown: those of the body about whose records they decide.

Information governance of the partnership has all. The operator has all of it too, without what people typed.
"""

from dataclasses import replace

from sightline.casework.accounts.governance_scope import decides_about, decides_about_holder, holders_of_records
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.retention.decisions import holds_in_force, kept_until, read_erasures
from sightline.casework.retention.due import list_due
from sightline.casework.retention.pages import DecidedErasure, DueReview, Hold
from sightline.casework.retention.rights import decides_for, decides_for_terms, is_operator


def own_due(session: ReaderSession) -> tuple[DueReview, ...]:
    """What is due of the reader's agency; where it has several bodies, of its own body's records alone."""
    actor = session.actor
    due = tuple(one for one in list_due(session) if decides_for(actor=actor, agency=one.agency))
    if decides_for_terms(actor=actor, agency=actor.reader.agency, organisation=""):
        return due
    held = holders_of_records(session, [record_id for one in due for record_id in one.record_ids])
    own = {record_id for record_id, holder in held.items() if decides_about_holder(session, holder)}
    narrowed = (replace(one, record_ids=tuple(each for each in one.record_ids if each in own)) for one in due)
    kept, today = kept_until(), clock.today()
    return tuple(one for one in narrowed if one.record_ids and not one.is_kept(kept, on=today))


def own_holds(session: ReaderSession) -> tuple[Hold, ...]:
    """The holds in force that keep a record of the reader's body."""
    found = tuple(one for one in holds_in_force() if _keeps_own(session, one))
    if is_operator(actor=session.actor):
        return tuple(replace(one, why="", said=replace(one.said, name="")) for one in found)
    return found


def own_erasures(session: ReaderSession) -> tuple[DecidedErasure, ...]:
    """The decisions to erase records of the reader's body, the newest first."""
    actor = session.actor
    found = [one for one in read_erasures() if decides_for(actor=actor, agency="") or _erases_own(session, one)]
    if is_operator(actor=actor):
        found = [replace(one, why="") for one in found]
    return tuple(reversed(found))


def _keeps_own(session: ReaderSession, hold: Hold) -> bool:
    actor, said = session.actor, hold.said
    if decides_for(actor=actor, agency="") or said.is_everything:
        return True
    named = said.record_ids
    if said.has_terms and decides_for(actor=actor, agency=said.agency):
        of = {"agency": said.agency, "organisation": said.organisation}
        if not said.organisation or decides_about(actor=actor, **of):
            return True
    if said.has_terms and not said.agency:
        if not said.people:
            return True
        with session.open_current() as opened:
            people = set(opened[1].people_of(mention_ids=said.people).values()) if opened else set[str]()
            named = (*named, *(opened[1].records_of(person_ids=sorted(people)) if opened and people else ()))
    return any(decides_about_holder(session, one) for one in holders_of_records(session, named).values())


def _erases_own(session: ReaderSession, one: DecidedErasure) -> bool:
    """Whether it is about a record of the reader's body; an older decision says the agencies alone."""
    actor = session.actor
    if not one.bodies:
        return any(decides_for_terms(actor=actor, agency=each, organisation="") for each in one.agencies)
    return any(decides_about(actor=actor, agency=each[0], organisation=each[1], layout=each[2]) for each in one.bodies)

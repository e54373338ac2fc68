"""Which agreement a record is under, and whether it says that its agency is asked before the record is passed on."""

from dataclasses import dataclass, field

from sightline.agreements import SharingAgreement
from sightline.agreements.lost_kinds import is_written_here
from sightline.agreements.vocabulary import Onward
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import policy_in_force, read_book
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.model.visibility import Scope


@dataclass(frozen=True, slots=True)
class AskedAgreement:
    """An agreement in force that says "ask", and whose record it is."""

    agreement_id: str
    whose: Scope
    contact: str = field(repr=False)
    kinds: tuple[str, ...] = ()


def find_asked(session: ReaderSession, *, record_id: str) -> AskedAgreement | None:
    """The agreement of another agency's record that must be asked first; None where nobody need or can be asked."""
    with session.open_current() as opened:
        whose = opened[1].holders_of(record_ids=[record_id]).get(record_id) if opened else None
    if whose is None or is_written_here(whose.layout) or whose.agency == session.actor.reader.agency:
        return None
    root = current_workspace().root
    found = policy_in_force(root, on=clock.today()).cover(agency=whose.agency, layout=whose.layout)
    if found is None or found.onward is not Onward.ASK:
        return None
    kinds = tuple(f"{whose.agency} {kind}" for kind in found.kinds_ruled if not is_written_here(kind))
    return AskedAgreement(found.id, whose, _contact(found), kinds)


def is_asked_now(agreement_id: str) -> bool:
    """Whether an agreement is in force and says "ask" today: without that, no yes under it counts."""
    found = read_book(current_workspace().root).agreement(agreement_id)
    return found is not None and found.onward is Onward.ASK and found.is_in_force(on=clock.today())


def suspension_of(agreement_id: str) -> tuple[bool, str]:
    """Whether an agreement is suspended today, and whom to call about it; empty where it is in the folder no more."""
    found = read_book(current_workspace().root).agreement(agreement_id)
    if found is None:
        return False, ""
    return found.suspended_on is not None and found.suspended_on <= clock.today(), _contact(found)


def _contact(found: SharingAgreement) -> str:
    return f"{found.contact.post}, {found.contact.telephone}"

"""Who decides what is kept and what is erased: information governance. The operator reads, and carries out.

Information governance of one body decides about that body's records alone. Whoever decides to erase does not carry
it out.
"""

from collections.abc import Iterable

from sightline.casework.accounts.governance_scope import (
    bodies_known,
    decides_about,
    decides_about_holder,
    governs,
    sees_every_agency,
)
from sightline.casework.accounts.rights import check_named_person
from sightline.casework.core.actor import Actor, by_door
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.retention.pages import DecidedErasure
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import Scope
from sightline.translation.messages import lazy as _

READS = (Role.INFORMATION_GOVERNANCE, Role.OPERATOR)


def check_reads_retention(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with how long records are kept."""
    if actor.reader.role not in READS:
        raise Refused(
            _("Only information governance and the operator can see what is due for review or erased."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def check_decides_retention(*, actor: Actor) -> None:
    """Refused for all but information governance: a decision is a named person's."""
    if actor.reader.role is not Role.INFORMATION_GOVERNANCE:
        raise Refused(
            _("Only information governance can decide on holds, reviews and erasure."),
            code="not_for_role",
            what_to_do=by_door(
                actor,
                on_pages=_("Ask information governance."),
                at_terminal=_("Ask information governance: they name their own account with --as."),
            ),
        )


def check_erases(*, actor: Actor, password: str) -> None:
    """Refused for all but a named person of information governance, who types the password at the command line."""
    check_decides_retention(actor=actor)
    check_named_person(actor=actor, password=password)


def decides_for(*, actor: Actor, agency: str) -> bool:
    """Whether the actor decides about records of that agency; empty stands for what is of every agency."""
    return governs(actor=actor, agencies=[agency])


def decides_for_terms(*, actor: Actor, agency: str, organisation: str) -> bool:
    """Whether the actor decides about all records of that organisation; without one, about all of the agency."""
    if organisation or not decides_for(actor=actor, agency=agency):
        return decides_about(actor=actor, agency=agency, organisation=organisation)
    return sees_every_agency(actor=actor) or not bodies_known(actor=actor).has_several(agency)


def is_operator(*, actor: Actor) -> bool:
    """Whether the actor carries out, and reads counts alone: no name, no record and no reason that somebody typed."""
    return actor.reader.role is Role.OPERATOR


def check_decides_for_everybody(*, actor: Actor) -> None:
    """As if there were no such thing, unless the actor decides for every body of the partnership."""
    if not sees_every_agency(actor=actor):
        raise NotHere


def check_decides_about(session: ReaderSession, holders: Iterable[Scope]) -> None:
    """As if there were no such record, unless the actor decides about the records of each of these."""
    if not all(decides_about_holder(session, one) for one in holders):
        raise NotHere


def check_other_person(*, actor: Actor, erasures: Iterable[DecidedErasure]) -> None:
    """Refused where one was decided by the same account, or from the same account of the machine."""
    if any(one.by == actor.reader.username or (one.os_name and one.os_name == actor.os_name) for one in erasures):
        raise Refused(
            _("Another person must carry the erasure out, not the person who decided it."),
            code="same_person",
            what_to_do=_("Ask the operator. Decide in the pages where both of you use one account of the machine."),
        )

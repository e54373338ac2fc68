"""Which bodies an opening of a child concerns: that whose account opened, and those that hold a record of the child."""

from collections.abc import Iterable, Sequence

from sightline.casework.access.models import AccessEntry
from sightline.casework.accounts.governance_scope import bodies_known, bodies_of_accounts, owns, sees_every_agency
from sightline.casework.core.actor import Actor
from sightline.casework.core.session import ReaderSession
from sightline.model.nouns import Role
from sightline.model.visibility import RowFilter


def governed_looks(session: ReaderSession, looks: Iterable[AccessEntry]) -> frozenset[str]:
    """The ids of those that concern information governance of the account's body; none for every other account."""
    actor, rows = session.actor, list(looks)
    if not actor.reader.is_one_of((Role.INFORMATION_GOVERNANCE,)):
        return frozenset()
    if sees_every_agency(actor=actor):
        return frozenset(row.entry_id for row in rows)
    openers = bodies_of_accounts(row.by for row in rows)
    own = {name for name, body in openers.items() if owns(actor=actor, agency=body[0], organisation=body[1])}
    others = sorted({row.mention_id for row in rows if row.by not in own})
    recorded = _recorded(session, others) if others else frozenset()
    return frozenset(row.entry_id for row in rows if row.by in own or row.mention_id in recorded)


def is_governed(session: ReaderSession, look: AccessEntry) -> bool:
    """Whether one of them does."""
    return bool(governed_looks(session, [look]))


def _recorded(session: ReaderSession, mention_ids: Sequence[str]) -> frozenset[str]:
    """Those of these mentions whose child a record of the account's own body names."""
    sight = _records_of_body(session.actor)
    with session.open_current() as opened:
        if opened is None:
            return frozenset()
        people = opened[1].people_of(mention_ids=mention_ids)
        known = {one for one in set(people.values()) if opened[1].records_held(person_id=one, sight=sight)}
    return frozenset(mention for mention, person in people.items() if person in known)


def _records_of_body(actor: Actor) -> RowFilter:
    """The body's own records, whatever their layout and whoever may see them."""
    agency = actor.reader.agency
    own = bodies_known(actor=actor).own_records(agency, actor.reader.organisation)
    sql, parameters = own.condition(agency) if own else ("1 = 1", ())
    return RowFilter(f"agency = ? AND ({sql})", (agency, *parameters))

"""Reads which bodies see a child by decision, and to which bodies a child can be opened."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.subjects import summaries
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.sight_decisions import Body, Sight, read_sights
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.protection.selectors.current import redact_said
from sightline.casework.sight.rights import check_gives, recorded_rows
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.sharing import row_filter


@dataclass(frozen=True, slots=True)
class SightLine:
    """One decision about a child, and whether it counts today."""

    sight: Sight
    in_force: bool


@dataclass(frozen=True, slots=True)
class SightPage:
    """A child, the decisions about them, and the bodies to which they can be opened."""

    person: PersonSummary
    lines: tuple[SightLine, ...]
    bodies: tuple[Body, ...]


def read_sight(session: ReaderSession, *, person_id: str) -> SightPage:
    """The decisions about one child; NotHere where the account may not decide about them."""
    with audited(session, action="read_sight") as trail:
        check_gives(actor=session.actor)
        trail.add("person", [person_id])
        with session.open_current() as opened:
            if opened is None or not opened[1].said(person_ids=[person_id], sight=recorded_rows(actor=session.actor)):
                raise NotHere
            person = summaries(opened[1], [person_id], session.sight)[person_id]
            sights = read_sights()
            people = opened[1].people_of(mention_ids=sorted({one.mention_id for one in sights}))
        lines = [
            SightLine(
                replace(one, why=redact_said(session, one.why, mention_ids=[one.mention_id])),
                one.is_in_force(on=clock.today()),
            )
            for one in sights
            if people.get(one.mention_id) == person_id
        ]
        trail.add("decision", [str(line.sight.sequence) for line in lines])
    return SightPage(person, tuple(lines), bodies_kept())


def bodies_kept() -> tuple[Body, ...]:
    """The bodies with an open account that is kept to its own body's people: to these a child can be opened."""
    accounts = Account.active.exclude(organisation="")
    rows = accounts.values_list("role", "agency", "organisation").distinct()
    readers = (Reader("", Role(role), agency, organisation) for role, agency, organisation in rows)
    kept = {row_filter(reader=reader).only_people_of for reader in readers}
    return tuple(sorted(body for body in kept if body is not None))


def mentions_recorded(session: ReaderSession, *, mention_ids: Iterable[str]) -> frozenset[str]:
    """Those of these mentions whose child the account may decide about."""
    sight = recorded_rows(actor=session.actor)
    with session.open_current() as opened:
        people = opened[1].people_of(mention_ids=sorted(set(mention_ids))) if opened else {}
        found = opened[1].said(person_ids=sorted(set(people.values())), sight=sight) if opened else []
    known = {row["person_id"] for row in found}
    return frozenset(mention_id for mention_id, person_id in people.items() if person_id in known)

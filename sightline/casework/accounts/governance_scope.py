"""What information governance sees: what concerns its own agency, or all of it where it is the partnership's.

An account of information governance without an agency, or of the partnership, is the partnership's. What concerns two
agencies, such as a reader of one and a record of another, both see. Decisions about records are those of the body that
provided them: where an agency has several, such as schools, of one organisation and not of another.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sightline.agreements import Bodies
from sightline.casework.core.actor import Actor
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.models import Account
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.model.nouns import Agency
from sightline.model.visibility import Scope

OF_ALL = ("", Agency.PARTNERSHIP)


@dataclass(frozen=True, slots=True)
class GovernedKind:
    """What governance of one body decides about by actions that name no record, such as data breaches.

    `sources`: of its actions. `own`: the ids of those that are the body's own, which its actions are about.
    """

    sources: tuple[str, ...]
    own: Callable[[ReaderSession], Collection[str]]


GOVERNED: Registry[GovernedKind] = Registry("what governance of one body decides about")


def sees_every_agency(*, actor: Actor) -> bool:
    """Whether the account is the partnership's, or Sightline itself reads."""
    return actor.reader.is_house or actor.reader.agency in OF_ALL


def governs(*, actor: Actor, agencies: Collection[str]) -> bool:
    """Whether something of these agencies concerns the account's own; of no agency, it is the partnership's alone."""
    return sees_every_agency(actor=actor) or actor.reader.agency in agencies


def governed_sources() -> tuple[str, ...]:
    """The sources of actions about what governance of one body decides."""
    return tuple(dict.fromkeys(source for kind in GOVERNED.all() for source in kind.sources))


def own_of_source(session: ReaderSession, source: str) -> frozenset[str]:
    """What actions of that source may be about for governance of the account's body, which is not that of all."""
    kinds = [kind for kind in GOVERNED.all() if source in kind.sources]
    key = ("governed", session.actor.reader.username, source)
    return session.once(key, lambda: frozenset(one for kind in kinds for one in kind.own(session)))


def governs_bodies(*, actor: Actor, bodies: Iterable[tuple[str, str]]) -> bool:
    """Whether something of these bodies, as agency and organisation, concerns the account's own.

    What is of no body, or of one that nobody can tell, is the partnership's alone.
    """
    return sees_every_agency(actor=actor) or any(
        owns(actor=actor, agency=one[0], organisation=one[1]) for one in bodies
    )


def bodies_known(*, actor: Actor) -> Bodies:
    """The bodies of each agency, by the agreements with which the actor came."""
    return actor.shared.bodies if actor.shared else Bodies()


def owns(*, actor: Actor, agency: str, organisation: str, layout: str = "") -> bool:
    """Whether a record is of the account's own body. Where either may be of another body, it is not."""
    reader = actor.reader
    own = bool(agency) and reader.agency == agency
    return own and bodies_known(actor=actor).are_one(agency, organisation, other=reader.organisation, layout=layout)


def decides_about(*, actor: Actor, agency: str, organisation: str, layout: str = "") -> bool:
    """Whether governance decides about such a record: its own body's, or every body's where it is the partnership's."""
    return sees_every_agency(actor=actor) or owns(actor=actor, agency=agency, organisation=organisation, layout=layout)


def decides_about_record(session: ReaderSession, *, record_id: str, agency: str, organisation: str) -> bool:
    """The same of a record whose layout is not at hand: its agreement says whose it is where it names no body."""
    if decides_about(actor=session.actor, agency=agency, organisation=organisation):
        return True
    if organisation not in ("", agency) or session.actor.reader.agency != agency:
        return False
    held = holders_of_records(session, [record_id]).get(record_id)
    return held is not None and decides_about_holder(session, held)


def decides_about_holder(session: ReaderSession, held: Scope) -> bool:
    """Whether governance decides about a record of that holder."""
    return decides_about(actor=session.actor, agency=held.agency, organisation=held.organisation, layout=held.layout)


def agencies_of_accounts(usernames: Iterable[str]) -> dict[str, str]:
    """For which agency each of these accounts works now; a name that is no account's is left out."""
    return dict(Account.objects.filter(username__in=set(usernames)).values_list("username", "agency"))


def bodies_of_accounts(usernames: Iterable[str]) -> dict[str, tuple[str, str]]:
    """For which agency and organisation each of these accounts works now; a name that is no account's is left out."""
    rows = Account.objects.filter(username__in=set(usernames)).values_list("username", "agency", "organisation")
    return {username: (agency, organisation) for username, agency, organisation in rows}


def agencies_of_records(session: ReaderSession, record_ids: Iterable[str]) -> dict[str, str]:
    """The agency of each of these records, as they are now."""
    return {record_id: one.agency for record_id, one in holders_of_records(session, record_ids).items()}


def holders_of_records(session: ReaderSession, record_ids: Iterable[str]) -> dict[str, Scope]:
    """Whose each of these records is, as they are now."""
    wanted = sorted({one for one in record_ids if one})
    with session.open_current() as opened:
        found = opened[1].records(record_ids=wanted, sight=THE_HOUSE) if opened and wanted else {}
    newest = {record_id: versions[0] for record_id, versions in found.items()}
    return {
        record_id: Scope(row["agency"], row["organisation"], row["layout"], bool(row["restricted"]))
        for record_id, row in newest.items()
    }


def agencies_recording(session: ReaderSession, *, person_id: str) -> frozenset[str]:
    """The agencies whose records name a person."""
    return frozenset(one.agency for one in holders_recording(session, person_id=person_id))


def holders_recording(session: ReaderSession, *, person_id: str) -> frozenset[Scope]:
    """Whose the records are that name a person."""
    with session.open_current() as opened:
        named = opened[1].records_naming(person_id=person_id, sight=THE_HOUSE) if opened and person_id else []
    return frozenset(holders_of_records(session, named).values())

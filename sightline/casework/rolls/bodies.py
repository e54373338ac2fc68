"""Which bodies an opening of sealed rows concerns: those whose rows were opened, and that of the account that asked.

An opening keeps hashes of the bodies: once its rows are closed, nothing says which school a child went to.
"""

from collections.abc import Iterable, Sequence

from sightline.agreements import Bodies
from sightline.casework.accounts.governance_scope import bodies_known, bodies_of_accounts, owns, sees_every_agency
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLINICIAN_YES
from sightline.casework.escalation.rights import items_of_answerers
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.rolls.kinds import RollEntryKind
from sightline.casework.rolls.models import RollEntry, RollOpening
from sightline.model.nouns import Role


def hash_bodies(bodies: Bodies, holders: Iterable[tuple[str, str, str]]) -> list[str]:
    """The hashes of the bodies of these rows, by agency, organisation and layout; none of one that nobody can tell."""
    named = {bodies.body_of(agency, organisation, layout=layout) for agency, organisation, layout in holders}
    return sorted(hash_id(one) for one in named - {""})


def governed_openings(session: ReaderSession, openings: Iterable[RollOpening]) -> list[RollOpening]:
    """Those that concern information governance of the account's body; all of them for the partnership's."""
    actor, found = session.actor, list(openings)
    if sees_every_agency(actor=actor):
        return found
    agency = actor.reader.agency
    own = bodies_known(actor=actor).body_of(agency, actor.reader.organisation)
    hashed = hash_id(own) if own else ""
    asked = _asked_by_own(session, [one.asked for one in found])
    earlier = _of_one_body(session, [one.audit_row for one in found if not one.bodies])
    return [one for one in found if hashed in one.bodies or one.asked in asked or one.audit_row in earlier]


def governed_questions(session: ReaderSession, entries: Sequence[RollEntry]) -> list[RollEntry]:
    """The same of questions to clinicians: of the body that answers, and of the account that asked for the rows."""
    if not session.actor.reader.is_one_of((Role.INFORMATION_GOVERNANCE,)):
        return []
    if sees_every_agency(actor=session.actor):
        return list(entries)
    ids = [one.entry_id for one in entries]
    own = items_of_answerers(session.actor).filter(source=CLINICIAN_YES, about_id__in=ids)
    answers = set(own.values_list("about_id", flat=True))
    asked = _asked_by_own(session, [one.about for one in entries])
    return [one for one in entries if one.entry_id in answers or one.about in asked]


def _asked_by_own(session: ReaderSession, entry_ids: Iterable[str]) -> set[str]:
    """Those of these entries by which an account of the body asked for rows."""
    asked = RollEntry.objects.of_kind(RollEntryKind.ASKED).filter(entry_id__in=[one for one in entry_ids if one])
    by = dict(asked.values_list("entry_id", "by"))
    bodies = bodies_of_accounts(by.values())
    own = {name for name, body in bodies.items() if owns(actor=session.actor, agency=body[0], organisation=body[1])}
    return {entry_id for entry_id, name in by.items() if name in own}


def _of_one_body(session: ReaderSession, audit_rows: Sequence[int]) -> set[int]:
    """Of earlier openings, by the ledger, those of rows of the account's agency; none where it has several bodies."""
    agency = session.actor.reader.agency
    if not audit_rows or bodies_known(actor=session.actor).has_several(agency):
        return set()
    lines = SharedRecord.objects.filter(way=SharingWay.OPENED, from_agency=agency, audit_row__in=audit_rows)
    return set(lines.values_list("audit_row", flat=True))

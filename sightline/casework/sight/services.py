"""Gives a body sight of a child, with a reason and a last day, and ends it early. Both are decisions, never changed."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.sight_decisions import ENDED, GIVEN, read_sights
from sightline.casework.sight.rights import check_gives, recorded_rows
from sightline.casework.sight.selectors import bodies_kept, mentions_recorded
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

MOST_DAYS = 366


def give_sight(
    session: ReaderSession, *, person_id: str, agency: str, organisation: str, until_on: date, why: str
) -> int:
    """Let a body see a child until a day; the decision's number. NotHere where the account may not decide it."""
    with audited(session, action="give_sight") as trail:
        check_gives(actor=session.actor)
        words, today = check_words(why, today=clock.today(), part="why"), clock.today()
        if (agency, organisation) not in bodies_kept():
            raise Usage(
                _("This school or body was not found."), code="no_body", what_to_do=_("Choose one from the list.")
            )
        if not today <= until_on <= today + timedelta(days=MOST_DAYS):
            raise Usage(
                _("The last day must be within a year from today."),
                code="no_day",
                what_to_do=_("Enter a day within a year."),
            )
        trail.add("person", [person_id])
        mention_id = _mention_of(session, person_id)
        body = {
            "mention_id": mention_id,
            "agency": agency,
            "organisation": organisation,
            "until_on": until_on.isoformat(),
        }
        return _decide(session.actor, trail, kind=GIVEN, action="give_sight", why=words, body=body)


def end_sight(session: ReaderSession, *, sequence: int, why: str) -> int:
    """End such a decision before its last day; the number of this one. It counts from the body's next page."""
    with audited(session, action="end_sight") as trail:
        check_gives(actor=session.actor)
        words = check_words(why, today=clock.today(), part="why")
        found = next((one for one in read_sights() if one.sequence == sequence), None)
        if found is None or found.mention_id not in mentions_recorded(session, mention_ids=[found.mention_id]):
            raise NotHere
        if not found.is_in_force(on=clock.today()):
            raise Refused(
                _("This decision has already ended."), code="ended_before", what_to_do=_("See the list of decisions.")
            )
        return _decide(session.actor, trail, kind=ENDED, action="end_sight", why=words, body={"gives": sequence})


def _mention_of(session: ReaderSession, person_id: str) -> str:
    """A mention of the child in a record of an agency's own system that the account sees."""
    sight = recorded_rows(actor=session.actor)
    with session.open_current() as opened:
        for row in opened[1].said(person_ids=[person_id], sight=sight) if opened else ():
            for naming in opened[1].record_namings(record_id=row["record_id"], sight=sight) if opened else ():
                if naming["person_id"] == person_id:
                    return str(naming["mention_id"])
    raise NotHere


def _decide(actor: Actor, trail: Trail, *, kind: str, action: str, why: str, body: Mapping[str, object]) -> int:
    """The decision and its audit row stand or fall together."""
    with transaction.atomic():
        by, os_name = actor.reader.username, actor.os_name
        row = hash_chain.append(Decision, kind=kind, by=by, os_name=os_name, why=why, body=dict(body))
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=actor, action=action, trail=trail)
    return row.sequence

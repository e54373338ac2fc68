"""Writes down what somebody was told by telephone: a child is missing, or was found. It counts at once."""

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.missing.rights import check_tells
from sightline.casework.missing.telephone_reports import KIND
from sightline.casework.people.agency_views import said_of
from sightline.model.calendar import earliest_moment
from sightline.model.errors import Usage
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as gettext_lazy

MOST_LETTERS = 200


def check_may_tell(session: ReaderSession) -> None:
    """Refused, and audited, where the role records no such call; for the form."""
    with audited(session, action="open_telling"):
        check_tells(actor=session.actor)


def record_telephone_report(
    session: ReaderSession, *, person_id: str, is_found: bool, since_at: str, told_by: str
) -> int:
    """Keep it as a decision; its number. NotHere where the account may not open the child, Usage for a wrong time."""
    with audited(session, action="tell_missing") as trail:
        check_tells(actor=session.actor)
        trail.add("person", [person_id])
        words = " ".join(told_by.split())[:MOST_LETTERS]
        if not words:
            raise Usage(
                gettext_lazy("Say who told you."),
                code="told_by",
                what_to_do=gettext_lazy("Enter their name and role."),
            )
        if earliest_moment(since_at) > earliest_moment(clock.now_at()):
            raise Usage(
                gettext_lazy("This time is in the future."),
                code="since_at",
                what_to_do=gettext_lazy("Enter when it happened."),
            )
        with session.need_current() as (_, store):
            mention_id = _mention_of(session, store, person_id)
        body = {"mention_id": mention_id, "is_found": is_found, "since_at": since_at}
        with transaction.atomic():
            actor = session.actor
            row = hash_chain.append(
                Decision, kind=KIND, by=actor.reader.username, os_name=actor.os_name, why=words, body=body
            )
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=actor, action="tell_missing", trail=trail)
    return row.sequence


def _mention_of(session: ReaderSession, store: SnapshotReader, person_id: str) -> str:
    """A mention of the child in a record that the account sees: who that is, is asked anew of each snapshot."""
    for row in said_of(store, person_id, session.sight):
        for naming in store.record_namings(record_id=row["record_id"], sight=session.sight):
            if naming["person_id"] == person_id:
                return naming["mention_id"]
    raise NotHere

"""Makes a sentence an example by a named person's yes, and deletes examples whose record no longer holds them.

An example stays in the workspace, sealed. It is in no corpus, and no page shows it again.
"""

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.keys.sealed_secrets import seal
from sightline.casework.learning.models import NoteExample
from sightline.casework.learning.rights import check_confirms
from sightline.casework.learning.selectors.examples import EXAMPLE_DECIDED, list_gone, list_undecided
from sightline.casework.learning.sentences import KeptSentence, find_sentence
from sightline.casework.notes.said_readings import SaidReading
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _


def decide_example(session: ReaderSession, *, said: int, use: bool) -> int:
    """Say whether what somebody said of a sentence may be learned from; the number of the decision.

    NotHere where nothing of that number waits, or where the reader may not open the sentence.
    """
    with audited(session, action="decide_note_example") as trail, transaction.atomic():
        check_confirms(actor=session.actor)
        reading, sentence = _need(session, said)
        if reading.by == session.actor.reader.username:
            raise Refused(
                _("You reported this sentence yourself."),
                code="own_report",
                what_to_do=_("Ask another person who looks after the rules to confirm it."),
            )
        body = {"said": said, "use": use, "record_id": reading.record_id, "sign": reading.sign, "is_so": reading.is_so}
        by = session.actor.reader.username
        row = hash_chain.append(Decision, kind=EXAMPLE_DECIDED, by=by, os_name=session.actor.os_name, body=body)
        if use:
            NoteExample.objects.create(
                said=said, record_id=reading.record_id, sign=reading.sign, is_so=reading.is_so,
                sealed=seal(sentence.pack()), confirmed_by=by, confirmed_at=clock.now_at(),
            )  # fmt: skip
        trail.add("record", [reading.record_id])
        trail.add("decision", [str(row.sequence)])
        append_entry(actor=session.actor, action="decide_note_example", trail=trail)
    return row.sequence


def _need(session: ReaderSession, said: int) -> tuple[SaidReading, KeptSentence]:
    reading = next((one for one in list_undecided() if one.sequence == said), None)
    with session.need_current() as (_snapshot, store):
        sentence = find_sentence(session, store, reading) if reading else None
    if reading is None or sentence is None:
        raise NotHere
    return reading, sentence


def forget_gone_examples(session: ReaderSession) -> int:
    """After a run: delete the examples whose record is gone or was changed; how many."""
    with session.open_current() as opened:
        gone = list_gone(opened[1]) if opened else []
    if gone:
        with audited(session, action="forget_note_examples") as trail, transaction.atomic():
            NoteExample.objects.filter(pk__in=[one.pk for one in gone]).delete()
            trail.add("record", sorted({one.record_id for one in gone}))
            append_entry(actor=session.actor, action="forget_note_examples", trail=trail)
    return len(gone)

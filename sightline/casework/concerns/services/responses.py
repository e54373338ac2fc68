"""What others do about a concern: say that a referral has been received, and tell the author back what happened.

Opening a page is not receiving a referral. A person says that it is received, and the author's receipt says who, and
when.
"""

import hashlib

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.concerns.models import FeedbackWay, ReceiptKind, ReferrerFeedback
from sightline.casework.concerns.receipts import note_receipt
from sightline.casework.concerns.rights import is_author, is_front_door, need_concern
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.notices.record import note_feedback
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

FEEDBACK, RECEIVED_DECISION = "told_back", "concern_received"
FEWEST_WORDS, MOST_LETTERS = 4, 4_000


def receive_concern(session: ReaderSession, *, concern_id: str) -> None:
    """Say for children's services that a referral has been received; saying it twice changes nothing."""
    with audited(session, action="receive_concern") as trail:
        trail.add("concern", [concern_id])
        concern = need_concern(session, concern_id)
        if not concern.referral or not is_front_door(session.actor.reader) or is_author(session.actor, concern):
            raise Refused(
                _("A worker in children's services who did not send the referral must record that it was received."),
                code="not_for_role",
                what_to_do=_("Ask the front door to record that they have received it."),
            )
        with transaction.atomic():
            body = {"concern_id": concern_id, "record_id": concern.record_id, "agency": session.actor.reader.agency}
            row = hash_chain.append(
                Decision,
                kind=RECEIVED_DECISION,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                body=body,
            )
            note_receipt(session.actor, concern, ReceiptKind.RECEIVED)
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="receive_concern", trail=trail)


def keep_feedback(session: ReaderSession, *, concern_id: str, how: str, words: str) -> int:
    """Tell the author what happened; the decision's number. Usage where it does not say how, or nothing is said."""
    with audited(session, action="tell_back") as trail:
        trail.add("concern", [concern_id])
        concern = need_concern(session, concern_id)
        if is_author(session.actor, concern):
            raise Refused(
                _("You cannot give feedback on your own concern."),
                code="own_concern",
                what_to_do=_("Ask the person who is dealing with it to give feedback."),
            )
        text = _read_words(how, words)
        with transaction.atomic():
            body = {
                "concern_id": concern_id, "record_id": concern.record_id, "how": how,
                "words_sha256": hashlib.sha256(text.encode()).hexdigest(),
            }  # fmt: skip
            row = hash_chain.append(
                Decision, kind=FEEDBACK, by=session.actor.reader.username, os_name=session.actor.os_name, body=body
            )
            now = clock.now_at()
            ReferrerFeedback.objects.create(
                concern=concern, at=now, by=session.actor.reader.username, how=how, words=text, decision=row.sequence
            )  # fmt: skip
            note_feedback(account=concern.account, concern_id=concern_id, number=row.sequence, at=now)
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="tell_back", trail=trail)
    return row.sequence


def _read_words(how: str, words: str) -> str:
    if how not in FeedbackWay.values:
        raise Usage(
            _("The feedback does not say how the author was told."),
            code="no_how",
            what_to_do=_("Choose one of %(choices)s.") % {"choices": ", ".join(FeedbackWay.values)},
        )
    text = words.strip()
    if len(text.split()) < FEWEST_WORDS or len(text) > MOST_LETTERS:
        raise Usage(
            _("The feedback is empty. Say what was done, or why nothing was done."),
            code="no_words",
            what_to_do=_("Write at least %(fewest_words)s words, and at most %(most_letters)s letters.")
            % {"fewest_words": FEWEST_WORDS, "most_letters": f"{MOST_LETTERS:,}"},
        )
    return text

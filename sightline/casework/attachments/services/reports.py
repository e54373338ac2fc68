"""Reports a document: it is locked for everybody at once, its bytes are kept sealed, and police must answer.

Police's duty post is told by name, like of a suspicion. What must be answered names no child, record or file, because
whoever answers may not be let see them: it says who reported it, in which words, and not to open or copy it.
"""

from django.db import transaction

from sightline.casework.attachments.models import Attachment
from sightline.casework.attachments.services.documents import decide, hold_attachment
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import REPORTED, Candidate, open_item
from sightline.casework.escalation.models import Step
from sightline.casework.owners.models import NOUNS
from sightline.casework.owners.rights import OpenedOwner
from sightline.casework.protection.free_text import keep_text
from sightline.casework.straight_line.services import tell
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.services import forget_text
from sightline.escalation import read_escalation_rules
from sightline.model.errors import Usage
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

PICTURE, OTHER = "picture", "other"
REASONS = {
    PICTURE: _("It shows, or may show, a child naked or being abused"),
    OTHER: _("Something else that no one should see"),
}
MOST_WORDS = 1_000


def report_document(session: ReaderSession, *, attachment_id: str, reason: str, words: str = "") -> bool:
    """Lock a document for everybody, also for who reports it, and tell police: whether there was anybody to tell.

    Reported again it stays as it is.
    """
    with audited(session, action="report_document") as trail:
        if reason not in REASONS:
            raise Usage(_("The reason is missing."), code="reason", what_to_do=_("Choose why you are reporting it."))
        with transaction.atomic(durable=True):
            one, opened = hold_attachment(session, trail, attachment_id)
            if one.reported_at:
                return True
            item_id = _report(session, trail, one, opened, reason, words.strip()[:MOST_WORDS])
            tell(session, item_id=item_id, now=clock.now_at())
            append_entry(actor=session.actor, action="report_document", trail=trail)
    return any(Step.objects.filter(item__item_id=item_id).values_list("told", flat=True))


def _report(session: ReaderSession, trail: Trail, one: Attachment, opened: OpenedOwner, reason: str, words: str) -> str:
    now, by = clock.now_at(), session.actor.reader
    text = keep_text(words=f"{REASONS[reason]}. {words}".strip())
    says = {"reason": reason, "text_sha256": text}
    number = decide(session, trail, one, opened, kind="document_reported", says=says)
    one.reported_at, one.reported_by, one.reported_sha = now, by.username, text
    one.save(update_fields=["reported_at", "reported_by", "reported_sha"])
    forget_text(source=TextSource.DOCUMENT, source_id=one.attachment_id)
    candidate = Candidate(
        rule_id=REPORTED,
        rule_version=read_escalation_rules()[REPORTED].version,
        source=REPORTED,
        due_at=now,
        about=_(
            "%(agency)s reported a document on a %(noun)s. Sightline locked document %(attachment_id)s. Do "
            "not open, copy, print or forward it, or any copy of it."
        )
        % {
            "agency": by.agency or "Somebody",
            "noun": NOUNS[opened.owner].replace("_", " "),
            "attachment_id": one.attachment_id,
        },
        agency=Agency.POLICE,
        about_id=one.attachment_id,
        urgent=True,
        always=True,
        opened_by=by.username,
        nth=str(number),
        straight=True,
        arrived_at=now,
    )
    open_item(session, candidate=candidate, opened_at=now, now=now)
    trail.add("item", [candidate.item_id])
    return candidate.item_id

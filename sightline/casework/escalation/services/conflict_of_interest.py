"""Takes an item off its agency's line, because it names somebody who works there, or a relative of theirs.

It opens for the designated officer, or professional standards, with its deadline. From then on the agency's line does
not find it again, whoever said so included: it would tell them that somebody is being looked at.
"""

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import REASSIGNED
from sightline.casework.escalation.services.item_moves import move_item
from sightline.casework.escalation.services.responses import holding
from sightline.casework.protection.free_text import keep_text
from sightline.escalation import CONDUCT, check_words
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

NOT_KNOWN = "not_known"


def reassign_for_conflict(session: ReaderSession, *, item_id: str, about_agency: str, why: str) -> str:
    """Say that an item names somebody who works at `about_agency` (or `not_known`), or a relative; its id.

    Anybody may who may know of the item. Refused where it is closed, or is on such a ladder already.
    """
    with audited(session, action="leave_line") as trail:
        words = check_words(why, today=clock.today())
        if about_agency not in (*Agency, NOT_KNOWN):
            raise Usage(
                _("The answer does not say where they work."),
                code="no_agency",
                what_to_do=_("Choose where they work, or “I do not know”."),
            )
        with transaction.atomic(durable=True):
            with holding(session, item_id=item_id, trail=trail) as held:
                item, now = held.item, held.now
                if item.closed_at or item.ladder in CONDUCT:
                    raise Refused(
                        _("This action is closed, or has already been reassigned."),
                        code="out_of_place",
                        what_to_do=_("If there is something new, enter it as a concern."),
                    )
                body = {"about": item.source, "about_id": item.item_id, "item_id": item.item_id,
                        "record_id": item.record_id, "mention_ids": item.mention_ids, "about_agency": about_agency,
                        "text_sha256": keep_text(words=words)}  # fmt: skip
                decision = hash_chain.append(
                    Decision,
                    kind=REASSIGNED,
                    by=session.actor.reader.username,
                    os_name=session.actor.os_name,
                    body=body,
                )
            by = session.actor.reader.username
            closed_as = move_item(session, item=item, now=now, about_agency=about_agency, urgent=True, by=by)
            trail.add("item", [closed_as, item_id])
            trail.add("decision", [str(decision.sequence)])
            append_entry(actor=session.actor, action="leave_line", trail=trail)
    return item_id

"""Checks that the reply to a dispute may go to the person it was entered for."""

from collections.abc import Iterable

from sightline.casework.audit.trail import Trail
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.histories import names_on
from sightline.casework.disputes.pages import DisputeDecision
from sightline.casework.journal.models import JournalEntry
from sightline.casework.named_adults.letters import check_letter
from sightline.casework.named_adults.pages import LetterKind, LetterReader
from sightline.casework.protection.free_text import Texts
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _


def check_reply(
    session: ReaderSession, *, laid: JournalEntry, record_ids: Iterable[str], decision: DisputeDecision, trail: Trail
) -> None:
    """Refused where the reply is a letter to an adult named in records to whom none may go.

    A reader who disputes in their own name reads the reply here: there is no letter.
    """
    who = Texts(session, [laid.text_sha]).of(laid.text_sha).who
    if not who:
        return
    named = {name for record_id in record_ids for name in names_on(session, record_id=record_id)}
    if decision.letter.reader == LetterReader.OTHER and who.casefold().strip() in named:
        raise Refused(
            _("The record names a person of this name."),
            code="no_letter",
            what_to_do=_("Choose the adult, and enter the address of their page."),
        )
    check_letter(session, to=decision.letter, kind=LetterKind.DISPUTE, on_day=None, trail=trail, written=(who,))

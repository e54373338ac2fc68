"""Asks for the sealed rows of a child, with a purpose, and says that rows are to be closed: the next update does both.

Pages never have the key of sealed rolls, so nothing is opened or closed before a command of the operator runs.
"""

from sightline.casework.access.pages.entry_kinds import PURPOSES
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import close_by_fact
from sightline.casework.journal.draft import read_words
from sightline.casework.pairing.services.pairs import find_naming
from sightline.casework.rolls.bodies import governed_openings
from sightline.casework.rolls.clinicians import count_asked, find_answer, find_question
from sightline.casework.rolls.kinds import RollEntryKind
from sightline.casework.rolls.ledger_lines import lines_of_refusal
from sightline.casework.rolls.models import RollEntry, RollOpening
from sightline.casework.rolls.rights import answers_for_health, check_asks, check_closes
from sightline.casework.rolls.writer import ROLLS, RollDraft
from sightline.model.errors import Refused, Usage
from sightline.model.when import london_day
from sightline.sealing.requests import stands_until
from sightline.translation.messages import lazy as _


def ask_for_rows(session: ReaderSession, *, person_id: str, purpose: str, why: str) -> str:
    """Ask for the sealed rows of a child; the entry's id. NotHere where the account may not open the child."""
    with ROLLS.hold(session, action="ask_for_roll_rows") as trail:
        check_asks(actor=session.actor)
        words = read_words(why, part="why")
        if purpose not in PURPOSES:
            raise Usage(_("The purpose is missing."), code="no_purpose", what_to_do=_("Choose a purpose."))
        trail.add("person", [person_id])
        with session.need_current() as (_snapshot, store):
            naming = find_naming(store, person_id, session.sight)
            mentions = store.mentions_of(person_ids=[person_id])
        if any(_stands(one) for one in asked_by(session.actor.reader.username, mentions)):
            raise Refused(
                _("You asked for this child’s sealed rows before."),
                code="asked_before",
                what_to_do=_("Wait for the next update, or see the child’s chronology."),
            )
        trail.details["purpose"] = purpose
        draft = RollDraft(kind=RollEntryKind.ASKED, words=words, word=purpose, mention_id=naming["mention_id"])
        return ROLLS.write(session, subject=None, draft=draft, trail=trail).entry_id


def asked_by(username: str, mention_ids: list[str]) -> list[RollEntry]:
    """What an account asked for of a child, the newest first."""
    asked = RollEntry.objects.of_kind(RollEntryKind.ASKED).filter(by=username, mention_id__in=mention_ids)
    return list(asked.order_by("-pk"))


def _stands(asked: RollEntry) -> bool:
    return clock.today() < stands_until(london_day(asked.at)) and not was_closed(asked)


def was_closed(asked: RollEntry) -> bool:
    """Whether all that somebody's asking opened was closed since."""
    opened = list(RollOpening.objects.filter(asked=asked.entry_id))
    return bool(opened) and all(one.closed_at for one in opened)


def close_opening(session: ReaderSession, *, number: int, why: str) -> None:
    """Say that the rows of an opening which stands no more are to be closed. NotHere where there is none to close."""
    with ROLLS.hold(session, action="close_roll_opening") as trail:
        check_closes(actor=session.actor)
        words = read_words(why, part="why")
        if not governed_openings(session, RollOpening.objects.to_close().filter(audit_row=number)):
            raise NotHere
        draft = RollDraft(kind=RollEntryKind.CLOSED, words=words, about=str(number))
        ROLLS.write(session, subject=None, draft=draft, trail=trail)


def answer_for_clinician(session: ReaderSession, *, entry_id: str, agrees: bool, why: str) -> None:
    """Say that a child's sealed health rows may be opened, or not; a no is a row of the sharing ledger.

    NotHere where the question did not come to a post of the account, or somebody has answered it.
    """
    with ROLLS.hold(session, action="answer_for_clinician") as trail:
        entry, item = find_question(entry_id)
        if not answers_for_health(session, item=item) or find_answer(entry_id):
            raise NotHere
        words = read_words(why, part="why")
        kind = RollEntryKind.CLINICIAN_YES if agrees else RollEntryKind.CLINICIAN_NO
        trail.details["answer"] = str(kind)
        if not agrees:
            trail.follows.append(lines_of_refusal(session, rows=count_asked(entry_id)))
        draft = RollDraft(kind=kind, words=words, about=entry_id, mention_id=entry.mention_id)
        written = ROLLS.write(session, subject=None, draft=draft, trail=trail)
        close_by_fact(session, item_id=item.item_id, record_id="", now=written.at)

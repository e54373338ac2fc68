"""Asks whether it is safe to tell an adult named in records, keeps what agencies say, reasons not to, and letters."""

from sightline.casework.audit.trail import note_typed
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_name, read_recent_day, read_words
from sightline.casework.named_adults.actions import ASK, REVIEW, ask_agencies
from sightline.casework.named_adults.histories import (
    NamedAdultHistory,
    histories_of,
    histories_of_name,
    need_history,
)
from sightline.casework.named_adults.letters import mentions_of_people, send_asked
from sightline.casework.named_adults.models import NamedAdultEntry
from sightline.casework.named_adults.pages import (
    AGENCIES_REPLY,
    OWN_LETTERS,
    LetterKind,
    NamedAdultAct,
    NamedAdultEntryKind,
    NewNamedAdult,
)
from sightline.casework.named_adults.reasons import telling_reasons
from sightline.casework.named_adults.rights import check_governance
from sightline.casework.named_adults.selectors import choices_of_reader
from sightline.casework.named_adults.writer import NAMED_ADULTS, NamedAdultDraft
from sightline.casework.people.selectors import may_open as may_open_person
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

K = NamedAdultEntryKind


def ask_whether_safe(session: ReaderSession, *, adult: NewNamedAdult) -> str:
    """Ask police and children's services whether it is safe to tell an adult; the id of the question."""
    with NAMED_ADULTS.hold(session, action="ask_whether_safe") as trail:
        check_governance(actor=session.actor)
        who = read_name(adult.who, missing=_("Enter the adult’s name."))
        note_typed(session, action="ask_whether_safe", trail=trail, name=who)
        mention_id = _find_adult(session, adult.person_id) if adult.person_id else ""
        before = histories_of(session, mention_id=mention_id) if mention_id else histories_of_name(session, name=who)
        if before:
            raise Refused(
                _("A colleague has asked about this person before."),
                code="asked_before",
                what_to_do=_("Open the person in the list, and ask again there."),
            )
        draft = NamedAdultDraft(
            kind=K.ASKED,
            who=who,
            words=read_words(adult.words),
            mention_id=mention_id,
        )
        entry = NAMED_ADULTS.write(session, subject=None, draft=draft, trail=trail)
        trail.add("item", ask_agencies(session, entry, adult_id=entry.entry_id))
    return entry.entry_id


def _find_adult(session: ReaderSession, person_id: str) -> str:
    """A mention of a person whom the account may open; Usage where it may open nobody of that address."""
    (mention_id,) = mentions_of_people(session, (person_id,))
    with session.need_current() as (_snapshot, store):
        openable = may_open_person(store, person_id, session.sight)
    if not openable:
        mentions_of_people(session, ())
    return mention_id


def record_act_about_adult(session: ReaderSession, *, adult_id: str, act: NamedAdultAct) -> None:
    """Keep what an agency says, a reason, a new question, or a letter about an adult."""
    with NAMED_ADULTS.hold(session, action="record_act_about_adult", subject_id=adult_id) as trail:
        found = need_history(session, adult_id=adult_id)
        if act.kind not in choices_of_reader(session, found):
            raise Refused(
                _("You cannot record that now."),
                code="out_of_place",
                what_to_do=_("Open the page again: a colleague may have acted since."),
            )
        if act.kind is K.LETTER:
            send_asked(
                session,
                found,
                kind=_read_letter(act.word),
                on_day=read_recent_day(act.on_day),
                trail=trail,
            )
        else:
            entry = NAMED_ADULTS.write(session, subject=None, draft=_draft_of(session, adult_id, act), trail=trail)
            _close_and_ask(session, found, entry)


def _draft_of(session: ReaderSession, adult_id: str, act: NamedAdultAct) -> NamedAdultDraft:
    if act.kind is K.REASON and act.word not in {one.reason_id for one in telling_reasons()}:
        raise Usage(_("The reason is missing."), code="no_word", what_to_do=_("Choose a lawful reason."))
    return NamedAdultDraft(
        kind=act.kind,
        about=adult_id,
        words=read_words(act.words),
        word=act.word if act.kind is K.REASON else "",
        agency=session.actor.reader.agency if act.kind in AGENCIES_REPLY else "",
    )


def _read_letter(word: str) -> LetterKind:
    if word not in OWN_LETTERS:
        raise Usage(_("The letter is missing."), code="no_word", what_to_do=_("Choose what the letter tells."))
    return LetterKind(word)


def _close_and_ask(session: ReaderSession, found: NamedAdultHistory, entry: NamedAdultEntry) -> None:
    """Close what is done: the question to an agency that replied, a review after a new look. Ask both again."""
    adult_id = found.asked.entry_id
    if entry.kind in AGENCIES_REPLY:
        ASK.close(session, found.last_ask.entry_id, entry.agency, now=entry.at)
    elif entry.kind == K.AGAIN:
        ask_agencies(session, entry, adult_id=adult_id)
    after = need_history(session, adult_id=adult_id)
    if found.looked and (after.looked is None or after.looked.pk != found.looked.pk):
        REVIEW.close(session, found.looked.entry_id, now=entry.at)

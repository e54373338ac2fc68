"""Asks who knows a child, sends a signal to be called about one, and records that somebody called."""

from datetime import date

from sightline.casework.audit.trail import note_typed
from sightline.casework.blind_questions.actions import items_of, items_of_post
from sightline.casework.blind_questions.body_notices import has_called, is_notified
from sightline.casework.blind_questions.leads import leads_signal
from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import WORRIES, AskKind, NewAsk
from sightline.casework.blind_questions.rights import check_asks
from sightline.casework.blind_questions.writer import ASKS, AskDraft, write_text
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import close_by_fact
from sightline.model.calendar import earliest_moment
from sightline.model.errors import Refused, Usage
from sightline.model.when import utc_text, years_on
from sightline.sharing.blind_questions import blind_value
from sightline.store.search.reader import name_words
from sightline.translation.messages import lazy as _

FEWEST_WORDS, GROWN, FEWEST_DIGITS = 2, 18, 3


def ask_who_knows(session: ReaderSession, *, ask: NewAsk) -> str:
    """Keep a blind question; its id. What is written is alike whatever is held, and nothing is looked up here."""
    if ask.worry not in WORRIES:
        raise Usage(_("You have not said how worried you are."), code="no_worry", what_to_do=_("Choose one."))
    return _keep(session, AskKind.QUESTION, ask, action="ask_blind_question")


def send_signal(session: ReaderSession, *, ask: NewAsk) -> str:
    """Ask to be called about a child; the signal's id. It says who asks, which child and the day, and nothing else."""
    return _keep(session, AskKind.CALL, ask, action="send_call_signal")


def record_call(session: ReaderSession, *, entry_id: str) -> None:
    """Say that somebody called whoever asked: the post's action is closed, and for the child's lead every one."""
    with ASKS.hold(session, action="record_call_about_child", subject_id=entry_id) as trail:
        row = BlindAsk.objects.asked().filter(entry_id=entry_id).first()
        leads = row is not None and leads_signal(session, entry_id=entry_id)
        items = items_of(entry_id) if leads else items_of_post(session, entry_id=entry_id)
        still = [item for item in items if not item.closed_at]
        notified = row is not None and is_notified(session, row) and not has_called(session, entry_id)
        if row is None or not (still or notified):
            raise NotHere
        draft = AskDraft(kind=AskKind.CALLED, about=entry_id, agency=session.actor.reader.agency)
        entry = ASKS.write(session, subject=None, draft=draft, trail=trail)
        for item in still:
            close_by_fact(session, item_id=item.item_id, record_id="", now=entry.at)


def _keep(session: ReaderSession, kind: AskKind, ask: NewAsk, *, action: str) -> str:
    with ASKS.hold(session, action=action) as trail:
        check_people(actor=session.actor)
        check_asks(actor=session.actor)
        note_typed(session, action=action, trail=trail, name=ask.name)
        _check(ask)
        _check_not_too_many(session)
        text = write_text(ask)
        draft = AskDraft(
            kind=kind,
            word=ask.worry,
            agency=session.actor.reader.agency,
            words=text.words,
            what=text.what,
            who=text.who,
        )
        return ASKS.write(session, subject=None, draft=draft, trail=trail).entry_id


def _check(ask: NewAsk) -> None:
    """A full name, the birth date of a child, and whom to call back."""
    if len(name_words(ask.name)) < FEWEST_WORDS:
        raise Usage(
            _("This is not a full name."), code="no_name", what_to_do=_("Enter the child’s first name and last name.")
        )
    if not 0 <= years_on(born=ask.born, day=clock.today()) < GROWN or ask.born > clock.today():
        raise Usage(
            _("This is not a child’s birth date."),
            code="no_birth_date",
            what_to_do=_("Check the date. For an adult, call adult safeguarding."),
        )
    if not ask.asker.strip():
        raise Usage(_("Your name is missing."), code="no_asker", what_to_do=_("Enter your name and your role."))
    if sum(letter.isdigit() for letter in ask.phone) < FEWEST_DIGITS:
        raise Usage(
            _("Your telephone number is missing."), code="no_phone", what_to_do=_("Enter a number that you answer.")
        )


def _check_not_too_many(session: ReaderSession) -> None:
    """Refused where the account has asked as often today as the rule allows: nobody tries out names here."""
    today: date = clock.today()
    begun = utc_text(earliest_moment(today.isoformat()))
    mine = BlindAsk.objects.asked().filter(by=session.actor.reader.username, at__gte=begun).count()
    if mine >= blind_value("most_a_day", on=today):
        raise Refused(
            _("You have asked as often as you can in one day."),
            code="too_many",
            what_to_do=_("If you are worried about a child, call the front door."),
        )

"""The actions about telling an adult: police and children's services reply, and it is looked at again after 90 days."""

from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import SAFE_TO_TELL, TELLING_REVIEW, Candidate
from sightline.casework.escalation.services.entry_actions import EntryAction, open_action
from sightline.casework.named_adults.models import NamedAdultEntry
from sightline.casework.named_adults.reasons import read_telling
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ASK = EntryAction(
    SAFE_TO_TELL,
    about=_("Information governance may have to write to an adult who is named in records. Say whether that is safe."),
    takes="working_days",
)
REVIEW = EntryAction(
    TELLING_REVIEW,
    about=_("An adult who is named in records has not been told. Look again at whether it is safe to tell them."),
    takes="days",
)


def counts_until(*, said_at: str) -> str:
    """The last moment at which what was said counts: it is looked at again by then."""
    return REVIEW.deadline(since=london_day(said_at))


def ask_agencies(session: ReaderSession, entry: NamedAdultEntry, *, adult_id: str) -> tuple[str, ...]:
    """Ask each agency of the rule whether it is safe; the actions' ids."""
    questions = [_question(entry, adult_id, agency) for agency in read_telling().agencies]
    return tuple(open_action(session, one, now=entry.at) for one in questions)


def _question(entry: NamedAdultEntry, adult_id: str, agency: str) -> Candidate:
    """The action of one agency. Asked again, it is another one: its id is that of the question."""
    due_at = ASK.deadline(since=entry.at)
    candidate = ASK.candidate(about_id=adult_id, by=entry.by, at=entry.at, deadline_at=due_at)
    return replace(candidate, agency=agency, ladder="", opened_as=ASK.item_id(entry.entry_id, agency))


def review_of(*, adult_id: str, said: NamedAdultEntry) -> Candidate:
    """The action to look at it again, from 90 days after what was said last. Said anew, it is another one."""
    due_at = counts_until(said_at=said.at)
    candidate = REVIEW.candidate(about_id=adult_id, by=said.by, at=due_at, deadline_at=due_at)
    return replace(candidate, opened_as=REVIEW.item_id(said.entry_id))

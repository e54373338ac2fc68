"""The actions about telling an adult: police and children's services reply, and it is looked at again after 90 days."""

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import (
    SAFE_TO_TELL,
    TELLING_REVIEW,
    Candidate,
    calendar,
    close_by_fact,
    open_item,
)
from sightline.casework.named_adults.models import NamedAdultEntry
from sightline.casework.named_adults.reasons import read_telling
from sightline.escalation import INFORMATION_GOVERNANCE, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ASK = _("Information governance may have to write to an adult who is named in records. Say whether that is safe.")
REVIEW = _("An adult who is named in records has not been told. Look again at whether it is safe to tell them.")


def reply_by(*, asked_at: str) -> str:
    """The last moment for an agency to say whether it is safe."""
    days = read_escalation_rules()[SAFE_TO_TELL].value_at("working_days", london_day(asked_at))
    return calendar().due_at(started=asked_at, amount=int(days), unit=Unit.WORKING_DAYS)


def counts_until(*, said_at: str) -> str:
    """The last moment at which what was said counts: it is looked at again by then."""
    day = london_day(said_at)
    days = read_escalation_rules()[TELLING_REVIEW].value_at("days", day)
    return calendar().due_at(started=day.isoformat(), amount=int(days), unit=Unit.DAYS)


def ask_agencies(session: ReaderSession, entry: NamedAdultEntry, *, adult_id: str) -> tuple[str, ...]:
    """Ask each agency of the rule whether it is safe; the actions' ids."""
    candidates = [_question(entry, adult_id, agency) for agency in read_telling().agencies]
    for candidate in candidates:
        open_item(session, candidate=candidate, opened_at=entry.at, now=entry.at)
    return tuple(one.item_id for one in candidates)


def close_question(session: ReaderSession, *, asked_id: str, agency: str, now: str) -> bool:
    """Close an agency's action: it has replied."""
    return close_by_fact(session, item_id=make_id("item", SAFE_TO_TELL, asked_id, agency), record_id="", now=now)


def _question(entry: NamedAdultEntry, adult_id: str, agency: str) -> Candidate:
    """The action of one agency. Asked again, it is another one: its id is that of the question."""
    return Candidate(
        rule_id=SAFE_TO_TELL,
        rule_version=read_escalation_rules()[SAFE_TO_TELL].version,
        source=SAFE_TO_TELL,
        due_at=entry.at,
        about=ASK,
        agency=agency,
        about_id=adult_id,
        opened_as=make_id("item", SAFE_TO_TELL, entry.entry_id, agency),
        always=True,
        opened_by=entry.by,
        arrived_at=entry.at,
        deadline_at=reply_by(asked_at=entry.at),
    )


def review_of(*, adult_id: str, said: NamedAdultEntry) -> Candidate:
    """The action to look at it again, from 90 days after what was said last. Said anew, it is another one."""
    due_at = counts_until(said_at=said.at)
    return Candidate(
        rule_id=TELLING_REVIEW,
        rule_version=read_escalation_rules()[TELLING_REVIEW].version,
        source=TELLING_REVIEW,
        due_at=due_at,
        about=REVIEW,
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=adult_id,
        opened_as=make_id("item", TELLING_REVIEW, said.entry_id),
        always=True,
        opened_by=said.by,
        arrived_at=due_at,
        deadline_at=due_at,
    )


def close_review(session: ReaderSession, *, said: NamedAdultEntry, now: str) -> bool:
    """Close the action to look at it again: it was."""
    return close_by_fact(session, item_id=make_id("item", TELLING_REVIEW, said.entry_id), record_id="", now=now)

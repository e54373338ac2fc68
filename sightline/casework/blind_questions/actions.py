"""The actions that follow what was asked: a hidden holder is told at once, a lead or the front door must call."""

from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import (
    BLIND_QUESTION,
    CALL_SIGNAL,
    Candidate,
    calendar,
    open_item,
)
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import right_to
from sightline.casework.straight_line.services import tell
from sightline.escalation import read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ABOUT = {
    BLIND_QUESTION: _(
        "A colleague asks about a child in one of your records. The colleague does not know of it. Call them."
    ),
    CALL_SIGNAL: _("A colleague asks you to call them about a child."),
}


def call_by(*, sent_at: str) -> str:
    """The last moment to call about a signal: the rule's working days after it."""
    days = read_escalation_rules()[CALL_SIGNAL].value_at("working_days", london_day(sent_at))
    return calendar().due_at(started=sent_at, amount=int(days), unit=Unit.WORKING_DAYS)


def items_of(entry_id: str) -> list[Item]:
    """The actions that follow a question or a signal, open and closed."""
    found = Item.objects.filter(about_id=entry_id, source__in=(BLIND_QUESTION, CALL_SIGNAL))
    return list(found.order_by("pk"))


def items_of_post(session: ReaderSession, *, entry_id: str) -> list[Item]:
    """Those that came to a post of the account."""
    return [item for item in items_of(entry_id) if _came_to(session, item)]


def open_action(
    session: ReaderSession, row: BlindAsk, *, body: tuple[str, str], mention_id: str, person_id: str, now: str
) -> str:
    """Ask a body to call whoever asked; the action's id. A hidden holder of a question is told at once."""
    source = CALL_SIGNAL if row.kind == "call" else BLIND_QUESTION
    candidate = Candidate(
        rule_id=source,
        rule_version=read_escalation_rules()[source].version,
        source=source,
        due_at=now,
        about=ABOUT[source],
        agency=body[0],
        organisation=body[1],
        about_id=row.entry_id,
        mention_ids=(mention_id,) if mention_id else (),
        person_id=person_id,
        urgent=True,
        always=True,
        opened_by=row.by,
        nth="/".join(body),
        straight=True,
        known_from=row.at,
        arrived_at=now,
        deadline_at=call_by(sent_at=row.at) if source == CALL_SIGNAL else "",
    )
    if open_item(session, candidate=candidate, opened_at=now, now=now):
        tell(session, item_id=candidate.item_id, now=now)
    return candidate.item_id


def _came_to(session: ReaderSession, item: Item) -> bool:
    try:
        return right_to(session, item=item, on=london_day(item.opened_at)).stage is not None
    except NotHere:
        return False

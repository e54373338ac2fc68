"""Counts the questions about unusual reading that wait for information governance, or for a manager."""

from sightline.casework.access.teams import read_teams
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.unusual_reading.pages import QuestionState
from sightline.casework.unusual_reading.questions import load_questions
from sightline.casework.unusual_reading.rights import governs_readers
from sightline.translation.messages import lazy as _


def count_reading_questions(session: ReaderSession) -> GovernanceWork:
    """Those that governance of the body must answer, since they were asked; overdue after the rule's working days."""
    today, found = clock.today(), load_questions(read_teams())
    own = governs_readers(actor=session.actor, usernames={one.asked.reader for one in found})
    asked = [one for one in found if one.asked.reader in own]
    waiting = [one for one in asked if one.state(today=today) is QuestionState.GOVERNANCE]
    due = [one.due_on(today=today) for one in waiting]
    return sum_up(
        label=_("Questions about unusual reading"),
        page="reading_questions",
        since=(one.asked.at for one in waiting),
        overdue=sum(day is not None and day < today for day in due),
    )

"""Counts what is due for review in the reader's agency, and the holds whose day has passed."""

from datetime import time

from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.retention.own_agency import own_due, own_holds
from sightline.model.errors import SightlineError
from sightline.model.when import moment
from sightline.translation.messages import lazy as _


def count_due(session: ReaderSession) -> GovernanceWork:
    """Reviews that are due, since the day on which each fell due. None where the data cannot be read."""
    try:
        due = own_due(session)
    except SightlineError:  # the page itself says why
        due = ()
    since = [moment(one.due_on, time(0, 0)) for one in due]
    return sum_up(label=_("Records due for review"), page="retention_due", since=since, overdue=len(since))


def count_ended_holds(session: ReaderSession) -> GovernanceWork:
    """Holds whose last day has passed: each still keeps its records until somebody reviews it."""
    ended = [one for one in own_holds(session) if one.is_due(on=clock.today())]
    since = [moment(one.said.ends_on, time(0, 0)) for one in ended]
    return sum_up(label=_("Holds to review"), page="retention_holds", since=since, overdue=len(since))

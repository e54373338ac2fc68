"""Counts what information governance must look into: looks at own names, looks at watched people, watches to review."""

from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.waiting_looks import open_looks
from sightline.casework.insiders.watches import own_watches
from sightline.model.calendar import end_of_day
from sightline.translation.messages import lazy as _


def count_own_looks(session: ReaderSession) -> GovernanceWork:
    """Looks at a reader's own details, or those of people whom they declared, that nobody has looked into."""
    looks = open_looks(session, is_watch=False)
    return sum_up(
        label=_("Looks at their own name or a declared person"), page="own_looks", since=(one.at for one in looks)
    )


def count_watched_looks(session: ReaderSession) -> GovernanceWork:
    """Looks at watched people that nobody has looked into."""
    looks = open_looks(session, is_watch=True)
    return sum_up(label=_("Looks at a watched person"), page="watches", since=(one.at for one in looks))


def count_past_watches(session: ReaderSession) -> GovernanceWork:
    """Watches whose last day has passed: to review or to end. All are overdue."""
    past = [end_of_day(one.until_on) for one in own_watches(session) if one.is_past]
    return sum_up(label=_("Watches to review or end"), page="watches", since=past, overdue=len(past))

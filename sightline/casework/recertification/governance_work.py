"""Counts the accounts, team places and team tasks that nobody confirmed in time, and that end by the rule."""

from datetime import timedelta

from sightline.casework.access.teams import read_teams
from sightline.casework.accounts.governance_scope import sees_every_agency
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.casework.recertification.held_rights import is_overdue, list_rights
from sightline.casework.recertification.rights import may_decide
from sightline.model.calendar import end_of_day
from sightline.translation.messages import lazy as _


def count_unconfirmed_access(session: ReaderSession) -> GovernanceWork:
    """Those that are overdue, since the day on which they were due; overdue for governance in their last week."""
    actor, teams, soon = session.actor, read_teams(), clock.today() + timedelta(days=7)
    found = [one for one in list_rights(teams) if is_overdue(one)]
    if not sees_every_agency(actor=actor):
        found = [one for one in found if may_decide(actor=actor, right=one, teams=teams)]
    return sum_up(
        label=_("Access that nobody has confirmed"),
        page="recertification",
        since=(end_of_day(one.due_on) for one in found),
        overdue=sum(one.ends_on is not None and one.ends_on <= soon for one in found),
    )

"""How many reasons to open a child nobody has reviewed, and how many team tasks have ended and need a new signature."""

from datetime import time

from sightline.casework.access.look_bodies import governed_looks
from sightline.casework.access.reviews import checks_of, looks_to_review
from sightline.casework.access.rights import may_keep_team_of
from sightline.casework.access.selectors.case_names import list_names
from sightline.casework.access.teams import read_teams
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork, sum_up
from sightline.casework.core.session import ReaderSession
from sightline.model.calendar import end_of_day
from sightline.model.when import london_day, moment
from sightline.rulebook.calendar import read_calendar
from sightline.sharing.need_to_know import need_to_know_value
from sightline.translation.messages import lazy as _

PAGE, NAMES = "access", "case_names"


def count_reasons(session: ReaderSession) -> GovernanceWork:
    """Reasons of the body that nobody has reviewed; overdue after the rule's working days."""
    looks = list(looks_to_review())
    own = governed_looks(session, looks)
    to_review = [(one.entry_id, one.at) for one in looks if one.entry_id in own]
    checks = checks_of([entry_id for entry_id, _at in to_review])
    since = [checks[entry_id].at if entry_id in checks else at for entry_id, at in to_review]
    days = need_to_know_value("review_working_days", on=clock.today()) if since else 0
    due = [read_calendar().add_working_days(london_day(at), days) for at in since]
    return sum_up(
        label=_("Reasons to open a child"), page=PAGE, since=since, overdue=sum(day < clock.today() for day in due)
    )


def count_ended_tasks(session: ReaderSession) -> GovernanceWork:
    """Team tasks of the agency whose last day has passed, and that nobody has signed again."""
    teams, today = read_teams(), clock.today()
    own = {one.team_id for one in teams.teams if may_keep_team_of(actor=session.actor, agency=one.agency)}
    tasks = [task for task in teams.tasks if task.team_id in own]
    signed = {(task.team_id, task.kind) for task in tasks if task.stands(on=today)}
    ended = {(task.team_id, task.kind): task for task in tasks}
    since = [end_of_day(task.until_on) for key, task in ended.items() if key not in signed]
    return sum_up(label=_("Team tasks to sign again"), page=PAGE, since=since)


def count_shared_names(session: ReaderSession) -> GovernanceWork:
    """Names in a case system that two accounts of one body have: an extract’s cases go to neither account."""
    shared = [one for one in list_names(session) if one.shared_with]
    since = [moment(one.since_on, time.min) for one in shared]
    return sum_up(label=_("Names in a case system that two accounts share"), page=NAMES, since=since)

"""Every right that somebody confirms each quarter: since when it is confirmed, and how it stands today."""

from collections.abc import Iterable, Iterator
from datetime import date

from sightline.casework.access.teams import AccessTeam, Teams
from sightline.casework.accounts.services.confirmation import confirmed_on
from sightline.casework.core import clock
from sightline.casework.core.models import Account, Decision
from sightline.casework.recertification.models import RecertificationEntry
from sightline.casework.recertification.pages import HeldRight, RecertificationKind, RightKind
from sightline.model.when import london_day
from sightline.sharing.accounts import ConfirmationState, confirm_by, state_of_confirmation


def list_rights(teams: Teams) -> list[HeldRight]:
    """The open accounts, the places in teams of open accounts, and the team tasks that have not ended."""
    # What was written while the machine's clock was ahead counts once its moment has come.
    rows = list(RecertificationEntry.objects.filter(at__lte=clock.now_at()).order_by("pk"))
    confirmed = {(row.word, row.key): row.at for row in rows if row.kind == RecertificationKind.CONFIRMED}
    noticed = {(row.word, row.key): row for row in rows if row.kind == RecertificationKind.NOTICED}
    found = []
    for right in _all_rights(teams, clock.today()):
        said_at = confirmed.get((right.kind, right.key))
        since = max(right.confirmed_on, london_day(said_at)) if said_at else right.confirmed_on
        notice = noticed.get((right.kind, right.key))
        ends_on = notice.on_day if notice is not None and london_day(notice.at) > since else None
        found.append(_as_stands(right, since, ends_on))
    return found


def is_waiting(right: HeldRight) -> bool:
    """Whether somebody must confirm or end it now."""
    return right.state is not ConfirmationState.IN_ORDER


def is_overdue(right: HeldRight) -> bool:
    """Whether it has come to information governance, because nobody answered in time."""
    return right.state is ConfirmationState.OVERDUE


def key_of_place(team_id: str, username: str) -> str:
    """The key of a place in a team."""
    return f"{team_id}:{username}"


def _as_stands(right: HeldRight, since: date, ends_on: date | None) -> HeldRight:
    today = clock.today()
    return HeldRight(
        kind=right.kind,
        key=right.key,
        username=right.username,
        agency=right.agency,
        confirmed_on=since,
        due_on=confirm_by(confirmed_on=since, on=today),
        state=state_of_confirmation(confirmed_on=since, on=today),
        team_id=right.team_id,
        name=right.name,
        ends_on=ends_on,
    )


def _all_rights(teams: Teams, today: date) -> Iterator[HeldRight]:
    accounts = {one.username: one for one in Account.active.order_by("username") if one.is_open}
    for account in accounts.values():
        yield _right(RightKind.ACCOUNT, str(account.pk), account.username, account.agency, confirmed_on(account))
    placed = {one.decision for team in teams.teams for some in (team.listed, team.managing) for one in some.values()}
    days = dict(Decision.objects.filter(sequence__in=placed).values_list("sequence", "at"))
    for team in teams.teams:
        for username in people_of(team):
            if username in accounts:
                listed = (some[username].decision for some in (team.listed, team.managing) if username in some)
                since = max(london_day(days[one]) for one in listed)
                key = key_of_place(team.team_id, username)
                yield _right(RightKind.PLACE, key, username, team.agency, since, team)
    by_id = {team.team_id: team for team in teams.teams}
    for task in teams.tasks:
        if task.stands(on=today):
            team = by_id[task.team_id]
            yield _right(RightKind.TASK, task.task_id, "", team.agency, london_day(task.at), team)


def people_of(team: AccessTeam) -> Iterable[str]:
    """Its members and managers, each once."""
    return dict.fromkeys((*team.members, *team.managers))


def _right(
    kind: RightKind, key: str, username: str, agency: str, since: date, team: AccessTeam | None = None
) -> HeldRight:
    return HeldRight(
        kind=kind,
        key=key,
        username=username,
        agency=agency,
        confirmed_on=since,
        due_on=since,
        state=ConfirmationState.IN_ORDER,
        team_id=team.team_id if team else "",
        name=team.name if team else "",
    )

"""Decides from when need to know is in force, who is in a team, what its task is and who works with a child."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.casework.access.known_children import is_recorded_by, open_known
from sightline.casework.access.models import MOST_NAME, AccessEntry
from sightline.casework.access.pages.entry_kinds import TASKS, AccessEntryKind, AssignedWithin, TaskKind, TeamListing
from sightline.casework.access.refusals import was_refused
from sightline.casework.access.rights import (
    check_keeps_teams,
    check_not_own_team,
    check_signs,
    decides_for,
    may_keep_team_of,
    may_sign_for,
    team_of,
)
from sightline.casework.access.teams import Teams, read_teams
from sightline.casework.access.writer import ACCESS, AccessDraft
from sightline.casework.audit.trail import Trail
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_account, read_words
from sightline.model.calendar import add_months
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.sharing.need_to_know import need_to_know_value
from sightline.translation.messages import lazy as _

MOST_PEOPLE = 200


def start_need_to_know(session: ReaderSession, *, from_on: date | None, why: str) -> int:
    """Say from which day accounts open a child for a reason alone. Once in force it does not end."""
    with ACCESS.hold(session, action="start_need_to_know") as trail:
        check_signs(actor=session.actor)
        words, today, teams = read_words(why, part="why"), clock.today(), read_teams()
        if teams.in_force_on is not None and teams.in_force_on <= today:
            raise Refused(
                _("Need to know is already in force."), code="in_force", what_to_do=_("Change teams and tasks instead.")
            )
        if from_on is None or from_on < today:
            raise Usage(_("The first day is missing."), code="no_day", what_to_do=_("Enter today or a later day."))
        draft = AccessDraft(kind=AccessEntryKind.IN_FORCE, words=words, on_day=from_on)
        return ACCESS.write(session, subject=None, draft=draft, trail=trail).decision


@dataclass(frozen=True, slots=True)
class TeamContent:
    """What a team is to be: its name, agency, people, and the organisations, units and areas that it answers for.

    `confirmed`: every member and manager is listed, as if they were new.
    """

    name: str = field(repr=False)
    agency: str
    members: Iterable[str] = ()
    managers: Iterable[str] = ()
    confirmed: bool = False
    responsible_for: Iterable[str] = field(default=(), repr=False)


def keep_team(session: ReaderSession, *, team_id: str = "", **content: Any) -> str:
    """Make a team, or say anew who is in it, in the words of TeamContent; its id."""
    return record_team(session, content=TeamContent(**content), team_id=team_id)


def record_team(session: ReaderSession, *, content: TeamContent, team_id: str = "") -> str:
    """Make a team, or say anew who is in it; its id. NotHere where the account keeps no team of that agency.

    It lists who is new in the team.
    """
    agency = content.agency
    with ACCESS.hold(session, action="keep_team") as trail:
        check_keeps_teams(actor=session.actor)
        before = team_of(read_teams(), team_id) if team_id else None
        if agency not in list(Agency):
            raise Usage(_("The agency is missing."), code="no_agency", what_to_do=_("Choose an agency."))
        if not all(
            may_keep_team_of(actor=session.actor, agency=one) for one in {agency, before.agency if before else agency}
        ):
            raise NotHere
        draft = AccessDraft(
            kind=AccessEntryKind.TEAM,
            about=team_id,
            name=_read_name(content.name),
            agency=agency,
            members=_read_people(content.members, agency=agency, part="members"),
            managers=_read_people(content.managers, agency=agency, part="managers"),
            responsible_for=_read_bodies(content.responsible_for),
            word=TeamListing.CONFIRMED.value if content.confirmed and before else "",
        )
        check_not_own_team(actor=session.actor, before=before, members=draft.members, managers=draft.managers)
        entry = ACCESS.write(session, subject=None, draft=draft, trail=trail)
        return team_id or entry.entry_id


def sign_task(session: ReaderSession, *, team_id: str, kind: str, until_on: date | None, why: str) -> str:
    """Sign a standing task of a team until a day, at most a quarter away; its id."""
    with ACCESS.hold(session, action="sign_task") as trail:
        check_signs(actor=session.actor)
        words, today = read_words(why, part="why"), clock.today()
        team = team_of(read_teams(), team_id)
        if not may_sign_for(actor=session.actor, team=team):
            raise NotHere
        if kind not in TASKS:
            raise Usage(_("The task is missing."), code="no_task", what_to_do=_("Choose a task."))
        last = add_months(today, need_to_know_value("task_months", on=today))
        if until_on is None or not today <= until_on <= last:
            raise Usage(
                _("The last day must be within three months from today."),
                code="no_day",
                what_to_do=_("Enter a day within three months. Then review the task and sign it again."),
            )
        draft = AccessDraft(
            kind=AccessEntryKind.TASK,
            words=words,
            about=team.team_id,
            word=TaskKind(kind).value,
            on_day=until_on,
            members=team.members,
        )
        return ACCESS.write(session, subject=None, draft=draft, trail=trail).entry_id


def let_into_task(session: ReaderSession, *, task_id: str, why: str) -> str:
    """Let the members who joined the team since into its task; the entry's id. NotHere where nobody waits."""
    with ACCESS.hold(session, action="let_into_task") as trail:
        check_signs(actor=session.actor)
        words, teams = read_words(why, part="why"), read_teams()
        task = next((one for one in teams.tasks if one.task_id == task_id and one.stands(on=clock.today())), None)
        if task is None or not may_sign_for(actor=session.actor, team=team_of(teams, task.team_id)):
            raise NotHere
        if not teams.waiting(task):
            raise NotHere
        draft = AccessDraft(kind=AccessEntryKind.TASK_MEMBERS, words=words, about=task_id, members=teams.waiting(task))
        return ACCESS.write(session, subject=None, draft=draft, trail=trail).entry_id


def end_task(session: ReaderSession, *, task_id: str, why: str) -> None:
    """End a standing task before its last day."""
    with ACCESS.hold(session, action="end_task") as trail:
        check_signs(actor=session.actor)
        words, teams = read_words(why, part="why"), read_teams()
        task = next((one for one in teams.tasks if one.task_id == task_id), None)
        if task is None or not may_sign_for(actor=session.actor, team=team_of(teams, task.team_id)):
            raise NotHere
        ACCESS.write(session, subject=None, draft=_ending(task_id, words), trail=trail)


def take_out_of_team(session: ReaderSession, *, team_id: str, username: str, trail: Trail) -> None:
    """Say anew who is in a team, without one person and without accounts that are closed.

    In the caller's transaction, which has checked that the person is to leave.
    """
    team = team_of(read_teams(), team_id)
    stay = set(Account.active.filter(username__in=(*team.members, *team.managers)).values_list("username", flat=True))
    stay -= {username}
    draft = AccessDraft(
        kind=AccessEntryKind.TEAM,
        about=team_id,
        name=team.name,
        agency=team.agency,
        members=tuple(one for one in team.members if one in stay),
        managers=tuple(one for one in team.managers if one in stay),
        responsible_for=team.responsible_for,
    )
    ACCESS.write(session, subject=None, draft=draft, trail=trail)


def end_task_of(session: ReaderSession, *, task_id: str, trail: Trail) -> None:
    """End a team's task in the caller's transaction, which has checked that it is to end."""
    draft = AccessDraft(kind=AccessEntryKind.ENDED, about=task_id)
    ACCESS.write(session, subject=None, draft=draft, trail=trail)


def assign(
    session: ReaderSession, *, person_id: str, username: str = "", team_id: str = "", until_on: date | None = None,
    why: str,
) -> str:  # fmt: skip
    """Assign somebody, or a team, to a child; the entry's id. NotHere where the account may not decide it."""
    with ACCESS.hold(session, action="assign_to_child") as trail:
        check_keeps_teams(actor=session.actor)
        words = read_words(why, part="why")
        if until_on is not None and until_on < clock.today():
            raise Usage(_("The last day has passed."), code="no_day", what_to_do=_("Enter today or a later day."))
        teams = read_teams()
        account, team = _read_assigned(session, teams, username, team_id)
        trail.add("person", [person_id])
        mention_id = _mention_to_assign(session, person_id)
        word = _check_decides_for(session, teams, account, team)
        if word:
            _check_not_refused(session, person_id)
        draft = AccessDraft(
            kind=AccessEntryKind.ASSIGNED, words=words, about=team, account=account, on_day=until_on,
            mention_id=mention_id, word=word,
        )  # fmt: skip
        return ACCESS.write(session, subject=None, draft=draft, trail=trail).entry_id


def end_assignment(session: ReaderSession, *, person_id: str, entry_id: str, why: str) -> None:
    """End somebody's assignment to a child: they open the child no longer by it. NotHere for another agency's."""
    with ACCESS.hold(session, action="end_assignment") as trail:
        check_keeps_teams(actor=session.actor)
        words = read_words(why, part="why")
        _mention_to_assign(session, person_id)
        found = AccessEntry.objects.of_kind(AccessEntryKind.ASSIGNED).not_ended().filter(entry_id=entry_id).first()
        with open_known(session) as known:
            people = known.store.people_of(mention_ids=[found.mention_id]) if found else {}
        if found is None or people.get(found.mention_id) != person_id:
            raise NotHere
        teams = {team.team_id: team for team in read_teams().teams}
        if not decides_for(actor=session.actor, row=found, teams=teams):
            raise NotHere
        trail.add("person", [person_id])
        ACCESS.write(session, subject=None, draft=_ending(entry_id, words), trail=trail)


def _ending(entry_id: str, words: str) -> AccessDraft:
    return AccessDraft(kind=AccessEntryKind.ENDED, about=entry_id, words=words)


def _mention_to_assign(session: ReaderSession, person_id: str) -> str:
    """A mention of the child; NotHere where the account may not say who works with them."""
    with open_known(session) as known:
        known.child(person_id)
        if not is_recorded_by(known, person_id, session.actor.reader):
            raise NotHere
        return known.mention(person_id)


def _read_assigned(session: ReaderSession, teams: Teams, username: str, team_id: str) -> tuple[Account | None, str]:
    """The account or the team that is to work with a child, of an agency for which the reader decides."""
    if bool(username.strip()) == bool(team_id):
        raise Usage(
            _("Who works with the child is missing."),
            code="no_who",
            what_to_do=_("Enter a user name, or choose a team. Do not give both."),
        )
    account = read_account(username) if username.strip() else None
    agency = account.agency if account else team_of(teams, team_id).agency
    if not may_keep_team_of(actor=session.actor, agency=agency):
        raise Refused(
            _("You can assign only people and teams of your own agency."),
            code="not_own_agency",
            what_to_do=_("Ask a manager of the other agency."),
        )
    return account, team_id


def _check_decides_for(session: ReaderSession, teams: Teams, account: Account | None, team_id: str) -> str:
    """Whether a manager assigns within their own team, for which governance reviews it; Refused for themselves."""
    own = session.actor.reader.username
    team = team_of(teams, team_id) if team_id else None
    if (account and account.username == own) or (team and own in team.members):
        raise Refused(
            _("You cannot assign yourself, or a team that you are in."),
            code="own_assignment",
            what_to_do=_("Ask another manager of your agency, or information governance."),
        )
    led = {one for managed in teams.managed_by(own) for one in managed.members}
    within = (account and account.username in led) or (team and own in team.managers)
    return AssignedWithin.OWN_TEAM.value if within else ""


def _check_not_refused(session: ReaderSession, person_id: str) -> None:
    with open_known(session) as known:
        mentions = known.store.mentions_of(person_ids=[person_id])
    if was_refused(by=session.actor.reader.username, mention_ids=mentions):
        raise Refused(
            _("A reviewer refused your last decision about this child."),
            code="refused_before",
            what_to_do=_("Ask another manager of your agency, or information governance."),
        )


def _read_name(name: str) -> str:
    if not name.strip():
        raise Usage(_("The team’s name is missing."), code="no_name", what_to_do=_("Enter a name."))
    return name.strip()[:MOST_NAME]


def _read_bodies(names: Iterable[str]) -> tuple[str, ...]:
    """Organisations, units and areas, each once."""
    return tuple(dict.fromkeys(one.strip()[:MOST_NAME] for one in names if one.strip()))[:MOST_PEOPLE]


def _read_people(usernames: Iterable[str], *, agency: str, part: str) -> tuple[str, ...]:
    """Names of open accounts of the agency, each once."""
    wanted = tuple(dict.fromkeys(one.strip() for one in usernames if one.strip()))[:MOST_PEOPLE]
    there = set(Account.active.filter(username__in=wanted, agency=agency).values_list("username", flat=True))
    if missing := [one for one in wanted if one not in there]:
        raise Usage(
            _("This agency has no open account named %(names)s.") % {"names": ", ".join(missing)},
            code="no_account",
            what_to_do=_("Check the names, one a line."),
            where=part,
        )
    return wanted

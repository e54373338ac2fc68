"""Reads since when need to know is in force, teams and tasks, and who opened a child for a reason of their own."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q

from sightline.casework.access.known_children import open_known
from sightline.casework.access.look_bodies import governed_looks, is_governed
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.access import AccessPage, ClosedChild, LookLine, TaskLine, TeamLine
from sightline.casework.access.pages.entry_kinds import AccessEntryKind
from sightline.casework.access.reviews import checks_of, is_own_team, list_looks, looks_to_review
from sightline.casework.access.rights import (
    READS_ALL,
    check_keeps_teams,
    check_reads,
    check_signs,
    governs_all,
    managed_readers,
    may_keep_team_of,
    may_keep_teams,
    may_read_look,
    may_review,
    may_sign,
    team_of,
)
from sightline.casework.access.teams import Teams, read_teams
from sightline.casework.accounts.governance_scope import sees_every_agency
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.model.when import london_day
from sightline.rulebook.calendar import read_calendar
from sightline.sharing.need_to_know import need_to_know_value

A_PART = 50


def read_access(session: ReaderSession, *, part: int = 1) -> AccessPage:
    """Everything about access that the account may see: all of it, or that of its own agency and people.

    Of the openings one part: those to review first, the longest waiting at the top, then the others, the newest first.
    """
    with audited(session, action="read_access") as trail:
        check_reads(actor=session.actor)
        teams, today, actor = read_teams(), clock.today(), session.actor
        names = {team.team_id: team.name for team in teams.teams}
        own_teams, (looks, parts) = _own_teams(session, teams), _looks(session, teams, part)
        trail.add("access_entry", [one.entry_id for one in looks])
        trail.add("person", [one.child.person_id for one in looks if one.child])
        return AccessPage(
            in_force_on=teams.in_force_on,
            in_force=teams.in_force_on is not None and teams.in_force_on <= today,
            teams=tuple(_team_line(session, teams, team_id) for team_id in own_teams),
            tasks=tuple(
                TaskLine(
                    one.task_id,
                    names[one.team_id],
                    one.kind,
                    one.until_on,
                    one.by,
                    one.at,
                    one.stands(on=today),
                    tuple(one.members),
                    teams.waiting(one),
                )
                for one in teams.tasks
                if one.team_id in own_teams
            ),
            looks=looks,
            part=min(part, parts),
            parts=parts,
            may_start=may_sign(actor=actor) and (teams.in_force_on is None or teams.in_force_on > today),
            may_sign=may_sign(actor=actor),
            may_keep_teams=may_keep_teams(actor=actor),
        )


def read_access_to_sign(session: ReaderSession) -> AccessPage:
    """The same, for whoever signs tasks and the first day; Refused for all others."""
    with audited(session, action="read_access_to_sign"):
        check_signs(actor=session.actor)
        return read_access(session)


def read_access_to_keep(session: ReaderSession) -> AccessPage:
    """The same, for whoever makes teams; Refused for all others."""
    with audited(session, action="read_access_to_keep"):
        check_keeps_teams(actor=session.actor)
        return read_access(session)


def read_team(session: ReaderSession, *, team_id: str) -> TeamLine:
    """One team, to be changed; NotHere where it is another agency's."""
    with audited(session, action="read_team") as trail:
        check_keeps_teams(actor=session.actor)
        trail.add("access_entry", [team_id])
        line = _team_line(session, read_teams(), team_id)
        if not line.may_change:
            raise NotHere
        return line


def read_task(session: ReaderSession, *, task_id: str) -> TaskLine:
    """One standing task, to be ended; NotHere where there is none that stands."""
    found = next((one for one in read_access_to_sign(session).tasks if one.task_id == task_id), None)
    if found is None:
        raise NotHere
    return found


def read_look(session: ReaderSession, *, entry_id: str) -> LookLine:
    """One look, to be reviewed; NotHere where the account is not told of it."""
    with audited(session, action="read_look") as trail:
        check_reads(actor=session.actor)
        trail.add("access_entry", [entry_id])
        teams, row = read_teams(), list_looks().filter(entry_id=entry_id).first()
        governs = row is not None and is_governed(session, row)
        if row is None or not may_read_look(actor=session.actor, look=row, teams=teams, is_governed=governs):
            raise NotHere
        return _look_lines(session, teams, [row])[0]


def _own_teams(session: ReaderSession, teams: Teams) -> list[str]:
    """The teams that the account is told of: all, or those of its agency and those that it manages."""
    reader, sees_all = session.actor.reader, governs_all(actor=session.actor)
    return [
        team.team_id
        for team in teams.teams
        if sees_all or team.agency == reader.agency or reader.username in team.managers
    ]


def _team_line(session: ReaderSession, teams: Teams, team_id: str) -> TeamLine:
    team = team_of(teams, team_id)
    may_change = may_keep_team_of(actor=session.actor, agency=team.agency)
    return TeamLine(
        team.team_id, team.name, team.agency, team.members, team.managers, may_change, team.moved, team.responsible_for
    )


def _looks(session: ReaderSession, teams: Teams, part: int) -> tuple[tuple[LookLine, ...], int]:
    """One part of the openings that the account is told of, and how many parts there are."""
    listed = _of_governed(session) if session.actor.reader.is_one_of(READS_ALL) else _of_managed(session, teams)
    to_review = list(looks_to_review().filter(listed).values_list("pk", flat=True))
    first = set(to_review)
    others = list_looks().filter(listed).order_by("-pk").values_list("pk", flat=True)
    pages = Paginator([*to_review, *(one for one in others if one not in first)], A_PART)
    wanted = list(pages.get_page(part).object_list)
    rows = AccessEntry.objects.in_bulk(wanted)
    return tuple(_look_lines(session, teams, [rows[one] for one in wanted])), pages.num_pages


def _of_governed(session: ReaderSession) -> Q:
    """What concerns governance of the account's body; all of it for the partnership's."""
    is_all = sees_every_agency(actor=session.actor)
    return Q() if is_all else Q(entry_id__in=sorted(governed_looks(session, list_looks())))


def _of_managed(session: ReaderSession, teams: Teams) -> Q:
    """What people whom the account manages opened since they have the work that they have now."""
    managed = managed_readers(session.actor, teams)
    of_any = Q(by__in=[name for name, since in managed.items() if not since])
    for name, since in managed.items():
        of_any |= Q(by=name, decision__gt=since) if since else Q()
    return of_any & Q(kind__in=[AccessEntryKind.NEEDED, AccessEntryKind.NUMBER])


def _look_lines(session: ReaderSession, teams: Teams, rows: list[AccessEntry]) -> list[LookLine]:
    ids = [row.entry_id for row in rows]
    said = {row.about: row for row in AccessEntry.objects.of_kind(AccessEntryKind.REVIEWED).filter(about__in=ids)}
    texts = Texts(session, [row.text_sha for row in (*rows, *said.values())])
    children, checks = _children(session, [row.mention_id for row in rows]), checks_of(ids)
    own = governed_looks(session, rows)
    due = set(looks_to_review().filter(entry_id__in=ids).values_list("entry_id", flat=True))
    return [
        replace(
            _look_line(row, said.get(row.entry_id), texts),
            child=children.get(row.mention_id),
            assigned_to=_name_assigned(row, teams),
            check=checks[row.entry_id].word if row.entry_id in checks else "",
            may_review=row.entry_id not in said
            and may_review(actor=session.actor, look=row, teams=teams, is_governed=row.entry_id in own),
            **_review_day(row, checks.get(row.entry_id), is_due=row.entry_id in due),
        )
        for row in rows
    ]


def _look_line(row: AccessEntry, review: AccessEntry | None, texts: Texts) -> LookLine:
    text = texts.of(row.text_sha, mention_ids=[row.mention_id])
    reviewed = texts.of(review.text_sha, mention_ids=[row.mention_id]) if review else None
    return LookLine(
        entry_id=row.entry_id,
        by=row.by,
        at=row.at,
        until_at=row.until_at or "",
        purpose="" if is_own_team(row) else row.word,
        number=text.what,
        why=text.words,
        waits=row.waits and review is None,
        outcome=review.word if review else "",
        reviewed_by=review.by if review else "",
        said=reviewed.words if reviewed else "",
    )


def _review_day(row: AccessEntry, check: AccessEntry | None, *, is_due: bool) -> dict[str, Any]:
    """By when somebody must review it, from the day on which that was known; nothing where nobody must."""
    if not is_due:
        return {"review_by": None, "is_overdue": False}
    days = need_to_know_value("review_working_days", on=clock.today())
    review_by = read_calendar().add_working_days(london_day(check.at if check else row.at), days)
    return {"review_by": review_by, "is_overdue": clock.today() > review_by}


def _name_assigned(row: AccessEntry, teams: Teams) -> str:
    """Whom a manager assigned within their own team; empty for every other opening."""
    if not is_own_team(row):
        return ""
    if row.account is not None:
        return row.account.username
    return next((team.name for team in teams.teams if team.team_id == row.about), "")


def _children(session: ReaderSession, mention_ids: Iterable[str]) -> dict[str, ClosedChild]:
    """The child of each of these mentions, by name and birth date alone."""
    wanted = sorted(set(mention_ids))
    if session.snapshot is None or not wanted:
        return {}
    with open_known(session) as known:
        people = known.store.people_of(mention_ids=wanted)
        found = {one.person_id: one for one in known.children(sorted(set(people.values())))}
    return {mention: found[person] for mention, person in people.items() if person in found}

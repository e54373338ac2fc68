"""Reads who is assigned to which child, since when and from which source, for whoever may end it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q

from sightline.casework.access.case_names import count_allocated
from sightline.casework.access.known_children import is_recorded_by, open_known
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.access import AssignmentLine, AssignmentSource, AssignmentsPage, ClosedChild
from sightline.casework.access.pages.entry_kinds import AccessEntryKind
from sightline.casework.access.rights import check_keeps_teams, decides_for, may_keep_team_of
from sightline.casework.access.teams import read_teams
from sightline.casework.accounts.moves import Move, last_moves
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Assignment
from sightline.casework.core.session import ReaderSession
from sightline.model.when import london_day

A_PART = 50
Listed = tuple[AssignmentLine, str]


def read_assignments(session: ReaderSession, *, part: int = 1) -> AssignmentsPage:
    """One part of the assignments for which the account decides: of its own agency, or of every one."""
    with audited(session, action="read_assignments") as trail:
        check_keeps_teams(actor=session.actor)
        found = sorted((*_by_hand(session), *_from_lists(session), *_from_extracts(session)), key=_order)
        pages = Paginator(found, A_PART)
        lines = _with_children(session, pages.get_page(part).object_list)
        trail.add("person", [one.child.person_id for one in lines if one.child])
        return AssignmentsPage(lines, min(part, pages.num_pages), pages.num_pages, pages.count)


def read_listed_assignment(session: ReaderSession, *, number: int) -> AssignmentLine:
    """One assignment of an agency's list, to be ended; NotHere where the account does not decide it."""
    with audited(session, action="read_listed_assignment") as trail:
        check_keeps_teams(actor=session.actor)
        found = [one for one in _from_lists(session) if one[0].number == number]
        if not found:
            raise NotHere
        (line,) = _with_children(session, found)
        trail.add("person", [line.child.person_id] if line.child else [])
        return line


def _by_hand(session: ReaderSession) -> Iterator[Listed]:
    """Those that somebody decided here, and that count today."""
    rows = list(AccessEntry.objects.of_kind(AccessEntryKind.ASSIGNED).not_ended().select_related("account"))
    teams, today = {team.team_id: team for team in read_teams().teams}, clock.today()
    moves = last_moves(row.account_id for row in rows if row.account_id is not None)
    for row in rows:
        counts = row.decision > moves.get(row.account_id or 0, Move()).decision and (row.account or row.about in teams)
        if (
            counts
            and not (row.on_day and row.on_day < today)
            and decides_for(actor=session.actor, row=row, teams=teams)
        ):
            to = row.account.username if row.account else teams[row.about].name
            line = AssignmentLine(
                to=to, is_team=row.account is None, since_on=london_day(row.at), until_on=row.on_day,
                source=AssignmentSource.BY_HAND, by=row.by, entry_id=row.entry_id,
            )  # fmt: skip
            yield line, row.mention_id


def _from_lists(session: ReaderSession) -> Iterator[Listed]:
    """Those of the agencies' own lists of lead workers and police leads, that count today."""
    today = clock.today()
    rows = Assignment.objects.filter(from_on__lte=today).filter(Q(to_on=None) | Q(to_on__gte=today))
    for row in rows.select_related("account").order_by("pk"):
        if may_keep_team_of(actor=session.actor, agency=row.account.agency):
            line = AssignmentLine(
                to=row.account.username, is_team=False, since_on=row.from_on, until_on=row.to_on,
                source=AssignmentSource.FROM_LIST, kind=str(row.get_kind_display()), number=row.pk,
            )  # fmt: skip
            yield line, row.mention_id


def _from_extracts(session: ReaderSession) -> Iterator[Listed]:
    """Those that the newest extract of the account's own body gives, since the day of the extract that began each."""
    rows = AccessEntry.objects.of_kind(AccessEntryKind.ALLOCATED).not_ended().select_related("account")
    for row in count_allocated(rows):
        if row.account and row.on_day and may_keep_team_of(actor=session.actor, agency=row.account.agency):
            line = AssignmentLine(
                to=row.account.username, is_team=False, since_on=row.on_day, until_on=None,
                source=AssignmentSource.FROM_EXTRACT,
            )  # fmt: skip
            yield line, row.mention_id


def _with_children(session: ReaderSession, found: Iterable[Listed]) -> tuple[AssignmentLine, ...]:
    """The lines with the child of each: by name alone, and only whom the account may know of by its own body."""
    listed = list(found)
    children = _children(session, sorted({mention for _line, mention in listed}))
    return tuple(line.of_child(children.get(mention)) for line, mention in listed)


def _children(session: ReaderSession, mention_ids: Sequence[str]) -> dict[str, ClosedChild]:
    if session.snapshot is None or not mention_ids:
        return {}
    with open_known(session) as known:
        people = known.store.people_of(mention_ids=list(mention_ids))
        found = {one.person_id: one for one in known.children(sorted(set(people.values())))}
        own = {one for one in found if is_recorded_by(known, one, session.actor.reader)}
    return {mention: found[person] for mention, person in people.items() if person in own}


def _order(listed: Listed) -> tuple[bool, str, date]:
    """What extracts give comes after what people decided."""
    line, _mention = listed
    return line.source is AssignmentSource.FROM_EXTRACT, line.to, line.since_on

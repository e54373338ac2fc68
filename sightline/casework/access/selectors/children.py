"""Reads who knows a child, for whoever has stated a purpose; and who is assigned, for whoever decides it."""

from sightline.casework.access.known_children import (
    KnownReader,
    find_person,
    is_recorded_by,
    list_bodies,
    open_known,
    search_known,
)
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.access import AssignedLine, AssignedPage, ClosedChild, WhoKnowsPage
from sightline.casework.access.pages.entry_kinds import PURPOSES, AccessEntryKind
from sightline.casework.access.rights import (
    check_asks_first,
    check_keeps_teams,
    check_needs_reason,
    decides_for,
    may_keep_team_of,
    may_keep_teams,
    opens_by_number,
)
from sightline.casework.access.teams import read_teams, teams_of
from sightline.casework.accounts.moves import Move, last_moves
from sightline.casework.audit.reasons_first import people_opened
from sightline.casework.audit.trail import KNOWS, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import may_open
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _


def find_known(session: ReaderSession, *, terms: SearchTerms, purpose: str) -> tuple[ClosedChild, ...]:
    """Children of a whole name or number whom the reader may know of for a purpose, and has not opened.

    Nobody without a purpose, and nobody for a reader who needs no reason.
    """
    if purpose not in PURPOSES or not session.actor.reader.needs_reason or session.snapshot is None:
        return ()
    with audited(session, action="find_known_children") as trail:
        check_needs_reason(actor=session.actor)
        trail.details["purpose"] = purpose
        session.searched.append(("", terms.name, terms.phone))
        with open_known(session) as known:
            found = search_known(known, terms)
            with session.need_current() as (_, opened):
                children = known.children([one for one in found if not may_open(opened, one, session.sight)])
            bodies = {one.person_id: list_bodies(known, one.person_id) for one in children}
        trail.add("person", list(bodies))
        trail.details[KNOWS] = [
            [place, one.agency, one.organisation] for place, held in enumerate(bodies.values()) for one in held
        ]
    return children


def read_who_knows(session: ReaderSession, *, person_id: str, purpose: str) -> WhoKnowsPage:
    """Who knows a child; NotHere where no listed body does, Refused where no purpose is stated."""
    with audited(session, action="read_who_knows") as trail:
        check_needs_reason(actor=session.actor)
        if purpose not in PURPOSES:
            raise Refused(
                _("You have not said what you need to know for."),
                code="no_purpose",
                what_to_do=_("Search for the child and choose a purpose."),
            )
        trail.details["purpose"] = purpose
        trail.add("person", [person_id])
        with open_known(session) as known:
            child, actor = known.child(person_id), session.actor
            bodies = list_bodies(known, person_id)
            trail.details[KNOWS] = [[0, one.agency, one.organisation] for one in bodies]
            return WhoKnowsPage(
                child,
                bodies,
                opens_by_number(actor=actor, teams=teams_of(actor.reader.username)),
                may_keep_teams(actor=actor) and is_recorded_by(known, person_id, actor.reader),
            )


def offer_reason(session: ReaderSession, *, person_id: str) -> None:
    """Whether who sees every child may give a reason for a person; NotHere where no record that they see names them.

    Nobody else is asked: who needs a reason is told of a child by a stated purpose alone.
    """
    with audited(session, action="offer_reason") as trail:
        check_asks_first(actor=session.actor)
        trail.add("person", [person_id])
        find_person(session, person_id)


def opens_records(session: ReaderSession, *, person_id: str) -> bool:
    """Whether the reader opens the child's records now. For a page that is audited by its own selector."""
    if session.actor.reader.asks_first and person_id not in people_opened(session):
        return False
    with session.open_current() as opened:
        return bool(opened and opened[1].said(person_ids=[person_id], sight=session.sight))


def read_assigned(session: ReaderSession, *, person_id: str) -> AssignedPage:
    """Who is assigned to a child, and the teams that can be; NotHere where the account may not decide it.

    Of those for whom the account decides: who works with the child at another agency is that agency's to tell.
    """
    with audited(session, action="read_assigned") as trail:
        check_keeps_teams(actor=session.actor)
        trail.add("person", [person_id])
        with open_known(session) as known:
            child = known.child(person_id)
            if not is_recorded_by(known, person_id, session.actor.reader):
                raise NotHere
            lines = _assigned(session, known, person_id)
        teams = read_teams().teams
        own = [team for team in teams if may_keep_team_of(actor=session.actor, agency=team.agency)]
        return AssignedPage(child, lines, tuple((team.team_id, team.name) for team in own))


def _assigned(session: ReaderSession, known: KnownReader, person_id: str) -> tuple[AssignedLine, ...]:
    mentions = known.store.mentions_of(person_ids=[person_id])
    rows = AccessEntry.objects.of_kind(AccessEntryKind.ASSIGNED).not_ended().filter(mention_id__in=mentions)
    teams, today = {team.team_id: team for team in read_teams().teams}, clock.today()
    standing = list(rows.select_related("account"))
    moves = last_moves(row.account_id for row in standing if row.account_id is not None)
    return tuple(
        AssignedLine(
            row.entry_id,
            row.account.username if row.account else teams[row.about].name,
            row.account is None,
            row.on_day,
            row.by,
            row.at,
        )
        for row in standing
        if (row.on_day is None or row.on_day >= today)
        and row.decision > moves.get(row.account_id or 0, Move()).decision
        and decides_for(actor=session.actor, row=row, teams=teams)
    )

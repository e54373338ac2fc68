"""The first page of an analyst: groups and adults around several children, what nobody owns, and who and what is new.

"for the first time" is so for this reader. A record that they may not see neither makes a name new nor takes it away.
"""

from collections.abc import Iterable

from sightline.casework.concerns.subjects import summaries
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.home.danger import count_danger
from sightline.casework.home.missing_part import list_missing_children
from sightline.casework.home.pages.parts import AnalystHome, ThingLine, UnownedLine
from sightline.casework.home.panels import HomeDesk, at_desk, list_waiting, news_of, own_scope, people_on_list
from sightline.casework.home.referrals import list_unacknowledged
from sightline.casework.networks.selectors.lists import GROUP, list_networks
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.subject_files.escalates import unowned_since
from sightline.casework.subject_files.models import SubjectFile
from sightline.casework.subject_files.rights import open_files

LISTED, UNOWNED, NETWORKS = 10, 100, 3


def read_analyst_home(session: ReaderSession) -> AnalystHome:
    """Groups and adults that nobody has answered first, what is unowned, who is newly named, what waits, what came."""
    groups, adults = (list_networks(session, kind=kind) for kind in (GROUP, "adult"))
    with at_desk(session, action="read_analyst_home") as desk:
        check_people(actor=session.actor)
        scope = own_scope(desk)
        people, things = _people(desk), _things(desk)
        missing, waiting = list_missing_children(desk), list_waiting(desk, scope=scope)
        news = news_of(desk, scope=scope, people=lambda: people_on_list(desk, scope=scope))
        referrals, unacknowledged = list_unacknowledged(desk)
        return AnalystHome(
            now=desk.now,
            waiting=waiting,
            news=news,
            missing=missing,
            danger=count_danger(desk, missing=missing, news=news, waiting=waiting, unacknowledged=unacknowledged),
            referrals=referrals,
            people=people[:LISTED],
            more_people=len(people) > LISTED,
            things=things[:LISTED],
            more_things=len(things) > LISTED,
            unowned=tuple(_unowned(desk)),
            groups=groups.lines[:NETWORKS],
            more_groups=groups.total > NETWORKS,
            adults=adults.lines[:NETWORKS],
            more_adults=adults.total > NETWORKS,
        )


def _people(desk: HomeDesk) -> tuple[PersonSummary, ...]:
    """Those first named, by name; one more than are listed where there are more."""
    if desk.store is None:
        return ()
    found = desk.store.arrivals.first_named(after=desk.since.through, sight=desk.sight, size=LISTED + 1)
    people = summaries(desk.store, found, desk.sight)
    desk.trail.add("person", people)
    return tuple(sorted(people.values(), key=lambda one: (one.name.casefold(), one.person_id)))


def _things(desk: HomeDesk) -> tuple[ThingLine, ...]:
    if desk.store is None:
        return ()
    found = desk.store.arrivals.first_named_things(after=desk.since.through, sight=desk.sight, size=LISTED + 1)
    desk.trail.add("record", [row["record_id"] for row in found])
    return tuple(ThingLine(**row) for row in found)


def _unowned(desk: HomeDesk) -> Iterable[UnownedLine]:
    """The working files that nobody owns, of those that the reader may open."""
    files = SubjectFile.objects.open().select_related("owner").order_by("from_at", "pk")
    unowned = [one for one in files if unowned_since(one)][:UNOWNED]
    for opened in open_files(desk.session, files=unowned):
        one = opened.file
        desk.trail.add("working_file", [one.file_id])
        desk.trail.add("record", one.record_ids)
        yield UnownedLine(one.file_id, one.kind, one.from_at, one.agency, tuple(one.record_ids))

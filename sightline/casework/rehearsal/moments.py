"""The ticks of a rehearsal: one each quarter of an hour, without those at which nothing can fall due."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Min

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import opening_moment
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.sources import Finder, finders
from sightline.casework.escalation.straight_rules import is_straight, straight_rules
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.casework.straight_line.models import Telling
from sightline.casework.straight_line.services import start_of
from sightline.casework.timekeeping.scheduler import gather, next_due
from sightline.model.errors import OurFault
from sightline.model.when import utc_text

QUARTER = timedelta(minutes=15)
SECOND = timedelta(seconds=1)


def every_quarter(_: ReaderSession, *, since: str, before: str) -> Iterator[str]:
    """Each quarter of an hour from a moment on, that moment included, until just before another."""
    at = datetime.fromisoformat(since)
    while utc_text(at) < before:
        yield utc_text(at)
        at += QUARTER


def quarters_that_matter(
    session: ReaderSession, *, since: str, before: str, sources: Sequence[Finder] | None = None
) -> Iterator[str]:
    """Of these the first, and each by which an item may open or a step fall due since the one before.

    The caller ticks at each before asking for the next: what a tick does sets what falls due after it.
    """
    if since >= before:
        return
    yield since
    openings = find_openings(session, before=before, sources=finders() if sources is None else sources)
    at = since
    while (due := _next(session, openings, since=at)) is not None:
        at = next_quarter(after=due)
        if at >= before:
            return
        yield at


def find_openings(session: ReaderSession, *, before: str, sources: Sequence[Finder]) -> list[str]:
    """The moments from which anything known now stands as an item, up to a moment, in order."""
    found, went_wrong = gather(session, now=before, sources=sources)
    if went_wrong:
        raise OurFault("Sightline could not read what will fall due.", code="sources_unread")
    switched = rules_switched_on(session)
    moments = {opening_moment(each, switched=switched) for each in found}
    return sorted(at for at in moments if at is not None)


def next_telling(session: ReaderSession, *, since: str) -> str | None:
    """The next moment at which an item on the straight line is told or passed on; a telling is not late at its moment.

    It is put a second back, so that the quarter at that very moment is a tick.
    """
    open_items = Item.objects.open().filter(rule_id__in=straight_rules())
    untold = [item for item in open_items.filter(tellings=None) if is_straight(item)]
    passed = Telling.objects.filter(item__in=open_items, pass_at__gt=since).aggregate(at=Min("pass_at"))["at"]
    moments = [at for at in (passed, *(start_of(session, item) for item in untold)) if at and at > since]
    return utc_text(datetime.fromisoformat(min(moments)) - SECOND) if moments else None


def next_quarter(*, after: str) -> str:
    """The first quarter of an hour after a moment: what is due at a quarter is worked at the next."""
    at = datetime.fromisoformat(after)
    hour = at.replace(minute=0, second=0, microsecond=0)
    return utc_text(hour + ((at - hour) // QUARTER + 1) * QUARTER)


def _next(session: ReaderSession, openings: list[str], *, since: str) -> str | None:
    place = bisect_left(openings, since)
    opening = openings[place] if place < len(openings) else None
    moments = (opening, next_due(since=since), next_telling(session, since=since))
    return min((at for at in moments if at is not None), default=None)

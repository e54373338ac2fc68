"""Counts children by the small area in which they were found, for those who see counts only: no place and no person.

Only records that are neither restricted nor sealed are counted, so that no number says anything of one that is. An area
has a number from five children on, to the nearest five. The half-years are fixed and whole: no two of them share an
episode, so that no difference of two numbers tells of one child. How many episodes there were is not said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sightline import networks
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.rights import check_counts
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.pages.maps import AreaCount, AreaCounts, BaseOnMap
from sightline.casework.networks.selectors.area_map import AreaLocator, MissingEpisode, missing_episodes
from sightline.casework.networks.selectors.maps import points_of, rings_of
from sightline.model.calendar import add_months
from sightline.model.visibility import RowFilter
from sightline.scale.small_numbers import FEWEST_SHOWN, to_five

OPEN_RECORDS = RowFilter(" AND ".join(f"{column} = 0" for column in ("restricted", "sealed")), ())
HALF_YEAR, MOST_BACK = 6, 3


def read_area_counts(session: ReaderSession, *, back: int = 0, as_file: bool = False) -> AreaCounts | None:
    """A whole half-year beside the one before it; None where the partnership gave no areas. `back`: so many earlier."""
    with audited(session, action="map_area_counts") as trail:
        check_counts(actor=session.actor)
        root = current_workspace().root
        files = networks.read_areas(root)
        with session.open_current() as opened:
            if opened is None or not files.areas:
                return None
            as_at = date.fromisoformat(opened[0].manifest()["as_at"])
            rows = opened[1].arrivals.named_in_missing_reports(sight=OPEN_RECORDS)
            locate = AreaLocator(files, networks.read_spots(root / networks.LOCAL_PLACES).spots)
            every = list(missing_episodes(rows, locate))
        begin = begin_half_year(clock.today(), back)
        now, before = (
            _children(every, first, add_months(first, HALF_YEAR)) for first in (begin, add_months(begin, -HALF_YEAR))
        )
        trail.details = {"file": as_file}
    return AreaCounts(
        areas=tuple(
            AreaCount(area.name, rings_of(area), (area.middle.east, area.middle.north),
                      _shown(now.get(area.name, ())), _shown(before.get(area.name, ())))
            for area in files.areas
        ),
        base=tuple(BaseOnMap(one.kind, points_of(one.ring)) for one in files.base),
        children=_shown({child for some in now.values() for child in some}),
        as_at=as_at,
        begin=begin,
        end=add_months(begin, HALF_YEAR) - timedelta(days=1),
    )  # fmt: skip


def begin_half_year(today: date, back: int = 0) -> date:
    """The first day of the last half-year that is over, January to June or July to December; or of one before it."""
    running = date(today.year, 1 if today.month <= HALF_YEAR else 1 + HALF_YEAR, 1)
    return add_months(running, -HALF_YEAR * (1 + min(back, MOST_BACK)))


def _children(every: Iterable[MissingEpisode], begin: date, end: date) -> Mapping[str, set[str]]:
    """Who was found in each area, of the episodes that began from one day until before another."""
    last = (end - timedelta(days=1)).isoformat()
    found: dict[str, set[str]] = defaultdict(set)
    for one in every:
        if one.to and begin.isoformat() <= one.began_on <= last:
            found[one.to] |= one.children
    return found


def _shown(children: Iterable[str]) -> int | None:
    """How many to the nearest five; None where there are too few to be shown."""
    number = len(set(children))
    return None if 0 < number < FEWEST_SHOWN else to_five(number)

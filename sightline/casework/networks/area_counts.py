"""Counts children by the small area in which they were found, for those who see counts only: no place and no person.

Only records that are neither restricted nor sealed are counted, so that no number says anything of one that is. An area
has a number from five children on, to the nearest five, so that most months do not change it. How many episodes there
were is not said, since those of one child would stand out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sightline import networks
from sightline.casework.audit.trail import audited
from sightline.casework.core.permissions import check_counts
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.area_map import AreaLocator, Ended, missing_episodes, points_of
from sightline.casework.networks.map_pages import AreaCount, AreaCounts, BaseOnMap
from sightline.model.calendar import add_months
from sightline.model.visibility import RowFilter
from sightline.scale.small_numbers import FEWEST_SHOWN, to_five

OPEN_RECORDS = RowFilter(" AND ".join(f"{column} = 0" for column in ("restricted", "sealed")), ())
YEAR = 12


def read_area_counts(session: ReaderSession, *, until: date, as_file: bool = False) -> AreaCounts | None:
    """Twelve months to the end of a month, beside the twelve before; None where the partnership gave no areas."""
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
        middle = add_months(until.replace(day=1), 1 - YEAR)
        now, before = (
            _children(every, begin, add_months(begin, YEAR)) for begin in (middle, add_months(middle, -YEAR))
        )
        trail.details = {"file": as_file}
    return AreaCounts(
        areas=tuple(
            AreaCount(area.name, tuple(points_of(ring) for ring in area.rings), (area.middle.east, area.middle.north),
                      _shown(now.get(area.name, ())), _shown(before.get(area.name, ())))
            for area in files.areas
        ),
        base=tuple(BaseOnMap(one.kind, points_of(one.ring)) for one in files.base),
        children=_shown({child for some in now.values() for child in some}),
        as_at=as_at,
    )  # fmt: skip


def _children(every: Iterable[Ended], begin: date, end: date) -> Mapping[str, set[str]]:
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

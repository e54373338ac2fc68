"""Missing episodes of one child, on what was known: reports that overlap are one, an interview may stand for a report.

Without a time of day an episode is as short as its dates allow. What counts by hours must hold on that reading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce

from sightline.known_facts.people import KnownPerson
from sightline.known_facts.row_types import PersonFactRow
from sightline.known_facts.rows import FACT_PIECE, by_person, detail, human_of, piece_of
from sightline.model.calendar import earliest_moment
from sightline.model.when import DATE_LENGTH, london_day
from sightline.patterns.instances import EVENT, CountedFact
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
MISSING, FOUND, RETURNED = "missing", "found", "returned"


@dataclass(frozen=True, slots=True)
class Episode:
    """One time that a child was missing. `begins` and `ends` are its shortest reading; None: length not known."""

    on: date
    counted: tuple[CountedFact, ...]
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def lasted(self) -> timedelta | None:
        """How long at least."""
        return self.ends - self.begins if self.begins and self.ends else None

    def overlaps(self, other: "Episode") -> bool:
        """Whether two overlap in time on every reading; ends that touch do not."""
        if not (self.begins and self.ends and other.begins and other.ends):
            return False
        return max(self.begins, other.begins) < min(self.ends, other.ends)

    def first(self, kind: str) -> CountedFact | None:
        """The earliest of its facts of a kind, by moment."""
        return min(self._of(kind), key=_moment, default=None)

    def last(self, *kinds: str) -> CountedFact | None:
        """The latest of its facts of these kinds, by moment."""
        return max((one for kind in kinds for one in self._of(kind)), key=_moment, default=None)

    def _of(self, kind: str) -> list[CountedFact]:
        return [one for one in self.counted if one.kind == kind]


class EpisodeRow(PersonFactRow):
    """A fact of missing, found or returned: the reference of the episode, and the child's home on that row."""

    occurred_from: str
    ref: str
    home: str | None


def _moment(one: CountedFact) -> datetime:
    return earliest_moment(one.more["when"])


def gather_episodes(*, engine: Engine) -> dict[str, tuple[KnownPerson, list[CountedFact]]]:
    """Every child's facts of missing, found and returned, by person."""
    sql = SQL.fill(
        "episode_facts",
        fact_piece=Fragment(FACT_PIECE),
        misper_ref=Fragment(detail("misper_ref", "fact.details")),
        missing=MISSING,
        found=FOUND,
        returned=RETURNED,
    )
    found = {}
    for person_id, rows in by_person(read_rows(engine, EpisodeRow, sql)):
        human = human_of(rows[0])
        counted = [_counted_fact(row) for row in rows if human.is_child(row["event_on"])]
        if counted:
            found[person_id] = (human, counted)
    return found


def _counted_fact(row: EpisodeRow) -> CountedFact:
    more = {"ref": row["ref"], "when": row["occurred_from"], "home": row["home"]}
    return CountedFact(row["person_id"], row["event_on"], (piece_of(row),), row["name"], more)


def episodes(now: Sequence[CountedFact]) -> list[Episode]:
    """One child's episodes, in the order of their days."""
    by_kind: dict[str, dict[str, CountedFact]] = {MISSING: {}, FOUND: {}, RETURNED: {}}
    for one in sorted(now, key=lambda one: one.order):
        by_kind[one.kind].setdefault(one.more["ref"], one)
    reported = [_reported(one, by_kind[FOUND].get(ref)) for ref, one in by_kind[MISSING].items()]
    others = [Episode(one.on, (one,)) for ref, one in by_kind[RETURNED].items() if ref not in by_kind[MISSING]]
    every = _confirmed([*_merged(reported), *others])
    return sorted(every, key=lambda episode: (episode.on, episode.counted[0].order))


def _reported(start: CountedFact, found: CountedFact | None) -> Episode:
    if found is None:
        return Episode(start.on, (start,))
    return Episode(start.on, (start, found), latest_start(start.more["when"]), earliest_moment(found.more["when"]))


def latest_start(when: str) -> datetime:
    """The latest moment at which it can have begun: of a day without a time, the next midnight."""
    if len(when) == DATE_LENGTH:
        return earliest_moment((london_day(when) + timedelta(days=1)).isoformat())
    return earliest_moment(when)


def _merged(reported: Iterable[Episode]) -> list[Episode]:
    ordered = sorted(reported, key=lambda one: (one.begins is None, one.begins or one.on, one.counted[0].order))
    merged: list[Episode] = []
    for one in ordered:
        if merged and merged[-1].overlaps(one):
            merged[-1] = _joined(merged[-1], one)
        else:
            merged.append(one)
    return merged


def _confirmed(every: Iterable[Episode]) -> list[Episode]:
    """Those that people confirmed as one event are one, from the first start to the last end."""
    joined: list[Episode] = []
    for one in every:
        events = {each.more[EVENT] for each in one.counted if EVENT in each.more}
        same = [other for other in joined if any(each.more.get(EVENT) in events for each in other.counted)]
        joined = [other for other in joined if other not in same] + [reduce(_joined, same, one)]
    return joined


def _joined(one: Episode, other: Episode) -> Episode:
    return Episode(
        on=min(one.on, other.on),
        counted=one.counted + other.counted,
        begins=min((when for when in (one.begins, other.begins) if when), default=None),
        ends=max((when for when in (one.ends, other.ends) if when), default=None),
    )

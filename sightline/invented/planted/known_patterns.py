"""What is known of the planted stories by construction: which dated patterns they make true, and since when.

This is not a second pattern engine. Where the first day follows from the rows as they were written it stands here;
everywhere else the day is left empty, and says so.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from sightline.invented.agencies.police import WrittenEpisode
from sightline.invented.desk import Desk
from sightline.invented.planted.groups import PlantedGroup, PlantedTie
from sightline.invented.planted.missing_pair import first_missing_together
from sightline.invented.planted.story import Story
from sightline.invented.population.people import Person

WORKED_OUT = "Worked out from the rows as written."
SHARED = {"T": "shared_adult", "V": "shared_vehicle", "N": "shared_phone"}  # by the first letter of the true id
PLANTED = "Planted; the first day is not worked out here."


def first_repeat_missing(episodes: Sequence[WrittenEpisode]) -> date | None:
    """The first day on which three episodes that began within 90 days are known."""
    days = [
        max(episode.known_on for episode in three)
        for three in combinations(episodes, 3)
        if max(e.left for e in three).date() - min(e.left for e in three).date() <= timedelta(days=90)
    ]
    return min(days, default=None)


def first_escalating_missing(episodes: Sequence[WrittenEpisode]) -> date | None:
    """The first day on which two episodes of twelve hours or more, begun within 60 days, are known with their ends."""
    long = [episode for episode in episodes if episode.found - episode.left >= timedelta(hours=12)]
    days = [
        max(one.known_on, other.known_on)
        for one, other in combinations(long, 2)
        if abs(other.left.date() - one.left.date()) <= timedelta(days=60)
    ]
    return min(days, default=None)


def record_telephone_report(*, desk: Desk, child: Person, episodes: Sequence[WrittenEpisode]) -> None:
    """Write what a child's missing episodes make true, planted or not."""
    for pattern, day in (("repeat_missing", first_repeat_missing(episodes)),
                         ("escalating_missing", first_escalating_missing(episodes))):  # fmt: skip
        if day:
            _tell(desk, pattern, [child.true_id], "", day)


def tell_patterns(*, desk: Desk, group: PlantedGroup, stories: Sequence[Story]) -> None:
    """Write what the group's stories make true into the truth."""
    for story in stories:
        record_telephone_report(desk=desk, child=story.child, episodes=story.episodes)
    for (one, other), thing in sorted(_pairs_and_things(group)):
        day = first_shared(group.ties, one=one, other=other, thing=thing)
        if day:
            _tell(desk, SHARED[thing[0]], [one, other], thing, day)
    for pair in combinations(sorted(stories, key=lambda story: story.child.true_id), 2):
        day = first_missing_together(*(story.episodes for story in pair))
        if day:
            _tell(desk, "missing_together", [story.child.true_id for story in pair], "", day)
    children = [story.child.true_id for story in stories]
    if len(children) > 1:
        _tell(desk, "group_around_children", children, group.group_id, None)


def _pairs_and_things(group: PlantedGroup) -> set[tuple[tuple[str, str], str]]:
    pairs = list(combinations(sorted(child.true_id for child in group.children), 2))
    return {(pair, thing) for tie in group.ties for thing in tie.things for pair in pairs}


def first_shared(ties: Sequence[PlantedTie], *, one: str, other: str, thing: str) -> date | None:
    """The first day on which records of both children with the thing, within 365 days, are known; not all graded 3E."""
    here = [tie for tie in ties if thing in tie.things]
    days = [
        max(a.known_on, b.known_on)
        for a in here
        for b in here
        if one in a.children and other in b.children and abs((a.on - b.on).days) <= 365 and (a.counts or b.counts)
    ]
    return min(days, default=None)


def _tell(desk: Desk, pattern: str, children: Sequence[str], thing: str, day: date | None) -> None:
    desk.sink.tell("patterns", pattern, json.dumps(children), thing, day or "", WORKED_OUT if day else PLANTED)

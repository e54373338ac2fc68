"""Two children who are missing on the same nights, and stand on no record together: the first child and a friend.

Each agency sees one child at a time. That both were away at once shows only where the reports lie side by side.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from sightline.invented.agencies.care import write_interview
from sightline.invented.agencies.police import WrittenEpisode, write_missing
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk
from sightline.invented.narration import tell
from sightline.invented.planted.story import Story
from sightline.invented.population.people import Person

NIGHTS: Final = 4
NEEDS: Final = 3
WITHIN: Final = timedelta(days=180)
APART: Final = timedelta(days=2)  # from any other episode of the friend


def write_pair(*, first: Story, friend: Story) -> None:
    """Write nights of the friend that begin after the first child's and end before; and since when both are known."""
    desk = replace(first.desk, chance=chance_for(first.desk.seed, "missing pair"))
    free = [one for one in first.episodes if all(_are_apart(one, other) for other in friend.episodes)]
    for episode in free[:NIGHTS]:
        friend.episodes.append(_write_night(desk, friend.child, episode))
    friend.episodes.sort(key=lambda one: one.left)


def _write_night(desk: Desk, friend: Person, episode: WrittenEpisode) -> WrittenEpisode:
    hours = max(1, int((episode.found - episode.left).total_seconds() // 3600) - 2)
    own = write_missing(
        desk=desk, child=friend, left=episode.left + timedelta(hours=1), hours=hours, found_at=None, grade="Medium",
        circumstances=tell("missing_ordinary", chance=desk.chance, child=friend),
    )  # fmt: skip
    write_interview(
        desk=desk, child=friend, episode=own, text="Talked on a walk. Did not want to say where.",
        words="I was just out.", shared=False,
    )  # fmt: skip
    return own


def _are_apart(one: WrittenEpisode, other: WrittenEpisode) -> bool:
    return one.found + APART < other.left or other.found + APART < one.left


def first_missing_together(ones: Sequence[WrittenEpisode], others: Sequence[WrittenEpisode]) -> date | None:
    """The first day on which three occasions within 180 days are known: both missing at once, and both found."""
    occasions = [
        (max(a.left, b.left).date(), max(a.known_on, b.known_on))
        for a in ones
        for b in others
        if a.left < b.found and b.left < a.found
    ]
    days = [
        max(known for _, known in some)
        for some in combinations(occasions, NEEDS)
        if max(on for on, _ in some) - min(on for on, _ in some) <= WITHIN
    ]
    return min(days, default=None)

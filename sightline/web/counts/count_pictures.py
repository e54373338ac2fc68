"""The pictures of a count: how it grew, who is on which lists, and what each method of its estimate gives."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sightline.casework.counts.pages import CountView
from sightline.pictures.counts.estimate_range import draw_range
from sightline.pictures.counts.growth import draw_count_growth
from sightline.pictures.counts.list_overlaps import draw_overlaps
from sightline.pictures.picture import Picture

DRAWN: Mapping[str, Callable[[CountView], Picture | None]] = {
    "growth": lambda count: draw_count_growth(count.growth) if count.growth else None,
    "lists": lambda count: draw_overlaps(count.overlaps) if count.overlaps else None,
    "methods": lambda count: draw_range(count.found_range) if count.found_range else None,
}


class CountOnPage(NamedTuple):
    """A count with those of its pictures that there are."""

    made: CountView
    drawn: Mapping[str, Picture]


def with_pictures(counts: Sequence[CountView]) -> list[CountOnPage]:
    """Each count with its pictures by name."""
    made = [(count, {name: draw(count) for name, draw in DRAWN.items()}) for count in counts]
    return [CountOnPage(count, {name: one for name, one in drawn.items() if one}) for count, drawn in made]


def find_picture(counts: Sequence[CountView], *, rule: str, picture: str) -> tuple[CountView, Picture] | None:
    """One picture of the count by a rule, if there is one."""
    found = next((one for one in counts if one.rule["id"] == rule), None)
    drawn = DRAWN[picture](found) if found and picture else None
    return (found, drawn) if found and drawn else None

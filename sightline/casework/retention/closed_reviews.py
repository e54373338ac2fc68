"""Learning reviews that are closed: their package is above this one, and says which there are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sightline.casework.core.registry import Registry


@dataclass(frozen=True, slots=True)
class ClosedReview:
    """A closed review that still holds words: when it was closed, and whose records about whom and when it read.

    `record_ids` are records that its entries name; `row_ids` the rows that agencies sent to it.
    """

    review_id: str
    closed_on: date
    period: tuple[date, date]
    agencies: tuple[str, ...]
    mention_ids: tuple[str, ...]
    record_ids: frozenset[str]
    row_ids: tuple[str, ...]


CLOSED_REVIEWS: Registry[Callable[[], Iterable[ClosedReview]]] = Registry("closed learning reviews")


def closed_reviews() -> list[ClosedReview]:
    """Those of which something can be erased."""
    return [one for find in CLOSED_REVIEWS.all() for one in find()]

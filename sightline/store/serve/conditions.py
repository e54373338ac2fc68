"""The conditions of a question about connections: what a reader may see, on which days, by which agencies."""

from collections.abc import Collection

from sightline.model.visibility import RowFilter
from sightline.store.serve.own_people import list_own_people


def readable(*, sight: RowFilter) -> tuple[str, tuple[str, tuple[str, ...]]]:
    """The filter of records, and that of people: where a reader is kept to those whom their own body names."""
    if sight.only_people_of is None:
        return sight.sql, ("1 = 1", ())
    own, whose = list_own_people(sight=sight)
    both = f"person_id IN ({own}) AND (entity_kind <> 'adult' OR entity_id IN ({own}))"
    return sight.sql, (both, (*whose, *whose))


def chosen(*, since: str, until: str, agencies: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """SQL and its values: between two days, both included, and of one of these agencies; of none, all count."""
    days = ("occurred_on BETWEEN ? AND ?", (since, until))
    if not agencies:
        return days
    every = sorted(agencies)
    return f"{days[0]} AND agency IN ({', '.join('?' * len(every))})", (*days[1], *every)

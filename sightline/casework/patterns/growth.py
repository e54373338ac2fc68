"""Of what an instance rests on: the records that are told. A group grows with every delivery; what is told does not.

An item, its arrival and who may see it rest on the records with which the instance was first true, so that they are
the same however the files come. A group of the backlog that goes on after go-live is told by the record that says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.casework.core.house_reader import THE_HOUSE, visibility
from sightline.casework.go_live.backlog import GoLiveDays, day_of, was_complete_before
from sightline.model.rows.patterns import ServedRecognised, ServedRecognisedBasis
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader


@dataclass(frozen=True, slots=True)
class AnswerableInstance:
    """The day from which an instance must be answered, and the records by which it is told."""

    known_on: date
    basis: tuple[ServedRecognisedBasis, ...]


def find_answerable(
    *, store: SnapshotReader, row: ServedRecognised, basis: Sequence[ServedRecognisedBasis], days: GoLiveDays
) -> AnswerableInstance | None:
    """By which of its records an instance is told; None where it is backlog."""
    first, day = basis_of_first(basis), london_day(row["first_true_on"])
    if not was_complete_before(day=day, seen=map(visibility, first), days=days):
        return AnswerableInstance(day, tuple(first))
    later = {one["record_id"]: _known_on(store, one) for one in basis if one["later"]}
    news = min(_since_go_live(basis, later, days), default=None)
    if news is None:
        return None
    return AnswerableInstance(news, tuple(one for one in basis if not one["later"] or later[one["record_id"]] <= news))


def basis_of_first(basis: Iterable[ServedRecognisedBasis]) -> list[ServedRecognisedBasis]:
    """Of what an instance rests on the records without which it would not have been seen."""
    return [one for one in basis if not one["later"]]


def _since_go_live(basis: Iterable[ServedRecognisedBasis], later: dict[str, date], days: GoLiveDays) -> Iterator[date]:
    """The days on which its agency recorded what joined the group later and is no backlog."""
    for one in basis:
        known_on = later.get(one["record_id"])
        if known_on is not None:
            live_on = day_of(days, one["agency"], one["layout"])
            if live_on is None or known_on >= live_on:
                yield known_on


def _known_on(store: SnapshotReader, row: ServedRecognisedBasis) -> date:
    """The first day on which a record was known to its agency; never, where no version says."""
    versions = store.record(record_id=row["record_id"], sight=THE_HOUSE)
    return min((london_day(one["known_from"]) for one in versions if one["known_from"]), default=date.max)

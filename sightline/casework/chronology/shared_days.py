"""Days on which several agencies wrote of a person and no rule proposes one event, each with the reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from sightline.casework.chronology.pages.same_events import NotProposed, SharedEvent
from sightline.casework.chronology.shared_events import differing, key_of, make_telling, telling_place
from sightline.casework.people.pages.people import Entry
from sightline.chronology.same_events import SameEventRules, SameState, is_of, kinds_fit, read_same_event_rules
from sightline.model.nouns import Precision
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader

Records = Mapping[str, Sequence[Entry]]
DATED = (Precision.EXACT, Precision.DAY)


def find_shared_days(
    store: SnapshotReader, entries: Iterable[Entry], events: Collection[SharedEvent], *, sight: RowFilter
) -> tuple[tuple[SharedEvent, ...], int]:
    """The records of each such day, the newest first; and on how many more days one agency alone tells of something.

    A day with a record of one of the `events` is not among them: it is with its event.
    """
    rules, shown = read_same_event_rules(), {one for event in events for one in event.record_ids}
    days, kept = [], 0
    for records in _of_several(entries):
        said = {one: every for one, every in records.items() if not _is_kept(every[0].kind, rules)}
        if len(_agencies(said)) < 2:
            kept += 1
        elif shown.isdisjoint(records):
            days.append(_make_day(store, said, rules, sight))
    return tuple(sorted(days, key=lambda one: telling_place(one.tellings[0]), reverse=True)), kept


def _of_several(entries: Iterable[Entry]) -> list[Records]:
    by_day: dict[date, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for one in entries:
        if one.occurred_from and one.date_precision in DATED:
            by_day[london_day(one.occurred_from)][one.record_id].append(one)
    return [records for records in by_day.values() if len(_agencies(records)) > 1]


def _agencies(records: Records) -> set[str]:
    return {every[0].agency for every in records.values()}


def _is_kept(kind: str, rules: SameEventRules) -> bool:
    """Whether it is a list or a register that an agency keeps, and tells of no event."""
    return any(is_of(kind, rules.families[one]) for one in rules.kept)


def _make_day(store: SnapshotReader, records: Records, rules: SameEventRules, sight: RowFilter) -> SharedEvent:
    pairs = combinations([every[0] for every in records.values()], 2)
    fit = any(one.agency != other.agency and kinds_fit(one.kind, other.kind, rules) for one, other in pairs)
    tellings = sorted((make_telling(store, every, sight) for every in records.values()), key=telling_place)
    return SharedEvent(
        key=key_of(records),
        state=SameState.NOT_PROPOSED,
        tellings=tuple(tellings),
        shared=(),
        differs=differing(one.says for one in tellings),
        why=NotProposed.NOTHING_SHARED if fit else NotProposed.KINDS,
    )

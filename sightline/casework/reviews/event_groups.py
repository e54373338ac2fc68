"""Groups the tellings of one event: those that the rule proposes, and those that people confirmed or keep separate."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sightline.casework.chronology.pages.same_events import ContactCount
from sightline.casework.chronology.shared_events import count_of_kinds, differing
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.events import AnyEvent, OtherTellings, ReviewEvent, key_of
from sightline.casework.reviews.pages.same_events import (
    EventGroup,
    EventRemark,
    TellingShown,
)
from sightline.casework.reviews.tellings import (
    make_tellings,
    parts_of,
    read_verdicts,
    remark_rows,
)
from sightline.chronology.same_events import (
    SameState,
    SharedBy,
    propose_same,
    read_same_event_rules,
    settle_groups,
)


def remarks_of(session: ReaderSession, found: ReviewHistory) -> dict[str, list[EventRemark]]:
    """By event what people wrote about it, the oldest first; for what is audited by itself."""
    remarks: dict[str, list[EventRemark]] = {}
    for event_id, row, words in remark_rows(session, found):
        remarks.setdefault(event_id, []).append(EventRemark(row.kind, row.agency, row.by, row.at, words))
    return remarks


def find_other_tellings(groups: Iterable[EventGroup]) -> dict[str, OtherTellings]:
    """By event the other agencies that tell of it, confirmed before proposed; not of those kept separate."""
    found: dict[str, OtherTellings] = {}
    for group in groups:
        is_confirmed = group.state is SameState.CONFIRMED
        for one in group.tellings if group.state is not SameState.SEPARATE else ():
            others = sorted({other.event.agency for other in group.tellings} - {one.event.agency})
            if is_confirmed or one.event.event_id not in found:
                found[one.event.event_id] = OtherTellings(group.key, tuple(others), is_confirmed)
    return found


def find_groups(
    session: ReaderSession, found: ReviewHistory, frozen: FrozenReader, events: Sequence[AnyEvent]
) -> tuple[EventGroup, ...]:
    """Groups that people have to answer, then those confirmed, then those kept separate; of events that are there."""
    by_id = {one.event_id: one for one in events}
    proposals = propose_same(make_tellings(frozen, events), rules=read_same_event_rules())
    groups = []
    for some in settle_groups(proposals, read_verdicts(session, found), here=by_id):
        group = _group(frozen, by_id, some.event_ids, some.state, _shared_in(some.event_ids, proposals))
        if said := some.verdict:
            group = _add_verdict(group, said.entry.by, said.entry.at, said.words)
        groups.append(group)
    return tuple(groups)


def _shared_in(
    event_ids: Iterable[str], proposals: Mapping[tuple[str, str], tuple[SharedBy, ...]]
) -> tuple[SharedBy, ...]:
    some = set(event_ids)
    kinds = {kind for pair, shared in proposals.items() if set(pair) <= some for kind in shared}
    return tuple(kind for kind in SharedBy if kind in kinds)


def _group(
    frozen: FrozenReader,
    by_id: Mapping[str, AnyEvent],
    event_ids: Iterable[str],
    state: SameState,
    shared: tuple[SharedBy, ...],
) -> EventGroup:
    tellings = tuple(TellingShown(by_id[one], parts_of(frozen, by_id[one])) for one in event_ids)
    ordered = tuple(
        sorted(tellings, key=lambda one: (str(one.event.first_on or ""), one.event.agency, one.event.event_id))
    )
    return EventGroup(key_of(event_ids), state, ordered, shared, differing(one.says for one in ordered))


def _add_verdict(group: EventGroup, by: str, at: str, words: str) -> EventGroup:
    return EventGroup(group.key, group.state, group.tellings, group.shared, group.differs, by, at, words)


def count_contacts(events: Iterable[AnyEvent], groups: Sequence[tuple[Collection[str], SameState]]) -> ContactCount:
    """Contacts about the children of a review. Rows of agencies' own chronologies have no kind."""
    kinds = {one.event_id: one.entry.kind for one in events if isinstance(one, ReviewEvent)}
    return count_of_kinds(kinds, groups)

"""Groups the tellings of one event: those that the rule proposes, and those that people confirmed or keep separate."""

from collections.abc import Iterable, Mapping, Sequence

from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.events import AnyEvent, OtherTellings, ReviewEvent, key_of
from sightline.casework.reviews.pages.same_events import (
    ContactCount,
    EventGroup,
    EventRemark,
    SameState,
    TellingShown,
)
from sightline.casework.reviews.tellings import (
    confirmed_pairs,
    differing,
    make_tellings,
    parts_of,
    read_verdicts,
    remark_rows,
)
from sightline.chronology.same_events import (
    SharedBy,
    count_events,
    is_of,
    join_pairs,
    propose_same,
    read_same_event_rules,
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
    """Groups that people have to verdict, then those confirmed, then those kept separate; of events that are there."""
    by_id = {one.event_id: one for one in events}
    verdicts = read_verdicts(session, found)
    same, apart = confirmed_pairs(verdicts)
    here = {pair: verdict for pair, verdict in same.items() if pair <= by_id.keys()}
    confirmed = join_pairs([_two(pair) for pair in sorted(here, key=sorted)])
    together = {pair: place for place, some in enumerate(confirmed) for pair in some}
    proposals = propose_same(make_tellings(frozen, events), rules=read_same_event_rules())
    undecided = {
        pair: shared
        for pair, shared in proposals.items()
        if frozenset(pair) not in apart and (pair[0] not in together or together[pair[0]] != together.get(pair[1]))
    }
    proposed = [some for some in join_pairs(undecided, apart=apart) if some not in confirmed]
    separate = [
        one
        for one in verdicts
        if not one.is_same and one.event_ids <= by_id.keys() and apart >= _pairs_of(one.event_ids)
    ]
    groups = [_group(frozen, by_id, some, SameState.PROPOSED, _shared_in(some, undecided)) for some in proposed]
    for some in confirmed:
        verdict = max((here[pair] for pair in here if pair <= set(some)), key=lambda one: one.entry.pk)
        group = _group(frozen, by_id, some, SameState.CONFIRMED, _shared_in(some, proposals))
        groups.append(_add_verdict(group, verdict.entry.by, verdict.entry.at, verdict.words))
    for one in {each.event_ids: each for each in separate}.values():
        group = _group(frozen, by_id, sorted(one.event_ids), SameState.SEPARATE, _shared_in(one.event_ids, proposals))
        groups.append(_add_verdict(group, one.entry.by, one.entry.at, one.words))
    return tuple(groups)


def _two(pair: frozenset[str]) -> tuple[str, str]:
    one, other = sorted(pair)
    return one, other


def _pairs_of(event_ids: Iterable[str]) -> set[frozenset[str]]:
    ids = sorted(event_ids)
    return {frozenset((one, other)) for place, one in enumerate(ids) for other in ids[place + 1 :]}


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


def count_contacts(events: Iterable[AnyEvent], confirmed: Iterable[Sequence[str]]) -> ContactCount:
    """Contacts by the rule's kinds: by tellings, and by events. Rows of agencies' own chronologies have no kind."""
    kinds = read_same_event_rules().contacts.kinds
    contacts = [one.event_id for one in events if isinstance(one, ReviewEvent) and is_of(one.entry.kind, kinds)]
    return ContactCount(len(contacts), count_events(contacts, same=confirmed))

"""Follows a disputed pattern or group that has another id now, because its records are more or others.

Where exactly one of the same rule rests on every record of the old one that is still there, and these are most of them,
the dispute is about that one too: a decision says so, as the new snapshot is served. Where that is not sure, the list
of disputes says that it changed.
"""

from collections.abc import Iterable, Iterator, Mapping

from sightline.casework.audit import hash_chain
from sightline.casework.core.models import Decision
from sightline.casework.core.selectors.withdrawn_rules import CONCLUSION_FOLLOWED
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.conclusions import AUDITED_AS
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputed_conclusions.pages import ConclusionKind
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

EVER = "9999-12-31"


def read_followed() -> Mapping[str, str]:
    """By dispute: the id that what it is about has now, where that changed."""
    rows = Decision.objects.of_kind(CONCLUSION_FOLLOWED).oldest_first().values_list("body", flat=True)
    return {body["dispute"]: body["conclusion_id"] for body in rows}


def ids_now(store: SnapshotReader, kinds: Iterable[str]) -> frozenset[str]:
    """The ids of every conclusion of these kinds in a snapshot."""
    return frozenset(one for kind in set(kinds) for one in store.list_ids(kind=AUDITED_AS[ConclusionKind(kind)]))


def follow_disputed(session: ReaderSession) -> int:
    """Keep which conclusion each dispute is about now; how many changed. It runs as a snapshot is served.

    Within the caller's transaction. Also of disputes with a reply: what was said stays beside the conclusion.
    """
    laid, followed = list(ConclusionDisputeEntry.objects.disputes()), read_followed()
    house = session.as_house()
    with house.open_current() as opened:
        if opened is None or not laid:
            return 0
        here = ids_now(opened[1], (one.word for one in laid))
        lost = [one for one in laid if followed.get(one.entry_id, one.conclusion_id) not in here]
        found = [(one, new) for one in lost if (new := _successor(opened[1], one, house.sight))]
    for one, new in found:
        body = {"dispute": one.entry_id, "conclusion": one.word, "conclusion_id": new}
        hash_chain.append(
            Decision, kind=CONCLUSION_FOLLOWED, by=house.actor.reader.username, os_name=house.actor.os_name, body=body
        )
    return len(found)


def _successor(store: SnapshotReader, laid: ConclusionDisputeEntry, sight: RowFilter) -> str:
    """The one of the same rule that rests on what is left of a lost one's records; empty where none or several do."""
    still = set(store.records(record_ids=laid.record_ids, sight=sight))
    if 2 * len(still) <= len(laid.record_ids):
        return ""
    found = {one for one, records in _resting_on(store, laid, sight) if still <= records}
    return found.pop() if len(found) == 1 else ""


def _resting_on(
    store: SnapshotReader, laid: ConclusionDisputeEntry, sight: RowFilter
) -> Iterator[tuple[str, frozenset[str]]]:
    """The patterns of its rule, or the groups, each with its records. Questions and deadlines are not followed."""
    if laid.word == ConclusionKind.PATTERN:
        for row in store.patterns.of_rule(rule_id=laid.rule_id, until=EVER, sight=sight):
            basis = store.patterns.basis(rows=[row], sight=sight)
            yield row["instance_key"], frozenset(one["record_id"] for one in basis)
    elif laid.word == ConclusionKind.GROUP:
        for group in store.networks.groups(sight=sight):
            yield group["group_id"], frozenset(one["record_id"] for one in store.networks.basis(group=group))

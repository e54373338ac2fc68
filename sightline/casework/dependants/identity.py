"""What rests on who is who: each domain that keeps something which names a mention registers what finds it.

A finder gives what still stands: nothing that was undone, has ended or was replaced.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sightline.casework.core.models import DependantKind
from sightline.casework.core.registry import Registry
from sightline.model.nouns import Role
from sightline.model.visibility import Reader, RowFilter
from sightline.store.snapshot_reader import SnapshotReader

LOOK_FOR_OTHERS = (Role.MANAGER, Role.INFORMATION_GOVERNANCE)
# Nobody is told of these but whoever decided them, and information governance.
SILENT = (
    DependantKind.WATCH,
    DependantKind.NAMED_ADULT,
    DependantKind.REVIEW,
    DependantKind.BLIND_QUESTION,
    DependantKind.TWO_OFFICERS,
    DependantKind.EMERGENCY,
)


@dataclass(frozen=True, slots=True)
class IdentityDependant:
    """One thing that somebody decided: its number within its kind, whose it is, and what it is, in words.

    `says` is kept, and names nobody but accounts. It is read by whoever may see the change, all the mentions, and every
    record of `record_ids`: those that the thing cannot stand without.
    """

    key: str
    mention_ids: tuple[str, ...]
    by: str
    says: str = field(repr=False)
    record_ids: tuple[str, ...] = ()


DependantFinder = Callable[[frozenset[str]], Iterable[IdentityDependant]]
FINDERS: Registry[Mapping[str, DependantFinder]] = Registry("dependants of identity")


def list_dependants_of_identity(mentions: frozenset[str]) -> list[tuple[str, IdentityDependant]]:
    """All that names one of these mentions, with its kind."""
    finders = {kind: finder for some in FINDERS.all() for kind, finder in some.items()}
    return [
        (kind, one)
        for kind, finder in sorted(finders.items())
        for one in finder(mentions)
        if not mentions.isdisjoint(one.mention_ids)
    ]


def is_put_to(*, reader: Reader, kind: str, by: str) -> bool:
    """Whether a reader is asked to look again at what `by` decided: their own, or what they look after."""
    if by == reader.username or reader.role == Role.INFORMATION_GOVERNANCE:
        return True
    return kind not in SILENT and reader.is_one_of(LOOK_FOR_OTHERS)


def sees_all(*, store: SnapshotReader, mention_ids: Sequence[str], record_ids: Sequence[str], sight: RowFilter) -> bool:
    """Whether the reader may see all that something rests on, as the records stand now."""
    found = (store.record(record_id=one, sight=sight) for one in record_ids)
    return all(store.naming(mention_id=one, sight=sight) for one in mention_ids) and all(
        versions and versions[0]["latest"] for versions in found
    )

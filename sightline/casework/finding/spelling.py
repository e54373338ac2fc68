"""Finds names that are spelt otherwise than was typed, by slip or by sound, among names that the reader may see.

The list that is compared holds visible names alone. So neither a result, nor a count, nor the time that it takes tells
of a name that only a hidden record says.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sightline.casework.finding.sounds import index_sounds
from sightline.linkage.settings import read_near_names, read_spellings
from sightline.model.visibility import RowFilter
from sightline.store.search.reader import NameChoice
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot

SHORTEST, LONG = 3, 8
MOST_NEAR, MOST_KEPT = 40, 16
nicknames = cache(read_near_names)
spellings = cache(read_spellings)


def visible_words(*, snapshot: Snapshot, store: SnapshotReader, sight: RowFilter) -> tuple[str, ...]:
    """Every name word that a reader with this sight may see; read once a snapshot, which never changes."""
    kept = _kept(snapshot.id, str(snapshot.folder), sight)
    if not kept:
        kept.append(tuple(store.visible_name_words(sight=sight)))
    return kept[0]


@lru_cache(maxsize=MOST_KEPT)
def _kept(_snapshot_id: str, _folder: str, _sight: RowFilter) -> list[tuple[str, ...]]:
    """A place for one list, by all that it depends on; the oldest places are let go."""
    return []


def near_names(*, word: str, known: Sequence[str]) -> tuple[str, ...]:
    """Those of the known words that are a slip of the pen away: one letter more, less, other or swapped; two if long.

    A word of three or four letters must keep its first letter; a shorter one has none near it.
    """
    if len(word) < SHORTEST:
        return ()
    most = 2 if len(word) >= LONG else 1
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=MOST_NEAR)
    keeps_first = len(word) < LONG // 2 + 1
    return tuple(sorted(other for other, _, _ in found if not keeps_first or other[0] == word[0]))


def as_typed(words: Iterable[str]) -> tuple[NameChoice, ...]:
    """Names that begin as each word was typed."""
    return tuple(NameChoice(word) for word in words)


def other_forms(words: Iterable[str]) -> tuple[NameChoice, ...]:
    """The same, and short, long and other listed forms of each word: Ted and Edward."""
    return tuple(NameChoice(word, nicknames().get(word, ())) for word in words)


def spelt_otherwise(words: Iterable[str], *, known: Sequence[str]) -> tuple[NameChoice, ...]:
    """The same, and each known word that is a slip of the pen away or sounds like it."""
    return tuple(NameChoice(word, _near_forms(word, known)) for word in words)


def _near_forms(word: str, known: Sequence[str]) -> tuple[str, ...]:
    listed = {*nicknames().get(word, ()), *spellings().get(word, ())}
    heard = index_sounds(known).like(word) if known else ()
    return tuple(sorted({*listed, *near_names(word=word, known=known), *heard}))

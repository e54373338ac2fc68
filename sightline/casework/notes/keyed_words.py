"""Marks of words of notes, as decisions keep them: only this workspace's index key makes them, or tries words."""

from collections.abc import Mapping
from typing import Any

from sightline.casework.word_index.marks import need_key
from sightline.model.passages import mark_hash, mark_words

MARK, BEFORE = "words_mark", "words_sha256"  # decisions from before there were marks have a plain hash


def mark_of(words: str) -> str:
    """The mark of words as they stand in a cell."""
    return mark_words(words, key=need_key())


def mark_kept(kept: Mapping[str, Any], *, key: bytes) -> str:
    """The mark that a decision keeps, or that of the plain hash in an older one; empty where it has neither."""
    if mark := kept.get(MARK):
        return str(mark)
    return mark_hash(kept[BEFORE], key=key) if kept.get(BEFORE) else ""

"""Hashes of words of notes, as decisions keep them: only this workspace's index key makes them, or tries words."""

from collections.abc import Mapping
from typing import Any

from sightline.casework.word_index.word_hashes import need_key
from sightline.model.passages import hash_sha256, hash_words

WORDS_HASH, BEFORE = "words_mark", "words_sha256"  # decisions from before there was a key have a plain hash


def hash_of(words: str) -> str:
    """The hash of words as they stand in a cell."""
    return hash_words(words, key=need_key())


def kept_hash(kept: Mapping[str, Any], *, key: bytes) -> str:
    """The hash that a decision keeps, or that of the plain hash in an older one; empty where it has neither."""
    if words_hash := kept.get(WORDS_HASH):
        return str(words_hash)
    return hash_sha256(kept[BEFORE], key=key) if kept.get(BEFORE) else ""

"""Finds in a missing report the sentences that say how the child was last seen, in the record's own words."""

import re

from sightline.rulebook.key_facts import read_key_facts

SENTENCES = re.compile(r"(?<=[.!?])\s+")


def split_last_seen(said: str) -> tuple[str, str]:
    """The sentences that say how the child was last seen, empty where none does; and the others."""
    words = "|".join(re.escape(one) for one in read_key_facts().last_seen.words)
    told = re.compile(rf"\b({words})\b", re.IGNORECASE)
    sentences = [one for one in SENTENCES.split(said.strip()) if one]
    seen = [one for one in sentences if told.search(one)]
    return " ".join(seen), " ".join(one for one in sentences if one not in seen)

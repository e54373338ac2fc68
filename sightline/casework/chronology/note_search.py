"""Looks for words inside a person's notes: only in entries that the reader was given, so it finds nothing hidden."""

import unicodedata
from collections.abc import Callable, Mapping

from sightline.model.rows.people import ServedChronologyLine

Keeps = Callable[[ServedChronologyLine], bool]


def search_words(search: str) -> tuple[str, ...]:
    """The words that all must be there, as they are compared: no capitals, no accents."""
    return tuple(_plain(search).split())


def keeps_words(search: str, *, added: Mapping[str, str]) -> Keeps:
    """Whether an entry has every word: in its text, the child's own words, who is named, or what `added` its author."""
    words = search_words(search)
    return lambda row: all(word in _said(row, added.get(row["record_id"], "")) for word in words)


def _said(row: ServedChronologyLine, added: str) -> str:
    return _plain(" ".join((row["what"], row["childs_words"], *(row["present"] or ()), added)))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

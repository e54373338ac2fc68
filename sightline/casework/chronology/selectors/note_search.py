"""Looks for words inside a person's notes: only in entries that the reader was given, so it finds nothing hidden.

A registration is found however it is written: with its blank, without one, or with another.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

from sightline.model.rows.people import ServedChronologyLine

Keeps = Callable[[ServedChronologyLine], bool]
# Of a car of today, and of an older one: these only where nothing else is looked for, as a word may look like one.
REGISTRATION = re.compile(r"\b[a-z]{2}\d{2}[\s-]*[a-z]{3}\b")
OLDER_REGISTRATION = re.compile(r"[a-z][\s-]*\d{1,3}[\s-]*[a-z]{3}|[a-z]{3}[\s-]*\d{1,3}[\s-]*[a-z]")
BLANKS = re.compile(r"[\s-]")


def search_patterns(search: str) -> tuple[str, ...]:
    """Patterns that all must be there in plain text: each word anywhere, and a registration with any blanks in it."""
    said = plain_text(search).strip()
    if OLDER_REGISTRATION.fullmatch(said):
        return (_with_any_blanks(said),)
    registrations = tuple(_with_any_blanks(found[0]) for found in REGISTRATION.finditer(said))
    return (*registrations, *map(re.escape, REGISTRATION.sub(" ", said).split()))


def keeps_words(search: str, *, added: Mapping[str, str]) -> Keeps:
    """Whether an entry has every word: in its text, the child's own words, who is named, or what `added` its author."""
    wanted = [re.compile(one) for one in search_patterns(search)]

    def keeps(row: ServedChronologyLine) -> bool:
        said = _said(row, added.get(row["record_id"], ""))
        return all(one.search(said) for one in wanted)

    return keeps


def plain_text(text: str) -> str:
    """The text as it is compared: no capitals, no accents; an accent alone is nothing."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _with_any_blanks(registration: str) -> str:
    return r"(?<![a-z\d])" + r"[\s-]*".join(BLANKS.sub("", registration)) + r"(?![a-z\d])"


def _said(row: ServedChronologyLine, added: str) -> str:
    return plain_text(" ".join((row["what"], row["childs_words"], *(row["present"] or ()), added)))

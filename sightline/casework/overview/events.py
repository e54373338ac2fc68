"""Chooses the last significant events of a chronology: one a record, by the kinds that the nation's file names."""

from collections.abc import Iterable

from sightline.casework.people.pages.people import Entry
from sightline.rulebook.key_facts import read_key_facts

SHOWN, LOOKED_AT = 5, 40


def significant_kinds() -> tuple[str, ...]:
    """Layouts and whole kinds that count."""
    return read_key_facts().significant.kinds


def choose_events(entries: Iterable[Entry], *, most: int = SHOWN) -> tuple[Entry, ...]:
    """Of entries, the newest first, one for each record: the child's own words first, else the one that says most."""
    of_record: dict[str, list[Entry]] = {}
    for entry in entries:
        of_record.setdefault(entry.record_id, []).append(entry)
    return tuple(max(those, key=_says) for those in list(of_record.values())[:most])


def _says(entry: Entry) -> tuple[bool, int]:
    return bool(entry.childs_words), len(entry.what)

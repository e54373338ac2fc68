"""What a person is counted by where only keyed hashes of names are kept: who else has a name, or one written like it.

Nobody is found by these to be compared as the same person. They only say whose row must be read to count.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sightline.store.layout.live_index import BETWEEN

WHOLE, ALIKE, FORENAME, BORN = "name_whole", "name_alike", "name_forename", "name_born"


def list_name_keys(profile: Mapping[str, Any]) -> Iterator[str]:
    """The keys of one profile: of its whole name, of names written like it, its forenames, and surname and birth."""
    first, last, born = profile["first_name"], profile["last_name"], profile["birth_date"]
    for forename in sorted({*filter(None, (first or "", *(profile["given_names"] or "").split("|")))}):
        yield forename_key(forename)
    if first and last:
        yield whole_key(first, last)
        yield alike_key(first, last)
    if last and born:
        yield born_key(last, born)


def whole_key(first: str, last: str) -> str:
    """Of a forename and a surname, in either order."""
    return BETWEEN.join((WHOLE, *sorted((first, last))))


def alike_key(first: str, last: str) -> str:
    """Of a surname and the first letter of a forename."""
    return BETWEEN.join((ALIKE, last, first[:1]))


def forename_key(name: str) -> str:
    """Of one forename."""
    return BETWEEN.join((FORENAME, name))


def born_key(last: str, born: date) -> str:
    """Of a surname and a birth date."""
    return BETWEEN.join((BORN, last, born.isoformat()))

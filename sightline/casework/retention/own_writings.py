"""What people write in Sightline itself, as retention asks of it: what it is, whose, about whom, and its last day.

The packages that hold it stand above this one, and give a way to list it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from sightline.agreements.retention_rules import WrittenHere
from sightline.casework.core.registry import Registry


@dataclass(frozen=True, slots=True)
class OwnWriting:
    """One file, meeting, action or question. `shas`: the hashes of its texts that are not erased.

    Each file on a person has the kind of one on an adult; whether they were grown when it began is asked of records.
    `is_proved`: an entry says that they were charged or convicted. `is_open`: work on it goes on, so it is not due.
    """

    writing_id: str
    kind: WrittenHere
    agency: str
    mention_ids: tuple[str, ...]
    record_ids: tuple[str, ...]
    first_on: date
    last_on: date
    shas: frozenset[str] = field(repr=False)
    is_proved: bool = False
    is_open: bool = False


ListWritings = Callable[[], Iterable[OwnWriting]]
WRITTEN_HERE: Registry[ListWritings] = Registry("what people write here")


def list_writings() -> tuple[OwnWriting, ...]:
    """Everything of which a text is left."""
    return tuple(one for find in WRITTEN_HERE.all() for one in find() if one.shas)

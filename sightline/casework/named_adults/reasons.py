"""Which agencies say that it is safe to tell an adult, who records it, and the lawful reasons not to tell them."""

from functools import cache

import msgspec

from sightline.casework.named_adults.pages import LawfulReason, TellingReason
from sightline.model.nouns import Agency, Role
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import read_table

FILE = ("england", "subject_access", "telling.toml")


class WrittenReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reason as it is written."""

    id: LawfulReason
    shown_as: str
    law: str
    status: str


class WrittenTelling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    id: str
    label: str
    meaning: str
    reason: str
    agencies: tuple[Agency, ...]
    roles: tuple[Role, ...]
    reasons: tuple[WrittenReason, ...]


@cache
def read_telling() -> WrittenTelling:
    """What the file says."""
    return read_table(WrittenTelling, read_toml(*FILE), where="/".join(FILE))


def telling_reasons() -> tuple[TellingReason, ...]:
    """The lawful reasons not to tell an adult, in order."""
    return tuple(
        TellingReason(one.id, one.shown_as, one.law, one.status == "statutory") for one in read_telling().reasons
    )

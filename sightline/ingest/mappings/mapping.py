"""What a mapping says, once read: which heading is which field, what makes a row's key, its facts and its mentions.

A mapping is data. Nothing here knows a layout; `mappings.files` reads and checks it.
"""

import re
from dataclasses import dataclass, field

from sightline.ingest.dates.reader import USUAL
from sightline.model.nouns import EntityKind

PERSON_PARTS = (
    "name", "surname", "forename", "birth_date", "sex", "nhs_number", "upn", "local_id", "address", "postcode", "phone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One field: its heading, other headings by pattern, whether a file may lack it, whether its date must be read.

    `of_file`: each row has it, but it is said of the file. A row that differs in nothing else says nothing new.
    """

    name: str
    heading: str
    also: tuple[re.Pattern[str], ...] = ()
    optional: bool = False
    essential: bool = False
    values: str = ""
    of_file: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One way to make a row's key: the fields that must be filled, and those that may be empty, in order."""

    fields: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Dating:
    """The fields that say when: day, time, end, end's time, and the source's own word for the precision."""

    day: str
    clock: str = ""
    to: str = ""
    to_clock: str = ""
    precision: str = ""


@dataclass(frozen=True, slots=True)
class FactRule:
    """One dated fact of a row. It is there where one of `needs` is filled; with no `needs`, always."""

    name: str
    label: str
    dates: tuple[Dating, ...]
    needs: tuple[str, ...] = ()
    recorded: str = ""
    what: tuple[tuple[str, str], ...] = ()
    childs_words: str = ""
    details: tuple[str, ...] = ()
    closes: bool = False


@dataclass(frozen=True, slots=True)
class MentionRule:
    """One naming of somebody or something: which fields give what. `split` says how a cell naming several is cut."""

    slot: str
    kind: EntityKind
    parts: dict[str, str]
    other_names: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    role: str = ""
    role_is: str = ""
    local_id_kind: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one layout is read. `numbers` are the fields with numbers of contacts, referrals, reports or occurrences.

    `is_own`: it lies in the workspace's folder `mappings`, and no mapping that ships fits in its place. `is_specified`:
    its headings are those of a specification, and say nothing of what the headings of others mean.
    """

    id: str
    agency: str
    title: str
    columns: dict[str, MappedColumn]
    keys: tuple[Key, ...]
    record: tuple[str, ...]
    facts: tuple[FactRule, ...]
    mentions: tuple[MentionRule, ...]
    is_full: bool = False
    scope: tuple[str, ...] = ()
    organisation: str = ""
    row_type: str = ""
    recorded: str = ""
    restricted: str = ""
    numbers: tuple[str, ...] = ()
    sheet: re.Pattern[str] | None = None
    title_rows: int = 10
    formats: tuple[str, ...] = USUAL
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    nobody: frozenset[str] = frozenset()
    is_own: bool = False
    is_specified: bool = False

    @property
    def layout(self) -> str:
        """The layout of its records: its id, which agreements name, so that what they say reaches each record."""
        return self.id

"""The tables of a mapping as its file writes them. What is not declared here is refused by name."""

import re
from typing import Any, Literal

from sightline.ingest.dates.reader import FORMATS, USUAL
from sightline.ingest.mappings.mapping import PERSON_PARTS
from sightline.model.nouns import Agency, EntityKind
from sightline.rulebook.schema import Text, TextList, Written

THING_PARTS = ("value", "postcode")
SLOTS = {
    EntityKind.PERSON: (
        "subject", "nominal", "tenant", "holder", "related", "linked", "found_with", "accompanied_by", "others_named",
    ),
    EntityKind.VEHICLE: ("vehicle",),
    EntityKind.PHONE: ("phone",),
    EntityKind.PLACE: ("home", "place", "placement"),
}  # fmt: skip
PLAIN_NAME = re.compile(r"[a-z][a-z0-9_/]*\Z")


class WrittenColumn(Written, frozen=True, kw_only=True):
    """One of [columns] that says more than its heading."""

    heading: Text
    also: tuple[re.Pattern[str], ...] = ()
    optional: bool = False
    essential: bool = False
    values: str = ""
    of_file: bool = False


class WrittenRow(Written, frozen=True, kw_only=True):
    """[row]: all but `key` are names of fields."""

    key: tuple[tuple[str, ...], ...] = ()
    record: TextList = TextList()
    scope: TextList = TextList()
    organisation: str = ""
    type: str = ""
    recorded: str = ""
    restricted: str = ""
    numbers: TextList = TextList()

    def __post_init__(self) -> None:
        """Refuse a row that nothing identifies."""
        if not self.key:
            raise ValueError("[row] has no key")
        if not all(any(not name.endswith("?") for name in fields) for fields in self.key):
            raise ValueError("a key needs at least one field that must be filled")


class WrittenFact(Written, frozen=True, kw_only=True):
    """One of [[facts]]. `date` may be a list of fields: the first that is filled dates the fact."""

    name: Text
    label: Text
    date: TextList = TextList()
    time: TextList = TextList()
    to: str = ""
    to_time: str = ""
    precision: str = ""
    needs: TextList = TextList()
    recorded: str = ""
    what: tuple[str, ...] = ()
    childs_words: str = ""
    details: TextList = TextList()
    closes: bool = False


class WrittenMention(Written, frozen=True, kw_only=True):
    """One of [[mentions]]: a person, or a thing with its `value`."""

    slot: Text
    of: EntityKind = EntityKind.PERSON
    name: str | None = None
    surname: str | None = None
    forename: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    nhs_number: str | None = None
    upn: str | None = None
    local_id: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    value: str | None = None
    other_names: TextList = TextList()
    description: TextList = TextList()
    role: str = ""
    role_is: str = ""
    local_id_kind: str = ""
    split: Literal["", "people", "places", ";"] = ""

    @property
    def parts(self) -> dict[str, str]:
        """The field of each part that is given."""
        return {name: said for name in (*PERSON_PARTS, "value") if (said := getattr(self, name)) is not None}

    def __post_init__(self) -> None:
        """Refuse a slot or a part that what is named does not have."""
        strange = set(self.parts) - set(PERSON_PARTS if self.of == EntityKind.PERSON else THING_PARTS)
        if strange:
            raise ValueError(f"'{min(strange)}' is not a key that is known for a {self.of}")
        if self.slot not in SLOTS[self.of]:
            raise ValueError(f"a {self.of} has one of the slots {', '.join(SLOTS[self.of])}, not '{self.slot}'")
        if not self.parts:
            raise ValueError("a mention names no field")
        if self.local_id is not None and not self.local_id_kind:
            raise ValueError("a local_id needs a local_id_kind, which says whose numbering it is")


class WrittenMapping(Written, frozen=True, kw_only=True):
    """The whole of a mapping, for one sheet."""

    id: Text
    export: Literal["full", "changes"]
    row: WrittenRow
    facts: tuple[WrittenFact, ...]
    agency: str = ""
    title: str = ""
    columns: dict[str, Text | WrittenColumn] = {}
    mentions: tuple[WrittenMention, ...] = ()
    sheet: re.Pattern[str] | None = None
    title_rows: int = 10
    specified: bool = False
    date_formats: tuple[str, ...] = USUAL
    values: dict[str, dict[str, tuple[str, ...]]] = {}

    def __post_init__(self) -> None:
        """Refuse names that are not plain, not known or given twice."""
        for name in (self.id, *self.columns):
            if not PLAIN_NAME.match(name):
                raise ValueError(f"the name '{name}' may hold small letters, digits and _ alone")
        if self.agency and self.agency not in list(Agency):
            raise ValueError(f"'{self.agency}' is no agency; the agencies are {', '.join(Agency)}")
        unknown = [name for name in self.date_formats if name not in FORMATS]
        if unknown:
            raise ValueError(f"date format '{unknown[0]}' is not known; known are {', '.join(FORMATS)}")
        if not self.facts:
            raise ValueError("it has no [[facts]]")
        self._must_differ("fact", [fact.name for fact in self.facts])
        self._must_differ("slot", [mention.slot for mention in self.mentions])

    def _must_differ(self, what: str, names: list[Any]) -> None:
        if len(set(names)) != len(names):
            raise ValueError(f"two of its {what}s have one name")

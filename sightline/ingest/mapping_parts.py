"""Takes a table of a mapping apart: each word is taken once, and what is left over is refused by name.

A field that a fact or mention names must be one of [columns]; a heading is no field.
"""

from collections.abc import Collection, Iterator
from typing import Any

from sightline.ingest.mapping import PERSON_PARTS, Dating, FactRule, MentionRule
from sightline.model.errors import BadInput
from sightline.model.nouns import EntityKind

THING_PARTS = ("value", "postcode")
SLOTS = {
    EntityKind.PERSON: (
        "subject", "nominal", "tenant", "holder", "related", "linked", "found_with", "accompanied_by", "others_named",
    ),
    EntityKind.VEHICLE: ("vehicle",),
    EntityKind.PHONE: ("phone",),
    EntityKind.PLACE: ("home", "place", "placement"),
}  # fmt: skip
SPLITS = ("", "people", "places", ";")


class Part:
    """One table of a mapping, being taken apart."""

    def __init__(self, said: dict[str, Any], where: str, *, fields: Collection[str] = ()) -> None:
        self.said = said
        self.where = where
        self.fields = fields

    def raw(self, key: str, *, default: Any = None) -> Any:
        """Whatever stands there."""
        return self.said.pop(key, default)

    def text(self, key: str, *, required: bool = False) -> str:
        """A text, empty where nothing is said."""
        found = self.said.pop(key, "")
        if not isinstance(found, str) or (required and not found):
            raise self.wrong(f"'{key}' must be a text" if found else f"'{key}' is missing")
        return found

    def number(self, key: str, *, default: int) -> int:
        """A whole number."""
        found = self.said.pop(key, default)
        if not isinstance(found, int):
            raise self.wrong(f"'{key}' must be a whole number")
        return found

    def yes(self, key: str) -> bool:
        """True or false, false where nothing is said."""
        found = self.said.pop(key, False)
        if not isinstance(found, bool):
            raise self.wrong(f"'{key}' must be true or false")
        return found

    def table(self, key: str) -> dict[str, Any]:
        """A table within, empty where there is none."""
        found = self.said.pop(key, {})
        if not isinstance(found, dict):
            raise self.wrong(f"'{key}' must be a table")
        return dict(found)

    def tables(self, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The numbered tables of a list."""
        for number, said in enumerate(self.said.pop(key, []), start=1):
            yield number, dict(said)

    def field(self, key: str) -> str:
        """The name of a field, empty where nothing is said."""
        return self.known(self.text(key))

    def fields_of(self, key: str) -> tuple[str, ...]:
        """Names of fields: one, or a list."""
        found = self.said.pop(key, [])
        return tuple(self.known(str(name)) for name in ([found] if isinstance(found, str) else found))

    def known(self, name: str) -> str:
        """The name, refused where it is no field."""
        if name and name not in self.fields:
            raise self.wrong(f"'{name}' is not one of its [columns]")
        return name

    def refuse_rest(self) -> None:
        """Refuse whatever was not taken."""
        if self.said:
            raise self.wrong(f"'{sorted(self.said)[0]}' is not a word that a mapping knows here")

    def wrong(self, what: str) -> BadInput:
        """An error that names the place."""
        return BadInput(
            f"The mapping cannot be used: {what}.",
            code="bad_mapping",
            where=self.where,
            what_to_do="Mend the mapping; docs/mappings.md shows one.",
        )


def read_fact(part: Part) -> FactRule:
    """One [[facts]] table. `date` may be a list of fields: the first that is filled dates the fact."""
    days, clocks = part.fields_of("date"), part.fields_of("time")
    to, to_clock, precision = part.field("to"), part.field("to_time"), part.field("precision")
    dates = tuple(
        Dating(day, clocks[n] if n < len(clocks) else "", to if n == 0 else "", to_clock if n == 0 else "", precision)
        for n, day in enumerate(days)
    )
    fact = FactRule(
        name=part.text("name", required=True),
        label=part.text("label", required=True),
        dates=dates,
        needs=part.fields_of("needs"),
        recorded=part.field("recorded"),
        what=tuple(_labelled(part, str(said)) for said in part.raw("what", default=[])),
        childs_words=part.field("childs_words"),
        details=part.fields_of("details"),
        closes=part.yes("closes"),
    )
    part.refuse_rest()
    return fact


def _labelled(part: Part, said: str) -> tuple[str, str]:
    """`Found with: found_with` is a label and a field; `summary` a field alone."""
    label, colon, name = said.rpartition(": ")
    return (f"{label}: " if colon else "", part.known(name))


def read_mention(part: Part) -> MentionRule:
    """One [[mentions]] table: a person, or a thing with its `value`."""
    kind = part.text("of") or "person"
    if kind not in list(EntityKind):
        raise part.wrong(f"a mention is of {', '.join(EntityKind)}, not of '{kind}'")
    names = PERSON_PARTS if kind == EntityKind.PERSON else THING_PARTS
    mention = MentionRule(
        slot=part.text("slot", required=True),
        kind=EntityKind(kind),
        parts={name: part.field(name) for name in names if name in part.said},
        other_names=part.fields_of("other_names"),
        description=part.fields_of("description"),
        role=part.field("role"),
        role_is=part.text("role_is"),
        local_id_kind=part.text("local_id_kind"),
        split=part.text("split"),
    )
    part.refuse_rest()
    if mention.slot not in SLOTS[mention.kind]:
        raise part.wrong(
            f"a {kind} stands in one of the slots {', '.join(SLOTS[mention.kind])}, not in '{mention.slot}'"
        )
    if mention.split not in SPLITS:
        raise part.wrong(f"split is '{mention.split}'; it must be one of {', '.join(filter(None, SPLITS))}")
    if not mention.parts:
        raise part.wrong("a mention names no field")
    if "local_id" in mention.parts and not mention.local_id_kind:
        raise part.wrong("a local_id needs a local_id_kind, which says whose numbering it is")
    return mention

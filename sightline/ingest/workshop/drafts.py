"""Drafts a mapping from what the columns of a sample become. A person reads it before any file is imported by it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sightline.ingest.mappings.files import nobody_words, shared_codes
from sightline.ingest.mappings.mapping import Dating, FactRule, Key, MappedColumn, Mapping, MentionRule
from sightline.ingest.mappings.meanings import OF_A_PERSON, Meaning
from sightline.ingest.mappings.needed_fields import needed_fields
from sightline.ingest.workshop.columns import ReadColumn
from sightline.ingest.workshop.day_order import DayOrder
from sightline.model.nouns import EntityKind

NOT_PLAIN = re.compile(r"[^a-z0-9]+")
ENDS_IN_DATE = re.compile(r"(?:_?(?:date|on))+\Z")
USUAL_TITLE_ROWS = 10
CODES = {Meaning.SEX: "sex", Meaning.YES_NO: "yes_no"}
IDENTIFY = (Meaning.LOCAL_ID, Meaning.NHS_NUMBER, Meaning.UPN)
NAMED = (Meaning.SURNAME, Meaning.NAME, Meaning.FORENAME)
WITH_THE_RECORD = frozenset({Meaning.YES_NO, Meaning.CODE, Meaning.AGE})


def plain_name(words: str, *, otherwise: str = "layout") -> str:
    """Words as a name of a mapping, field or fact: small letters, figures and _ alone, a letter first."""
    name = NOT_PLAIN.sub("_", words.casefold().encode("ascii", "ignore").decode()).strip("_")[:60]
    return name if name and name[0].isalpha() else f"{otherwise}_{name}".strip("_")


def name_fields(headings: Iterable[str]) -> list[str]:
    """A field for each heading, no two alike."""
    names: dict[str, None] = {}
    for place, heading in enumerate(headings, start=1):
        name = plain_name(heading, otherwise="column")
        while name in names:
            name = f"{name}_{place}"
        names[name] = None
    return list(names)


class DraftFields:
    """The columns of a sample by what they become, with the fields that a mapping calls them."""

    def __init__(self, read: Sequence[ReadColumn]) -> None:
        self.read = [one for one in read if one.meaning is not Meaning.KEPT]
        self.names = dict(zip(map(id, self.read), name_fields(one.column.heading for one in self.read), strict=True))

    def each(self, *meanings: Meaning) -> list[ReadColumn]:
        """The columns of these meanings, in the order of the meanings."""
        return [one for meaning in meanings for one in self.read if one.meaning is meaning]

    def fields(self, *meanings: Meaning) -> tuple[str, ...]:
        """Their fields."""
        return tuple(self.names[id(one)] for one in self.each(*meanings))

    def one(self, meaning: Meaning) -> str:
        """The field of the only column of a meaning; empty where there is none."""
        return next(iter(self.fields(meaning)), "")

    def field_of(self, read: ReadColumn) -> str:
        """The field of a column; empty where the mapping has none for it."""
        return self.names.get(id(read), "")


def draft_mapping(
    read: Sequence[ReadColumn], *, mapping_id: str, agency: str, order: DayOrder, heading_row: int
) -> Mapping | None:
    """The draft for columns that no mapping that ships is near to; None where no column can tell rows apart."""
    draft = DraftFields(read)
    keys = _keys(draft)
    if not keys:
        return None
    drafted = Mapping(
        id=mapping_id, agency=agency, title=mapping_id,
        columns={name: _column(one, name) for one in draft.read if (name := draft.field_of(one))},
        keys=keys, record=draft.fields(Meaning.NUMBER), facts=_facts(draft),
        mentions=tuple(_mentions(draft, agency or mapping_id)),
        organisation=draft.one(Meaning.ORGANISATION), row_type=draft.one(Meaning.ROW_TYPE),
        recorded=draft.one(Meaning.RECORDED_ON), numbers=draft.fields(Meaning.NUMBER),
        title_rows=max(USUAL_TITLE_ROWS, heading_row), formats=order.formats, values=shared_codes(),
        nobody=nobody_words(),
    )  # fmt: skip
    needed = needed_fields(drafted)
    columns = {name: replace(one, optional=name not in needed) for name, one in drafted.columns.items()}
    return replace(drafted, columns=columns)


def _column(one: ReadColumn, name: str) -> MappedColumn:
    dates_the_record = one.meaning is Meaning.EVENT_DATE
    return MappedColumn(name, one.column.heading, essential=dates_the_record, values=CODES.get(one.meaning, ""))


def _keys(draft: DraftFields) -> tuple[Key, ...]:
    """What makes a row this row: its number and its person; else its person and its day. Nothing that is corrected."""
    person = draft.fields(*IDENTIFY, *NAMED)
    rest = draft.fields(Meaning.EVENT_DATE, Meaning.EVENT_TIME, Meaning.ROW_TYPE)
    for number in draft.each(Meaning.NUMBER):
        contents = number.column.contents
        people = () if contents.distinct == contents.filled else draft.fields(Meaning.LOCAL_ID, *NAMED)[:2]
        return (Key(((draft.field_of(number), True), *((name, False) for name in people))),)
    if person:
        return tuple(Key(((name, True), *((other, False) for other in rest))) for name in person)
    return (Key(tuple((name, True) for name in rest)),) if rest else ()


def _facts(draft: DraftFields) -> tuple[FactRule, ...]:
    """The event of the row, and a fact for each further date."""
    day, clock = draft.one(Meaning.EVENT_DATE), draft.one(Meaning.EVENT_TIME)
    words = draft.fields(Meaning.ROW_TYPE, Meaning.TEXT)
    place = tuple(("Place: ", name) for name in draft.fields(Meaning.PLACE))
    event = FactRule(
        name="event", label="Event", dates=(Dating(day, clock),) if day else (),
        what=(*(("", name) for name in words), *place), childs_words=draft.one(Meaning.CHILDS_WORDS),
        details=tuple(draft.field_of(one) for one in draft.read if one.meaning in WITH_THE_RECORD),
    )  # fmt: skip
    facts = {"event": event}
    for one in draft.each(Meaning.OTHER_DATE):
        field = draft.field_of(one)
        name = ENDS_IN_DATE.sub("", field) or field
        while name in facts:
            name = f"{name}_day"
        facts[name] = FactRule(name=name, label=one.column.heading, dates=(Dating(field),), needs=(field,))
    return tuple(facts.values())


def _mentions(draft: DraftFields, whose: str) -> Iterable[MentionRule]:
    """The child, the home, and the places, vehicles and other people that the columns name."""
    parts = {part: name for part, meaning in OF_A_PERSON.items() if (name := draft.one(meaning))}
    if set(parts) & {"surname", "forename", "name", "nhs_number", "upn", "local_id"}:
        kind = f"{whose}/{parts['local_id']}" if "local_id" in parts else ""
        others = draft.fields(Meaning.OTHER_NAMES)
        yield MentionRule("subject", EntityKind.PERSON, parts, other_names=others, local_id_kind=kind)
    if address := draft.one(Meaning.ADDRESS):
        home = {"value": address} | {part: name for part, name in parts.items() if part == "postcode"}
        yield MentionRule("home", EntityKind.PLACE, home)
    if place := draft.one(Meaning.PLACE):
        yield MentionRule("place", EntityKind.PLACE, {"value": place})
    if vehicle := draft.one(Meaning.VEHICLE):
        yield MentionRule("vehicle", EntityKind.VEHICLE, {"value": vehicle})
    for slot, name in zip(("others_named", "linked", "found_with"), draft.fields(Meaning.OTHERS_NAMED), strict=False):
        yield MentionRule(slot, EntityKind.PERSON, {"name": name}, split="people")

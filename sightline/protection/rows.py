"""Takes protected things out of the lines of one row: its cells, facts, namings, and the record's own line."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar, cast

from sightline.model.nouns import EntityKind
from sightline.model.rows.analysis import AgencyRecordRow, FactRow, MentionRow, PersonRow, SourceRowRow
from sightline.model.visibility import PROTECTED_WORDS
from sightline.protection.finder import Finder
from sightline.protection.texts import redact_text, redact_values

Row = TypeVar("Row", bound=Mapping[str, object])
NameColumn = Literal["name_as_written", "surname", "forename", "other_names"]
# A cell as short as this may be the postcode or town of an address that another cell of its row gives.
SHORT_CELL = 80
NAMES: tuple[NameColumn, ...] = ("name_as_written", "surname", "forename", "other_names")
OF_MENTION = (
    *NAMES, "organisation", "source_role", "birth_date_as_written", "nhs_number", "upn", "local_id", "phone",
    "description", "address", "postcode", "value_as_written",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Redactor:
    """The finder, and the things of those whom one record is about."""

    finder: Finder
    near: Collection[str] = field(default=(), repr=False)

    def __call__(self, text: str) -> str:
        """The text without what is protected."""
        return redact_text(text, self.finder, near=self.near)

    def columns(self, row: Row, names: Collection[str]) -> Row:
        """The line with some of its columns redacted."""
        return cast(Row, {**row, **{name: redact_values(value, self) for name in names if (value := row[name])}})


def redact_row(row: SourceRowRow, redact: Redactor, *, blank: Collection[str] = ()) -> SourceRowRow:
    """A line of SOURCE_ROW. `blank`: texts of cells that give a protected place, which go whole."""
    cells: dict[str, str] = json.loads(row["original"])
    whole = {span.thing for text in cells.values() for span in redact.finder.find(text) if span.whole}
    beside = Redactor(redact.finder, {*redact.near, *whole})
    clean = {
        name: PROTECTED_WORDS if text.strip() in blank else (beside if len(text) <= SHORT_CELL else redact)(text)
        for name, text in cells.items()
    }
    original = row["original"] if clean == cells else json.dumps(clean, ensure_ascii=False)
    return {**redact.columns(row, ("source_key", "organisation")), "original": original}


def redact_fact(row: FactRow, redact: Redactor) -> FactRow:
    """A line of FACT."""
    details = json.loads(row["details"])
    clean = redact_values(details, redact)
    written = row["details"] if clean == details else json.dumps(clean, ensure_ascii=False)
    return {**redact.columns(row, ("what", "childs_words", "date_words")), "details": written}


def redact_record(row: AgencyRecordRow, redact: Redactor) -> AgencyRecordRow:
    """A line of AGENCY_RECORD."""
    return redact.columns(row, ("source_key", "kind", "date_words", "organisation"))


def redact_person(row: PersonRow, redact: Redactor) -> PersonRow:
    """A line of PERSON."""
    return redact.columns(row, ("names", "identifiers"))


def tells_whole(row: MentionRow, redact: Redactor) -> bool:
    """Whether a naming gives a protected place or telephone, its address and postcode read together."""
    written = ", ".join(filter(None, (row["address"] or row["value_as_written"], row["postcode"])))
    if row["entity_kind"] == EntityKind.PERSON:
        written = ", ".join(filter(None, (row["address"], row["postcode"])))
    return any(span.whole for span in redact.finder.find(written, near=redact.near))


def redact_mention(row: MentionRow, redact: Redactor, *, is_protected: bool) -> MentionRow:
    """A line of MENTION. `is_protected`: what it gives goes whole, not the words of it that were found alone."""
    clean = redact.columns(row, OF_MENTION)
    if is_protected:
        clean["address"] = PROTECTED_WORDS if row["address"] else ""
        clean["value_as_written"] = PROTECTED_WORDS if row["value_as_written"] else ""
        clean["postcode"] = ""
    return clean

"""What each layout of a file holds, from its mapping: which columns, and whether people, places or things are named."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sightline.agreements import SharingAgreement
from sightline.agreements.agreement import is_named
from sightline.model.ids import make_id
from sightline.model.nouns import EntityKind
from sightline.rulebook.files import read_toml_folder, read_toml_texts

WORDS = {
    EntityKind.PERSON: "people",
    EntityKind.PLACE: "places",
    EntityKind.VEHICLE: "vehicles",
    EntityKind.PHONE: "telephone numbers",
}


@dataclass(frozen=True, slots=True)
class LayoutFacts:
    """One layout. `source` names its mapping; a layout that does not ship has no columns here."""

    layout_id: str
    title: str
    columns: tuple[str, ...]
    named: tuple[str, ...]
    source: str
    version: str = ""

    @property
    def plain_title(self) -> str:
        """The title without what it says about the rows of a file."""
        before, _, after = self.title.partition(":")
        return before if "row" in after else self.title

    def has_heading(self, part: str) -> bool:
        """Whether the heading of a column holds these letters."""
        return any(part in heading.lower() for heading in self.columns)


def layouts_of(agreement: SharingAgreement) -> tuple[LayoutFacts, ...]:
    """The layouts that an agreement names: the sheets of a workbook each, and those that do not ship by their id."""
    shipped = shipped_layouts()
    found = tuple(one for one in shipped if is_named(one.layout_id, agreement.data_kinds))
    covered = {kind for kind in agreement.data_kinds for one in found if is_named(one.layout_id, (kind,))}
    own = (kind for kind in agreement.data_kinds if kind not in covered)
    return (*found, *(LayoutFacts(kind, kind, (), (), "a mapping of your own") for kind in own))


@cache
def shipped_layouts() -> tuple[LayoutFacts, ...]:
    """Every layout that ships, by id."""
    versions = {name: make_id(text)[:12] for name, text in read_toml_texts("agencies")}
    found: list[LayoutFacts] = []
    for name, table in read_toml_folder("agencies").items():
        for sheet in table.get("sheets", [table]):
            if "id" in sheet:
                found.append(_layout(table, sheet, f"mapping {name}", versions[name]))
    return tuple(sorted(found, key=lambda one: one.layout_id))


def _layout(table: dict[str, Any], sheet: dict[str, Any], source: str, version: str) -> LayoutFacts:
    columns = {**table.get("columns", {}), **sheet.get("columns", {})}
    mentions = sheet.get("mentions", table.get("mentions", []))
    kinds = {EntityKind(one.get("of", EntityKind.PERSON)) for one in mentions}
    return LayoutFacts(
        layout_id=sheet["id"],
        title=sheet.get("title", table.get("title", sheet["id"])),
        columns=tuple(said if isinstance(said, str) else said["heading"] for said in columns.values()),
        named=tuple(words for kind, words in WORDS.items() if kind in kinds),
        source=source,
        version=version,
    )

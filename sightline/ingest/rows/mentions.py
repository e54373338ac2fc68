"""Makes the mentions of a row: each naming of a person, vehicle, phone or place, as written.

Nothing is cleaned here. Whether two mentions are of one person is for `linkage`.
"""

from collections.abc import Callable
from typing import Any

from sightline.ingest.dates.reader import read_birth_date
from sightline.ingest.mappings.mapping import MentionRule
from sightline.ingest.rows.cell_parts import split_cell
from sightline.ingest.rows.joined_names import names_several, part_names
from sightline.ingest.rows.plan import ABOUT_ONE, MAY_BE_A_FIRM, RowPlan
from sightline.ingest.wording import plain_code
from sightline.model.nouns import EntityKind

MentionMaker = Callable[[list[str]], "list[tuple[Any, ...]]"]
SEXES = frozenset({"F", "M", "X"})


def mention_makers(plan: RowPlan) -> list[MentionMaker]:
    """One function for each slot of the mapping: prepared cells to the columns of parts.MENTIONS after row_id."""
    return [
        _several(plan, rule) if rule.split else _person(plan, rule) if rule.kind is EntityKind.PERSON
        else _thing(plan, rule)
        for rule in plan.mapping.mentions
    ]  # fmt: skip


def _headings(plan: RowPlan, rule: MentionRule) -> list[str]:
    """The headings, as written, of the cells that the mention is read from."""
    names = [*rule.parts.values(), *rule.other_names, *rule.description, rule.role]
    return [plan.headings[place] for name in dict.fromkeys(names) if (place := plan.place(name)) >= 0]


def _person(plan: RowPlan, rule: MentionRule) -> MentionMaker:
    """One person. Where the cells name several, each by name and home alone: the rest is not surely anyone's."""
    places = {part: plan.place(name) for part, name in rule.parts.items()}
    whole, surname, forename, birth, sex, nhs, upn, local, address, postcode, phone = (
        places.get(part, -1)
        for part in ("name", "surname", "forename", "birth_date", "sex", "nhs_number", "upn", "local_id", "address",
                     "postcode", "phone")
    )  # fmt: skip
    others = [plan.place(name) for name in rule.other_names]
    role, headings, formats = plan.place(rule.role), _headings(plan, rule), plan.mapping.formats
    sexes = plan.mapping.values["sex"]
    may_be_parted = rule.slot not in ABOUT_ONE | MAY_BE_A_FIRM

    def make(cells: list[str]) -> list[tuple[Any, ...]]:
        if may_be_parted and names_several(cells[whole], cells[surname], cells[forename]):
            people = part_names(cells[whole], cells[surname], cells[forename])
            home = (cells[address], cells[postcode], cells[phone])
            return [
                (_numbered(rule.slot, number), rule.role_is or cells[role], "person", headings, one.name, one.surname,
                 one.forename, [], None, "", "", "", "", "", "", *home, "", "")
                for number, one in enumerate(people, start=1)
            ]  # fmt: skip
        name = cells[whole] or f"{cells[forename]} {cells[surname]}".strip()
        other_names = [known for place in others if cells[place] for known in split_cell(cells[place], ";")]
        if not (name or other_names or cells[local] or cells[nhs] or cells[upn]):
            return []
        said_sex = sexes.get(plain_code(cells[sex]), "") if cells[sex] else ""
        return [
            (
                rule.slot, rule.role_is or cells[role], "person", headings, name, cells[surname], cells[forename],
                other_names, read_birth_date(cells[birth], formats) if cells[birth] else None, cells[birth],
                said_sex if said_sex in SEXES else "", cells[nhs], cells[upn], cells[local],
                rule.local_id_kind if cells[local] else "", cells[address], cells[postcode], cells[phone], "", "",
            )
        ]  # fmt: skip

    return make


def _thing(plan: RowPlan, rule: MentionRule) -> MentionMaker:
    value, postcode = plan.place(rule.parts.get("value", "")), plan.place(rule.parts.get("postcode", ""))
    describing = [plan.place(name) for name in rule.description]
    role, headings = plan.place(rule.role), _headings(plan, rule)

    def make(cells: list[str]) -> list[tuple[Any, ...]]:
        if not cells[value]:
            return []
        description = " ".join([cells[place] for place in describing if cells[place]])
        return [
            _thing_row(rule, rule.slot, rule.role_is or cells[role], headings, cells[value], cells[postcode],
                       description)
        ]  # fmt: skip

    return make


def _several(plan: RowPlan, rule: MentionRule) -> MentionMaker:
    """A cell that names several: the slot, then slot#2, slot#3."""
    cell = plan.place(rule.parts.get("name") or rule.parts.get("value", ""))
    role, headings, nobody = plan.place(rule.role), _headings(plan, rule), plan.mapping.nobody

    def make(cells: list[str]) -> list[tuple[Any, ...]]:
        if not cells[cell]:
            return []
        named = [piece for piece in split_cell(cells[cell], rule.split) if piece.casefold() not in nobody]
        made: list[tuple[Any, ...]] = []
        for number, piece in enumerate(named, start=1):
            slot = _numbered(rule.slot, number)
            said_role = rule.role_is or cells[role]
            if rule.kind is EntityKind.PERSON:
                made.append(
                    (slot, said_role, "person", headings, piece, "", "", [], None, "", "", "", "", "", "", "", "", "",
                     "", "")
                )  # fmt: skip
            else:
                made.append(_thing_row(rule, slot, said_role, headings, piece, "", ""))
        return made

    return make


def _numbered(slot: str, number: int) -> str:
    return slot if number == 1 else f"{slot}#{number}"


def _thing_row(
    rule: MentionRule, slot: str, role: str, headings: list[str], value: str, postcode: str, description: str
) -> tuple[Any, ...]:
    address = value if rule.kind is EntityKind.PLACE else ""
    return (
        slot, role, rule.kind.value, headings, "", "", "", [], None, "", "", "", "", "", "", address, postcode, "",
        value, description,
    )  # fmt: skip

"""Reads what rules/linkage/uniqueness.toml says of joins by uniqueness, and which of them are on."""

from collections.abc import Iterable
from functools import cache

from sightline.linkage.settings import FOLDER
from sightline.model.nouns import Agency
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Positive, WrittenPart, read_table

SLIP, AGE, SCHOOL = "slip_in_forename", "unique_name_and_age", "unique_name_and_school"
ADDRESS, PHONE = "unique_name_and_address", "unique_name_and_phone"
COMPANION, PARENT = "same_companion", "parent_who_came"
CHILDS_PARENT = "unique_name_and_parent"
NO_RELATIVE = "near_forename_no_relative"
# Of two forenames that are nearly the same, the surest first.
NEAR_FORENAMES = (SLIP, NO_RELATIVE)
BETWEEN_TWO = "between_two_people"
# What agrees beside the whole name, as a reason says it.
AGREES = {
    PHONE: "in these records, no one else has this full name; a telephone number is on records of both",
    ADDRESS: "in these records, no one else has this full name; a place is on records of both",
    SCHOOL: "in these records, no one else has this full name; both are on records of one school",
    CHILDS_PARENT: "in these records, no one else has this full name; the child’s parent has the same full name",
    AGE: "in these records, no one else has this full name; the age as written agrees",
    COMPANION: "the same full name with one child each time",
    PARENT: "a parent of the child has the same full name; no other adult in the family has it or a similar name",
    SLIP: "a letter or two of the forename differ; no relative is known with a similar name",
    NO_RELATIVE: "one forename is the other with a slip inside; no relative is known with a similar name",
}


class UniquenessRules(WrittenPart, frozen=True):
    """The rules that join by uniqueness, the surest first, and what they count as enough."""

    order: tuple[str, ...]
    many_people: Positive
    most_years: Positive
    grown_slots: tuple[str, ...]
    grown_years: Positive
    oldest_years: Positive
    young_agencies: tuple[Agency, ...]
    young_years: Positive
    child_years: Positive


@cache
def read_uniqueness_rules() -> UniquenessRules:
    """The rules of rules/linkage/uniqueness.toml."""
    return read_table(UniquenessRules, read_toml(FOLDER, "uniqueness.toml"), where=f"{FOLDER}/uniqueness")


def list_rules_on(*, off: Iterable[str]) -> tuple[str, ...]:
    """The rules that join by uniqueness, the surest first, without those that are switched off."""
    left_out = frozenset(off)
    return tuple(rule for rule in read_uniqueness_rules().order if rule not in left_out)

"""Holds back what the model joined on likeness, and slips of the pen, where sealed rows name another who may be meant.

A register names both twins although open records name one. `sealed_names` says what of this is kept: the pair alone.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypedDict, cast

import pyarrow as pa
from rapidfuzz.distance import DamerauLevenshtein

from sightline.linkage.live.name_keys import born_key, forename_key, whole_key
from sightline.linkage.uniqueness.sealed_names import (
    NUMBERS,
    OpenProfileRow,
    Profile,
    SealedNames,
    SealedPerson,
    read_profiles,
)
from sightline.store import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment

HELD = "held_by_sealed"
PAIR = pa.schema([("profile_a", pa.int64()), ("profile_b", pa.int64())])
NEAREST = 2  # letters by which two forenames that are alike may differ
# Whoever the two ends of a pair are.
ENDS = """
SELECT person_id FROM person_of_profile WHERE profile_id IN (SELECT unnest([profile_a, profile_b]) FROM {pairs})
"""
SLIPS = """
SELECT s.profile_a, s.profile_b, x.first_name AS first_a, y.first_name AS first_b, x.last_name AS last_a,
       y.last_name AS last_b, x.birth_date AS born_a, y.birth_date AS born_b,
       x.first_name IN (SELECT name FROM every_forename) AS a_is_listed
FROM slip_pair s JOIN profile x ON x.profile_id = s.profile_a JOIN profile y ON y.profile_id = s.profile_b
ORDER BY ALL
"""


class LoosePairRow(TypedDict):
    """Two profiles that the model joined on likeness."""

    profile_a: int
    profile_b: int
    by_name_alone: bool


class SlipRow(TypedDict):
    """Two profiles that a slip of the pen may part."""

    profile_a: int
    profile_b: int
    first_a: str
    first_b: str
    last_a: str | None
    last_b: str | None
    born_a: date | None
    born_b: date | None
    a_is_listed: bool


def hold_no_pair(*, engine: Engine) -> None:
    """Make `held_by_sealed` without a row."""
    engine.load(HELD, PAIR.empty_table())


def find_held_pairs(*, engine: Engine, sealed: SealedNames, pairs: str, by_name_alone: Fragment) -> None:
    """Make `held_by_sealed`: of `pairs`, joins by likeness, those of which either end may be a sealed person.

    That is where a sealed person has the very name and birth date of one end, and numbers say that it is not the
    other. A join by name alone is held where a sealed person who is neither end has the name.
    """
    columns = f"profile_a, profile_b, coalesce({by_name_alone}, false) AS by_name_alone"
    wanted = read_rows(engine, LoosePairRow, f"SELECT {columns} FROM {pairs} ORDER BY profile_a, profile_b")
    profiles = read_profiles(engine, people=ENDS.format(pairs=pairs)) if wanted else []
    of_id = {one["profile_id"]: one for one in profiles}
    ends = [[of_id[pair["profile_a"]], of_id[pair["profile_b"]]] for pair in wanted]
    named = [one for both in ends for one in both]
    texts = {whole_key(one["first_name"], one["last_name"]) for one in named if one["first_name"] and one["last_name"]}
    people = sealed.find(texts, open_profiles=profiles) if texts else []
    of_name: dict[str, list[SealedPerson]] = {}
    for one in people:
        of_name.setdefault(one.name, []).append(one)
    numbers = _numbers(profiles)
    held = [pair for pair, both in zip(wanted, ends, strict=True) if _is_held(pair, both, of_name, numbers)]
    engine.load(HELD, _table_of(held))


def _table_of(pairs: "Sequence[LoosePairRow] | Sequence[SlipRow]") -> pa.Table:
    rows = [{"profile_a": one["profile_a"], "profile_b": one["profile_b"]} for one in pairs]
    return pa.Table.from_pylist(rows, schema=PAIR)


def _numbers(profiles: Sequence[OpenProfileRow]) -> dict[str, set[tuple[str, str]]]:
    """The numbers of each person."""
    found: dict[str, set[tuple[str, str]]] = {}
    for one in profiles:
        found.setdefault(one["person_id"], set()).update(
            (name, value) for name in NUMBERS if (value := cast(Profile, one)[name])
        )
    return found


def _is_held(
    pair: LoosePairRow,
    ends: Sequence[OpenProfileRow],
    of_name: dict[str, list[SealedPerson]],
    numbers: dict[str, set[tuple[str, str]]],
) -> bool:
    named = [[one for one in of_name.get(_name(end), ()) if one.is_known] for end in ends]
    if pair["by_name_alone"] and any(one.is_sealed_alone for some in named for one in some):
        return True
    exact = [
        [one for one in some if one.profile["birth_date"] == end["birth_date"]]
        for end, some in zip(ends, named, strict=True)
    ]
    own = numbers.get(ends[0]["person_id"], set()) | numbers.get(ends[1]["person_id"], set())
    own_numbers = [
        {(name, one.profile[name]) for one in some for name in NUMBERS if one.profile[name]} for some in exact
    ]
    return _differ(own_numbers[0], own_numbers[1]) or _differ(own, own_numbers[0] | own_numbers[1])


def _differ(some: set[tuple[str, str]], others: set[tuple[str, str]]) -> bool:
    """Whether numbers of one kind are of two people."""
    return any(name == kind and value != other for name, value in some for kind, other in others)


def _name(profile: Profile) -> str:
    first, last = profile["first_name"], profile["last_name"]
    return " ".join(sorted((first, last))) if first and last else ""


def leave_out_sealed_slips(*, engine: Engine, sealed: SealedNames) -> None:
    """Take from `slip_pair` what is no slip: a sealed row has the odd forename, or names a twin with one like it."""
    held = [row for row in read_rows(engine, SlipRow, SLIPS) if _is_no_slip(row, sealed)]
    if held:
        engine.load("no_slip", _table_of(held))
        engine.make("slip_pair", "SELECT * FROM slip_pair ANTI JOIN no_slip USING (profile_a, profile_b)")


def _is_no_slip(row: SlipRow, sealed: SealedNames) -> bool:
    right, odd = (row["first_a"], row["first_b"]) if row["a_is_listed"] else (row["first_b"], row["first_a"])
    if sealed.has_any(forename_key(odd)):
        return True
    days = {born + timedelta(more) for born in (row["born_a"], row["born_b"]) if born for more in (-1, 0, 1)}
    texts = {born_key(last, day) for last in (row["last_a"], row["last_b"]) if last for day in days}
    twins = {one.profile["first_name"] for one in sealed.find(texts, open_profiles=())} - {None, right}
    return any(_are_alike(one, other) for one in twins for other in (right, odd))


def _are_alike(one: str, other: str) -> bool:
    return DamerauLevenshtein.distance(one, other) <= NEAREST or one.startswith(other) or other.startswith(one)

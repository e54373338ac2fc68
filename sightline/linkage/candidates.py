"""Chooses the pairs that are worth comparing: those that agree on a number, or on all of a blocking rule's parts.

A block that is too large is skipped and said so in the report, never cut. A cut would make the answer depend on the
order of the rows. Those who share a number are never skipped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from sightline.linkage.known_pairs.blocks import RULES, count_blocks, find_remade
from sightline.linkage.settings import BlockingRule, Settings
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

NUMBERS = (
    BlockingRule("same_nhs_number", ("nhs_number",)),
    BlockingRule("same_upn", ("upn",)),
    BlockingRule("same_agency_number", ("local_id_kind", "local_id")),
)
# Two of one birth date in one home: twins, or one child under two names. They are put to people whatever else differs.
ONE_HOME = BlockingRule("birth_date_and_home", ("birth_date", "postcode", "house"))
YEAR_OF_BIRTH, BIRTH_YEAR = "year(birth_date)", "birth_year"
# A written age is a window of years: such a profile is in the block of each, with no other part of a birth date. One of
# more years than that ("over 18") is in none by its years: it meets others by name and home.
WIDEST_WINDOW = 20
COMPARABLE = "(comparable OR (NOT sealed AND first_name IS NOT NULL AND born_first IS NOT NULL))"
BIRTH_YEARS = f"""CASE WHEN birth_date IS NOT NULL THEN [year(birth_date)]
    WHEN year(born_last) - year(born_first) <= {WIDEST_WINDOW} THEN range(year(born_first), year(born_last) + 1)
    ELSE [] END"""
# Of those with one number each is compared with so many of its neighbours by birth date and name: enough to hold them
# together, and no number of rows makes a million pairs of one person.
NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class SkippedBlocks:
    """The blocks that were too large to compare, by rule, and how many pairs they hold."""

    blocks: dict[str, int]
    pairs: dict[str, int]


def choose_pairs(*, engine: Engine, settings: Settings, goes_on: bool = False) -> SkippedBlocks:
    """Make `candidate` (profile_a < profile_b, and which rules brought them together); what was skipped.

    `by_number`, a pair that is kept whatever its weight, is true for a number and for one home on one birth date.
    A run that `goes_on` has `known_profile`. It makes keys of the other profiles alone, and only those blocks into
    which a profile came, or from which one went.
    """
    rules = (*NUMBERS, ONE_HOME, *settings.blocking)
    largest, numbers = settings.largest_block, len(NUMBERS)
    by_number = (1 << numbers + 1) - 1
    if goes_on:
        engine.make("fresh_profile", "FROM profile ANTI JOIN known_profile USING (profile_id)")
        engine.make("fresh_key", write_keys(rules, "fresh_profile"))
        windows = [place for place, rule in enumerate(rules) if read_window(rule) != rule]
        find_remade(engine=engine, windows=windows, by_number=by_number)
    else:
        engine.make("fresh_key", write_keys(rules, "profile"))
        engine.make("block_key", "SELECT unnest(keys) AS key, profile_id FROM fresh_key")
    count_blocks(engine=engine, numbers=numbers, largest=largest, goes_on=goes_on)
    members = f"block_key JOIN (FROM block_size WHERE rule < {numbers} OR size <= {largest}) USING (key)"
    engine.make(
        "block",
        f"""SELECT rule, list(profile_id ORDER BY birth_date, first_name, profile_id) AS members
            FROM (FROM {members} WHERE rule < {numbers}) JOIN profile USING (profile_id) GROUP BY rule, key
            UNION ALL SELECT rule, list(profile_id) FROM {members} WHERE rule >= {numbers} GROUP BY rule, key""",
    )
    kept = "UNION ALL SELECT profile_a, profile_b, brought_by FROM known_pair WHERE brought_by <> 0" if goes_on else ""
    engine.make(
        "candidate",
        f"""SELECT profile_a, profile_b, bit_or(brought_by) AS brought_by,
                   bit_or(brought_by) & {by_number} <> 0 AS by_number
            FROM ({_pair_members(numbers, largest)} {kept}) GROUP BY profile_a, profile_b""",
    )
    skipped = _count_larger(engine, rules)
    for name in ("block_key", "block_size", "block"):
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")
    return skipped


def write_keys(rules: Sequence[BlockingRule], profiles: str) -> str:
    """SQL: the keys of each profile, one for each block that it is in; by a written age several by one rule.

    What rules agree on is worked out once for all rules that have it.
    """
    windows = [read_window(rule) for rule in rules]
    parts = list(dict.fromkeys(part for rule in windows for part in rule.agree_on if part != BIRTH_YEAR))
    names = {part: f"part_{at}" for at, part in enumerate(parts)} | {BIRTH_YEAR: BIRTH_YEAR}
    columns = "".join(f", {part} AS {names[part]}" for part in parts)
    keys = [
        _write_key(place, [names[part] for part in rule.agree_on], several=rule != rules[place])
        for place, rule in enumerate(windows)
    ]
    return f"""SELECT profile_id, list_filter(list_concat({", ".join(keys)}), lambda key: key IS NOT NULL) AS keys
        FROM (SELECT profile_id, {COMPARABLE} AS may_be_compared, {BIRTH_YEARS} AS birth_years {columns}
              FROM {profiles} WHERE NOT sealed)"""


def _write_key(place: int, parts: Sequence[str], *, several: bool) -> str:
    # Fifty-eight bits stand for what they agree on: two that fell together would only cost a comparison.
    given = [f"{part} IS NOT NULL" for part in parts if part != BIRTH_YEAR]
    given += ["may_be_compared"] if place >= len(NUMBERS) else []
    key = f"CAST(hash({', '.join(parts)}) >> 6 AS BIGINT) * {RULES} + {place}"
    keys = f"list_transform(birth_years, lambda {BIRTH_YEAR}: {key})" if several else f"[{key}]"
    return f"CASE WHEN {' AND '.join(given)} THEN {keys} ELSE [] END"


def read_window(rule: BlockingRule) -> BlockingRule:
    """The rule with `birth_year`, of which a written age has several, where it says the year of the birth date."""
    return BlockingRule(rule.id, tuple(BIRTH_YEAR if part == YEAR_OF_BIRTH else part for part in rule.agree_on))


def _pair_members(numbers: int, largest: int) -> str:
    """SQL: each member of a block with those behind it; of those with one number with so many."""
    return f"""
        WITH one AS (
            SELECT rule, unnest(members) AS a, generate_subscripts(members, 1) AS place, members FROM block
        ),
        two AS (
            SELECT rule, a, unnest(members[place + 1 : place + CASE WHEN rule < {numbers} THEN {NEIGHBOURS}
                ELSE {largest} END]) AS b FROM one
        )
        SELECT least(a, b) AS profile_a, greatest(a, b) AS profile_b, CAST(1 AS BIGINT) << rule AS brought_by
        FROM two"""


class LargerRow(TypedDict):
    """Blocks of a rule that are too large, and the pairs in them."""

    rule: int
    blocks: int
    pairs: int


def _count_larger(engine: Engine, rules: Sequence[BlockingRule]) -> SkippedBlocks:
    found = read_rows(
        engine,
        LargerRow,
        f"""SELECT CAST(key % {RULES} AS INT) AS rule, count(*) AS blocks,
                   CAST(sum(size * (size - 1) // 2) AS BIGINT) AS pairs
            FROM larger_now GROUP BY rule ORDER BY rule""",
    )
    skipped = SkippedBlocks({}, {})
    for row in found:
        rule = rules[row["rule"]].id
        skipped.blocks[rule], skipped.pairs[rule] = row["blocks"], row["pairs"]
    return skipped

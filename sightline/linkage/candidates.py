"""Chooses the pairs that are worth comparing: those that agree on a number, or on all of a blocking rule's parts.

A block that is too large is skipped and said so in the report, never cut. A cut would make the answer depend on the
order of the rows. Those who share a number are never skipped.
"""

from dataclasses import dataclass
from typing import TypedDict

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
# A written age is a window of years: such a profile is in the block of each. It has no other part of a birth date.
COMPARABLE = "(comparable OR (NOT sealed AND first_name IS NOT NULL AND born_first IS NOT NULL))"
DATED = f"""(SELECT *, unnest(CASE WHEN birth_date IS NOT NULL THEN [year(birth_date)]
    WHEN born_first IS NOT NULL THEN range(year(born_first), year(born_last) + 1) END) AS {BIRTH_YEAR} FROM profile)"""
# Of those with one number each is compared with so many of its neighbours by birth date and name: enough to hold them
# together, and no number of rows makes a million pairs of one person.
NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class SkippedBlocks:
    """The blocks that were too large to compare, by rule, and how many pairs they hold."""

    blocks: dict[str, int]
    pairs: dict[str, int]


def choose_pairs(*, engine: Engine, settings: Settings) -> SkippedBlocks:
    """Make `candidate` (profile_a < profile_b, and `by_number`); what was skipped.

    `by_number`, a pair that is kept whatever its weight, is true for a number and for one home on one birth date.
    """
    others = (ONE_HOME, *settings.blocking)
    skipped, pairs_skipped = dict[str, int](), dict[str, int]()
    for place, rule in enumerate(NUMBERS):
        _make_blocks(engine, rule, condition="NOT sealed", order="ORDER BY birth_date, first_name, profile_id")
        _pair_members(engine, f"block_{place}", reach=NEIGHBOURS)
    for place, rule in enumerate(others, start=len(NUMBERS)):
        window = read_window(rule)
        _make_blocks(engine, window, source=DATED if window != rule else "profile", condition=COMPARABLE)
        _pair_members(engine, f"block_{place}", reach=settings.largest_block, largest=settings.largest_block)
        skipped[rule.id], pairs_skipped[rule.id] = _count_larger(engine, settings.largest_block)
    pairs = " UNION ALL ".join(
        f"SELECT *, {str(rule in (*NUMBERS, ONE_HOME)).lower()} AS by_number FROM block_{place}"
        for place, rule in enumerate((*NUMBERS, *others))
    )
    engine.make(
        "candidate",
        f"SELECT profile_a, profile_b, bool_or(by_number) AS by_number FROM ({pairs}) GROUP BY profile_a, profile_b",
    )
    return SkippedBlocks(*({rule: count for rule, count in of.items() if count} for of in (skipped, pairs_skipped)))


def read_window(rule: BlockingRule) -> BlockingRule:
    """The rule with `birth_year`, of which a written age has several, where it says the year of the birth date."""
    return BlockingRule(rule.id, tuple(BIRTH_YEAR if part == YEAR_OF_BIRTH else part for part in rule.agree_on))


def _make_blocks(
    engine: Engine, rule: BlockingRule, *, condition: str, source: str = "profile", order: str = ""
) -> None:
    # Sixty-four bits stand for the key: two keys that fell together would only cost a comparison.
    known = " AND ".join(f"({part}) IS NOT NULL" for part in rule.agree_on)
    engine.make(
        "block",
        f"""SELECT list(profile_id {order}) AS members FROM {source} WHERE {condition} AND {known}
            GROUP BY hash({", ".join(rule.agree_on)}) HAVING count(*) > 1""",
    )


def _pair_members(engine: Engine, name: str, *, reach: int, largest: int | None = None) -> None:
    """Pair each member of a block with so many of those behind it."""
    small = f"WHERE len(members) <= {largest}" if largest else ""
    engine.make(
        name,
        f"""WITH one AS (
                SELECT unnest(members) AS a, generate_subscripts(members, 1) AS place, members FROM block {small}
            ),
            two AS (SELECT a, unnest(members[place + 1 : place + {reach}]) AS b FROM one)
            SELECT least(a, b) AS profile_a, greatest(a, b) AS profile_b FROM two""",
    )


class LargerRow(TypedDict):
    """Blocks that are too large, and the pairs in them."""

    blocks: int
    pairs: int


def _count_larger(engine: Engine, largest: int) -> tuple[int, int]:
    (found,) = read_rows(
        engine,
        LargerRow,
        f"""SELECT count(*) AS blocks, coalesce(CAST(sum(len(members) * (len(members) - 1) // 2) AS BIGINT), 0) AS pairs
            FROM block WHERE len(members) > {largest}""",
    )
    return found["blocks"], found["pairs"]

"""Chooses the pairs that are worth comparing: those that agree on a number, or on all of a blocking rule's parts.

A block that is too large is skipped and said so in the report, never cut. A cut would make the answer depend on the
order of the rows. Those who share a number are never skipped.
"""

from sightline.linkage.settings import BlockingRule, Settings
from sightline.store import Engine

NUMBERS = (
    BlockingRule("same_nhs_number", ("nhs_number",)),
    BlockingRule("same_upn", ("upn",)),
    BlockingRule("same_agency_number", ("local_id_kind", "local_id")),
)
# Two of one birth date in one home: twins, or one child under two names. They are put to people whatever else differs.
ONE_HOME = BlockingRule("birth_date_and_home", ("birth_date", "postcode", "house"))
# Of those with one number each is compared with so many of its neighbours by birth date and name: enough to hold them
# together, and no number of rows makes a million pairs of one person.
NEIGHBOURS = 10


def choose_pairs(*, engine: Engine, settings: Settings) -> dict[str, int]:
    """Make `candidate` (profile_a < profile_b, and `by_number`); the number of blocks skipped by rule.

    `by_number`, a pair that is kept whatever its weight, is true for a number and for one home on one birth date.
    """
    skipped, others = {}, (ONE_HOME, *settings.blocking)
    for place, rule in enumerate(NUMBERS):
        _make_blocks(engine, rule, condition="NOT sealed", order="ORDER BY birth_date, first_name, profile_id")
        _pair_members(engine, f"block_{place}", reach=NEIGHBOURS)
    for place, rule in enumerate(others, start=len(NUMBERS)):
        _make_blocks(engine, rule, condition="comparable")
        _pair_members(engine, f"block_{place}", reach=settings.largest_block, largest=settings.largest_block)
        skipped[rule.id] = _count_larger(engine, settings.largest_block)
    pairs = " UNION ALL ".join(
        f"SELECT *, {str(rule in (*NUMBERS, ONE_HOME)).lower()} AS by_number FROM block_{place}"
        for place, rule in enumerate((*NUMBERS, *others))
    )
    engine.make(
        "candidate",
        f"SELECT profile_a, profile_b, bool_or(by_number) AS by_number FROM ({pairs}) GROUP BY profile_a, profile_b",
    )
    return {name: count for name, count in skipped.items() if count}


def _make_blocks(engine: Engine, rule: BlockingRule, *, condition: str, order: str = "") -> None:
    # Sixty-four bits stand for the key: two keys that fell together would only cost a comparison.
    known = " AND ".join(f"({part}) IS NOT NULL" for part in rule.agree_on)
    engine.make(
        "block",
        f"""SELECT list(profile_id {order}) AS members FROM profile WHERE {condition} AND {known}
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


def _count_larger(engine: Engine, largest: int) -> int:
    return int(engine.query(f"SELECT count(*) FROM block WHERE len(members) > {largest}").column(0)[0].as_py())

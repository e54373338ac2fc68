"""Chooses the pairs that are worth comparing: those that agree on a number, or on all of a blocking rule's parts.

A newcomer would get this wrong: a block that is too large is skipped and said so in the report, never cut. A cut would
make the answer depend on the order of the rows. Those who share a number are never skipped.
"""

from sightline.linkage.settings import BlockingRule, Settings
from sightline.store import Engine

NUMBERS = (
    BlockingRule("same_nhs_number", ("nhs_number",)),
    BlockingRule("same_upn", ("upn",)),
    BlockingRule("same_agency_number", ("local_id_kind", "local_id")),
)
# Of those with one number each is compared with so many of its neighbours by birth date and name: enough to hold them
# together, and no number of rows makes a million pairs of one person.
NEIGHBOURS = 10


def choose_pairs(*, engine: Engine, settings: Settings) -> dict[str, int]:
    """Make `candidate` (profile_a < profile_b, and the rule that brought them together); blocks skipped by rule."""
    skipped = {}
    for place, rule in enumerate(NUMBERS):
        _pair_neighbours(engine, f"block_{place}", rule)
    for place, rule in enumerate(settings.blocking, start=len(NUMBERS)):
        skipped[rule.id] = _pair_block(engine, f"block_{place}", rule, largest=settings.largest_block)
    blocks = range(len(NUMBERS) + len(settings.blocking))
    pairs = " UNION ALL ".join(f"SELECT *, {place} AS match_key FROM block_{place}" for place in blocks)
    engine.step(
        "candidate",
        f"SELECT profile_a, profile_b, min(match_key) AS match_key FROM ({pairs}) GROUP BY profile_a, profile_b",
    )
    return {name: count for name, count in skipped.items() if count}


def _keys(rule: BlockingRule, *, condition: str, columns: str = "") -> str:
    # Sixty-four bits stand for the key: two keys that fell together would only cost a comparison.
    known = " AND ".join(f"({part}) IS NOT NULL" for part in rule.agree_on)
    key = f"hash({', '.join(rule.agree_on)}) AS key"
    return f"SELECT {key}, profile_id{columns} FROM profile WHERE {condition} AND {known}"


def _pair_neighbours(engine: Engine, name: str, rule: BlockingRule) -> None:
    place = "row_number() OVER (PARTITION BY key ORDER BY birth_date, first_name, profile_id) AS place"
    keys = _keys(rule, condition="NOT sealed", columns=", birth_date, first_name")
    engine.step("block_key", f"SELECT key, profile_id, {place} FROM ({keys})")
    engine.step(
        name,
        f"""SELECT least(a.profile_id, b.profile_id) AS profile_a, greatest(a.profile_id, b.profile_id) AS profile_b
            FROM block_key a JOIN block_key b ON a.key = b.key
            AND b.place > a.place AND b.place <= a.place + {NEIGHBOURS}""",
    )


def _pair_block(engine: Engine, name: str, rule: BlockingRule, *, largest: int) -> int:
    engine.step("block_key", _keys(rule, condition="comparable"))
    engine.step("block_size", "SELECT key, count(*) AS size FROM block_key GROUP BY key HAVING count(*) > 1")
    engine.step(
        "block_key", f"SELECT key, profile_id FROM block_key JOIN block_size USING (key) WHERE size <= {largest}"
    )
    engine.step(
        name,
        """SELECT a.profile_id AS profile_a, b.profile_id AS profile_b
           FROM block_key a JOIN block_key b ON a.key = b.key AND a.profile_id < b.profile_id""",
    )
    return int(engine.query(f"SELECT count(*) FROM block_size WHERE size > {largest}").column(0)[0].as_py())

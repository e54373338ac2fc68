"""Chooses the pairs that are worth comparing: those that agree on a number, or on one of the blocking keys.

A newcomer would get this wrong: a block that is too large is skipped and said so in the report, never cut. A cut would
make the answer depend on the order of the rows.
"""

from sightline.linkage.settings import BlockingRule, Settings
from sightline.store import Engine

NUMBERS = (
    BlockingRule("same_nhs_number", ("nhs_number",)),
    BlockingRule("same_upn", ("upn",)),
    BlockingRule("same_agency_number", ("local_id_kind", "local_id")),
)


def choose_pairs(*, engine: Engine, settings: Settings) -> dict[str, int]:
    """Make `candidate` (profile_a < profile_b, and the first rule that brought them together); blocks skipped by rule."""
    rules = [(rule, "NOT sealed") for rule in NUMBERS] + [(rule, "comparable") for rule in settings.blocking]
    skipped = {}
    for number, (rule, condition) in enumerate(rules):
        skipped[rule.id] = _block(engine, number, rule=rule, condition=condition, largest=settings.largest_block)
    pairs = " UNION ALL ".join(f"SELECT *, {number} AS match_key FROM block_{number}" for number in range(len(rules)))
    engine.step(
        "candidate",
        f"SELECT profile_a, profile_b, min(match_key) AS match_key FROM ({pairs}) GROUP BY profile_a, profile_b",
    )
    return {name: count for name, count in skipped.items() if count}


def _block(engine: Engine, number: int, *, rule: BlockingRule, condition: str, largest: int) -> int:
    # Sixty-four bits stand for the key: two keys that fell together would only cost a comparison.
    known = " AND ".join(f"({part}) IS NOT NULL" for part in rule.agree_on)
    engine.step(
        "block_key",
        f"SELECT hash({', '.join(rule.agree_on)}) AS key, profile_id FROM profile WHERE {condition} AND {known}",
    )
    engine.step("block_size", "SELECT key, count(*) AS size FROM block_key GROUP BY key HAVING count(*) > 1")
    engine.step(
        "block_key", f"SELECT key, profile_id FROM block_key JOIN block_size USING (key) WHERE size <= {largest}"
    )
    engine.step(
        f"block_{number}",
        """SELECT a.profile_id AS profile_a, b.profile_id AS profile_b
           FROM block_key a JOIN block_key b ON a.key = b.key AND a.profile_id < b.profile_id""",
    )
    return int(engine.query(f"SELECT count(*) FROM block_size WHERE size > {largest}").column(0)[0].as_py())

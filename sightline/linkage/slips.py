"""Finds what looks like twins and is one child whose name one clerk mistyped, where a number shows it.

It joins nobody. Two records that were kept apart as twins are let be, and other pairs decide. It must be the very slip:
the record with the odd name has one number in common with a record whose name is nearly the same and goes with the
other's. Another name on one number (Tobias under Lena's) changes nothing.
"""

from sightline.linkage.link_decision import JOINING
from sightline.linkage.scores import find_level
from sightline.linkage.settings import Settings

TWINS = "twin_or_sibling"


def keep_apart(*, settings: Settings) -> str:
    """SQL: the pairs of `judged` that nothing in this run may bring together."""
    different = find_level(settings.model, comparison="forename", label="forename different")
    same_day = find_level(settings.model, comparison="birth_date", label="birth date the same")
    numbers = ", ".join(f"'{rule}'" for rule in JOINING)
    near = f"birth_date_level = {same_day} AND forename_level > {different}"
    return f"""
    WITH kept AS (
        SELECT profile_a, profile_b, rule_id FROM judged WHERE verdict = 'kept_apart'
        UNION ALL SELECT profile_a, profile_b, '{TWINS}' FROM unlikely_twin
    ),
    twins AS (
        SELECT profile_a AS odd, profile_b AS other FROM kept WHERE rule_id = '{TWINS}'
        UNION ALL SELECT profile_b, profile_a FROM kept WHERE rule_id = '{TWINS}'
    ),
    near AS (
        SELECT profile_a, profile_b, rule_id IN ({numbers}) AS by_number FROM judged
        WHERE {near} AND verdict <> 'kept_apart'
    ),
    both_ways AS (FROM near UNION ALL SELECT profile_b, profile_a, by_number FROM near),
    slip AS (
        SELECT DISTINCT least(t.odd, t.other) AS profile_a, greatest(t.odd, t.other) AS profile_b
        FROM twins t JOIN both_ways n ON n.by_number AND n.profile_a = t.odd
        JOIN both_ways o ON o.profile_a = n.profile_b AND o.profile_b = t.other
    )
    SELECT profile_a, profile_b FROM kept ANTI JOIN slip USING (profile_a, profile_b)
    """

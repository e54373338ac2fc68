"""Weighs pairs with the shipped Splink model, as SQL: how much more likely one person is than two.

Nothing is trained or counted here. The model and the name frequencies come from the rules, so the weight of two records
stays the same whoever else's records are in the run. `link_decision` makes of this SQL the one statement that weighs
and judges the pairs of a run; a test holds it equal to Splink, which trains. `predict` weighs other pairs, in a small
database of its own.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from sightline.linkage.settings import Settings
from sightline.store import DuckDBEngine

# What Splink may see of a profile: the columns that it compares.
COMPARED = (
    "profile_id", "first_name", "last_name", "given_names", "last_names", "near_names", "name_words", "near_words",
    "further_names", "birth_date", "born_first", "born_last", "sex", "nhs_number", "upn", "local_id_kind", "local_id",
    "postcode", "house", "address_words", "phone", "parents", "companions",
)  # fmt: skip
PLACES = 6
BY_NUMBER = "number"
# A pair with less than no evidence is left out, unless a number brought it together: nothing is decided on it.
LIKELY = f"match_key = '{BY_NUMBER}' OR bits >= 0"


def list_levels(settings: Settings) -> tuple[str, ...]:
    """The columns of levels, in the model's order."""
    return tuple(f"{one['output_column_name']}_level" for one in settings.model["comparisons"])


def list_compared(settings: Settings) -> tuple[str, ...]:
    """The columns of a profile that the model compares, with those of the workspace's own."""
    return (*COMPARED, *(column.name for column in settings.columns))


def predict(*, profiles: pa.Table, pairs: pa.Table, settings: Settings, sql: str = "") -> pa.Table:
    """Profile ids of each pair, `weight`, `<comparison>_level` as the model numbers them, and if it is `likely`.

    `pairs` has `join_key_l`, `join_key_r` and `match_key`, which says what brought them together. Another `sql` over
    the same tables gives its own answer.
    """
    engine = DuckDBEngine()
    try:
        for name, rows in {"compared": profiles, "pair": pairs, **list_shares(settings)}.items():
            engine.connection.register(name, rows)
        return engine.query(sql or score_sql(settings.model, columns=list_compared(settings)))
    finally:
        engine.close()


def _weigh_nothing(pairs: pa.Table, settings: Settings) -> pa.Table:
    """The answer about no pair, for which no engine is needed: the columns of any other answer."""
    ids = {"profile_a": pairs.schema.field("join_key_l").type, "profile_b": pairs.schema.field("join_key_r").type}
    levels = dict.fromkeys(list_levels(settings), pa.int32())
    return pa.schema({**ids, "weight": pa.float64(), **levels, "likely": pa.bool_()}).empty_table()


def list_shares(settings: Settings) -> dict[str, pa.Table]:
    """By table the shipped share of each name. A name that is not listed counts as an ordinary one."""
    return {
        f"{column}_share": pa.table(
            {
                column: pa.array([row[column] for row in rows], pa.string()),
                "share": pa.array([float(row["share"]) for row in rows], pa.float64()),
            }
        )
        for column, rows in settings.name_frequencies.items()
    }


def score_sql(model: Mapping[str, Any], *, columns: Sequence[str] = COMPARED) -> str:
    """SQL over `pair`, `compared` and a `<column>_share` for each name: the pairs that `predict` gives.

    A pair's weight is what the chance of any two being one adds, and then each comparison: the bits of the level that
    it reaches, or, where that is the same name, of how rare the name is. Splink's arithmetic, in one statement.
    """
    names = ", ".join(f"{name}_level" for name in weigh_levels(model))
    return f"""
        WITH {weighed_sql(model, columns)}
        SELECT profile_a, profile_b, round(bits, {PLACES}) AS weight, {names}, {LIKELY} AS likely
        FROM weighed WHERE likely OR ({of_one_family(model)})"""


def weight_sql(model: Mapping[str, Any], *, columns: Sequence[str], least: float) -> str:
    """SQL over the same tables: the pairs of at least so many bits, with their weight alone."""
    return f"""
        WITH {weighed_sql(model, columns)}
        SELECT profile_a, profile_b, round(bits, {PLACES}) AS weight FROM weighed WHERE bits >= {_number(least)}
        ORDER BY weight DESC, profile_a, profile_b"""


def pattern_sql(model: Mapping[str, Any], *, columns: Sequence[str]) -> str:
    """SQL over the same tables: how many pairs reach the same levels, by `match_key`.

    `<column>_rarity` is the share of a name that both have, as a power of two to one place; NULL where that is not
    known or the names differ.
    """
    reached = _reached(model)
    rarities = [
        f"CASE WHEN {sql} THEN round(log2(greatest(share_of_{column}, {_number(level['tf_minimum_u_value'])})), 1) END"
        f" AS {column}_rarity"
        for column, (sql, level) in reached.items()
    ]
    names = ", ".join([*(f"{name}_level" for name in weigh_levels(model)), *rarities])
    return f"""
        WITH {_levelled_sql(model, columns)}
        SELECT match_key, {names}, count(*) AS pairs FROM levelled GROUP BY ALL ORDER BY ALL"""


def _levelled_sql(
    model: Mapping[str, Any], columns: Sequence[str], *, pairs: str = "pair", profiles: str = "compared"
) -> str:
    """SQL: each pair with both sides and the level of each comparison."""
    sides = ", ".join(f"{side}.{column} AS {column}_{side}" for column in columns for side in "lr")
    names = list(_reached(model))
    shares = ", ".join(f"{column}_of.share AS share_of_{column}" for column in names)
    joins = " ".join(
        f"LEFT JOIN {column}_share AS {column}_of ON {column}_of.{column} = l.{column}" for column in names
    )
    levels = ", ".join(f"{_level(one)} AS {one['output_column_name']}_level" for one in model["comparisons"])
    return f"""side AS (SELECT match_key, {sides}, {shares} FROM {pairs}
                      JOIN {profiles} AS l ON l.profile_id = join_key_l
                      JOIN {profiles} AS r ON r.profile_id = join_key_r {joins}),
        levelled AS (SELECT *, {levels} FROM side)"""


def weighed_sql(
    model: Mapping[str, Any],
    columns: Sequence[str],
    *,
    carried: Sequence[str] = (),
    pairs: str = "pair",
    profiles: str = "compared",
) -> str:
    """SQL: each pair with its bits, and what is `carried` of its sides: `<column>_l`, `<column>_r`."""
    weights = weigh_levels(model)
    chance = model["probability_two_random_records_match"]
    bits = [
        _number(math.log2(chance / (1 - chance))),
        *(_bits(name, weights[name]) for name in weights),
        *_rarities(model).values(),
    ]
    names = ", ".join((*(f"{name}_level" for name in weights), *carried))
    return f"""{_levelled_sql(model, columns, pairs=pairs, profiles=profiles)},
        weighed AS (SELECT profile_id_l AS profile_a, profile_id_r AS profile_b, match_key, {names},
                           {" + ".join(bits)} AS bits FROM levelled)"""


def _level(comparison: Mapping[str, Any]) -> str:
    """SQL: the number of the first level of which the condition holds; -1 where nothing is known."""
    numbers = {id(level): number for number, level in number_levels(comparison)}
    cases = [
        f"ELSE {numbers.get(id(level), -1)}"
        if level["sql_condition"] == "ELSE"
        else f"WHEN {level['sql_condition']} THEN {numbers.get(id(level), -1)}"
        for level in comparison["comparison_levels"]
    ]
    return f"CASE {' '.join(cases)} END"


def _bits(name: str, weights: Mapping[int, float]) -> str:
    """SQL: the bits of the level that a comparison reaches; none where nothing is known."""
    cases = " ".join(f"WHEN {number} THEN {_number(weight)}" for number, weight in weights.items())
    return f"CASE {name}_level {cases} ELSE {_number(0)} END"


def _rarities(model: Mapping[str, Any]) -> dict[str, str]:
    """For each name column, SQL: the bits that the same name adds or takes, being rarer or commoner than most."""
    found = {}
    for column, (reached, level) in _reached(model).items():
        share = f"greatest(share_of_{column}, {_number(level['tf_minimum_u_value'])})"
        ordinary, weight = math.log2(level["u_probability"]), float(level["tf_adjustment_weight"])
        bits = f"{_number(weight)} * ({_number(ordinary)} - log2({share}))"
        found[column] = f"CASE WHEN {reached} THEN {bits} ELSE {_number(0)} END"
    return found


def _reached(model: Mapping[str, Any]) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """For each column whose rarity counts, SQL: whether a pair has one value of a known share; and that level."""
    return {
        level["tf_adjustment_column"]: (
            f"{comparison['output_column_name']}_level = {number}"
            f" AND share_of_{level['tf_adjustment_column']} IS NOT NULL",
            level,
        )
        for comparison in model["comparisons"]
        for number, level in number_levels(comparison)
        if level.get("tf_adjustment_column")
    }


def _number(value: float) -> str:
    """SQL: the number as it is, a floating one."""
    return f"{value:.17e}"


def of_one_family(model: Mapping[str, Any]) -> str:
    """SQL: the same birth date or a day apart, another forename, and a surname, home or parent in common."""
    at = {
        name: find_level(model, comparison=name, label=label)
        for name, label in (
            ("forename", "forename different"),
            ("surname", "surname different"),
            ("home", "home different"),
            ("parent", "a parent of the same name"),
        )
    }
    return (
        f"birth_date_level IN ({', '.join(map(str, born_alike(model)))}) AND forename_level = {at['forename']} AND "
        f"(surname_level > {at['surname']} OR home_level > {at['home']} OR parent_level = {at['parent']})"
    )


def born_alike(model: Mapping[str, Any]) -> tuple[int, ...]:
    """The levels of birth dates that twins may have: the same, and a day apart, for some are born about midnight."""
    labels = ("birth date the same", "birth date a day apart")
    return tuple(find_level(model, comparison="birth_date", label=label) for label in labels)


def weigh_levels(model: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    """For each comparison, the weight in bits of each level, before the frequency of a name."""
    return {
        comparison["output_column_name"]: {
            number: math.log2(level["m_probability"] / level["u_probability"])
            for number, level in number_levels(comparison)
        }
        for comparison in model["comparisons"]
    }


def number_levels(comparison: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """Levels with their numbers, which count down to 0 from the strongest."""
    known = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
    return [(len(known) - 1 - place, level) for place, level in enumerate(known)]


def word_levels(model: Mapping[str, Any]) -> dict[str, dict[int, str]]:
    """For each comparison, what each level is called."""
    return {
        comparison["output_column_name"]: {
            number: level["label_for_charts"] for number, level in number_levels(comparison)
        }
        for comparison in model["comparisons"]
    }


def find_level(model: Mapping[str, Any], *, comparison: str, label: str) -> int:
    """The number of the level of that label; KeyError where the model has none."""
    for number, words in word_levels(model)[comparison].items():
        if words == label:
            return number
    raise KeyError(f"The model's comparison {comparison} has no level '{label}'.")

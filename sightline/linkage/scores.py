"""Weighs each candidate pair with the shipped Splink model: how much more likely one person is than two.

Nothing is trained or counted here. The model and the name frequencies come from the rules, so the weight of two records
stays the same whoever else's records are in the run. Splink works in a small database of its own, so that its tables
never end up in a snapshot. It is loaded where it is used: web processes import this room for names and numbers, and do
without it.
"""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sightline.linkage.settings import Settings
from sightline.store import Engine

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator

# What Splink may see of a profile: the columns that it compares.
COMPARED = (
    "profile_id", "first_name", "last_name", "given_names", "last_names", "near_names", "birth_date", "sex",
    "nhs_number", "upn", "local_id_kind", "local_id", "postcode", "house", "address_words", "phone",
    "parents", "companions",
)  # fmt: skip
PLACES, AT_A_TIME = 6, 650_000
BY_NUMBER = "number"


def weigh_pairs(*, engine: Engine, settings: Settings) -> int:
    """Make `weighed`: candidate pairs with weight and the level of each comparison; the number of pairs compared.

    A pair with less than no evidence is left out, unless a number brought it together: nothing is decided on it. But
    two of one family, of one birth date and with other forenames stand in `unlikely_twin`: they must not be chained.
    """
    profiles = engine.query(f"""SELECT {", ".join(COMPARED)} FROM profile
        WHERE profile_id IN (SELECT profile_a FROM candidate UNION ALL SELECT profile_b FROM candidate)""")
    pairs = engine.query(f"""SELECT CASE WHEN by_number THEN '{BY_NUMBER}' ELSE '' END AS match_key,
        profile_a AS join_key_l, profile_b AS join_key_r FROM candidate ORDER BY join_key_l, join_key_r""")
    weighed = predict(profiles=profiles, pairs=pairs, settings=settings)
    engine.load("weighed", weighed.filter(weighed["likely"]).drop_columns("likely"))
    engine.load("unlikely_twin", weighed.filter(pc.invert(weighed["likely"])).select(["profile_a", "profile_b"]))
    return int(pairs.num_rows)


def predict(*, profiles: pa.Table, pairs: pa.Table, settings: Settings) -> pa.Table:
    """Profile ids of each pair, `weight`, `<comparison>_level` as the model numbers them, and if it is `likely`."""
    if not pairs.num_rows:
        return _no_rows(profiles, settings)
    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})
    try:
        linker = make_linker(profiles, connection=connection, model=_read_model(json.dumps(settings.model)))
        register_frequencies(linker, settings.name_frequencies)
        # Splink keeps both sides of every pair while it works, so it is given so many at a time.
        portions = [pairs.slice(start, AT_A_TIME) for start in range(0, pairs.num_rows, AT_A_TIME)]
        return pa.concat_tables(_predict_some(linker, connection, portion, settings) for portion in portions)
    finally:
        connection.close()


def _no_rows(profiles: pa.Table, settings: Settings) -> pa.Table:
    """What Splink says of no pairs, without asking it: a linker takes a sixth of a second to make."""
    profile_id = profiles.schema.field("profile_id").type
    levels = [(f"{name}_level", pa.int32()) for name in weigh_levels(settings.model)]
    return pa.schema(
        [
            ("profile_a", profile_id),
            ("profile_b", profile_id),
            ("weight", pa.float64()),
            *levels,
            ("likely", pa.bool_()),
        ]
    ).empty_table()


def _predict_some(
    linker: "Linker", connection: duckdb.DuckDBPyConnection, pairs: pa.Table, settings: Settings
) -> pa.Table:
    blocked = linker._db_api.register(pairs)
    linker.table_management.register_blocked_pairs_for_predict(blocked)
    scored = linker.inference.predict(warning_mode="never")
    levels = ", ".join(
        f"{read_level(name, weights)} AS {name}_level" for name, weights in weigh_levels(settings.model).items()
    )
    rows = connection.sql(
        f"""FROM (SELECT profile_id_l AS profile_a, profile_id_r AS profile_b,
                  round(match_weight, {PLACES}) AS weight, {levels},
                  match_key = '{BY_NUMBER}' OR match_weight >= 0 AS likely
            FROM {scored.physical_name}) WHERE likely OR ({_of_one_family(settings.model)})"""
    ).to_arrow_table()
    scored.drop_table_from_database_and_remove_from_cache()
    return rows


def _of_one_family(model: Mapping[str, Any]) -> str:
    """SQL: the same birth date, another forename, and a surname, home or parent in common."""
    at = {
        name: find_level(model, comparison=name, label=label)
        for name, label in (
            ("birth_date", "birth date the same"),
            ("forename", "forename different"),
            ("surname", "surname different"),
            ("home", "home different"),
            ("parent", "a parent of the same name"),
        )
    }
    return (
        f"birth_date_level = {at['birth_date']} AND forename_level = {at['forename']} AND "
        f"(surname_level > {at['surname']} OR home_level > {at['home']} OR parent_level = {at['parent']})"
    )


def weigh_levels(model: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    """For each comparison, the weight in bits of each level, before the frequency of a name."""
    return {
        comparison["output_column_name"]: {
            number: math.log2(level["m_probability"] / level["u_probability"])
            for number, level in _number_levels(comparison)
        }
        for comparison in model["comparisons"]
    }


def read_level(name: str, weights: Mapping[int, float]) -> str:
    """SQL: the level that a comparison's weight stands for; -1 where nothing was known.

    Splink gives levels only with all that it compared, which doubles its work. A model's levels weigh differently.
    """
    cases = " ".join(f"WHEN abs(mw_{name} - ({weight!r})) < 1e-9 THEN {number}" for number, weight in weights.items())
    return f"CASE {cases} ELSE -1 END"


def _number_levels(comparison: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """Levels with their numbers, which count down to 0 from the strongest."""
    known = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
    return [(len(known) - 1 - place, level) for place, level in enumerate(known)]


def make_linker(
    profiles: pa.Table, *, connection: duckdb.DuckDBPyConnection, model: "Mapping[str, Any] | SettingsCreator"
) -> "Linker":
    """A Splink linker over profiles. It does not look the model through each time, which takes a third of its time."""
    from splink import DuckDBAPI, Linker

    database = DuckDBAPI(connection=connection)
    said = dict(model) if isinstance(model, Mapping) else model
    return Linker(database.register(profiles), said, validate_settings=False, log_level=None)


@lru_cache(maxsize=2)
def _read_model(written: str) -> "SettingsCreator":
    """The model as Splink reads it, once a process: predictions do not change it. Training makes its own."""
    from splink import SettingsCreator

    read = SettingsCreator.from_path_or_dict(json.loads(written)).get_settings("duckdb")

    class ReadModel(SettingsCreator):
        def get_settings(self, sql_dialect_str: str) -> Any:  # noqa: ARG002 - Splink names it
            return read

    return ReadModel(link_type="dedupe_only")


def register_frequencies(linker: "Linker", frequencies: Mapping[str, list[dict[str, str]]]) -> None:
    """Give Splink the shipped share of each name. A name that is not listed counts as an ordinary one."""
    for column, rows in frequencies.items():
        table = pa.table(
            {
                column: pa.array([row[column] for row in rows], pa.string()),
                f"tf_{column}": pa.array([float(row["share"]) for row in rows], pa.float64()),
            }
        )
        linker.table_management.register_term_frequency_lookup(linker._db_api.register(table), column)


def word_levels(model: Mapping[str, Any]) -> dict[str, dict[int, str]]:
    """For each comparison, what each level is called."""
    return {
        comparison["output_column_name"]: {
            number: level["label_for_charts"] for number, level in _number_levels(comparison)
        }
        for comparison in model["comparisons"]
    }


def find_level(model: Mapping[str, Any], *, comparison: str, label: str) -> int:
    """The number of the level of that label; KeyError where the model has none."""
    for number, words in word_levels(model)[comparison].items():
        if words == label:
            return number
    raise KeyError(f"The model's comparison {comparison} has no level '{label}'.")

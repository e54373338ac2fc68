"""The model as Splink has it: it trained the shipped one, and tests hold our scoring equal to what it says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator


def make_linker(
    profiles: pa.Table, *, connection: duckdb.DuckDBPyConnection, model: "Mapping[str, Any] | SettingsCreator"
) -> "Linker":
    """A Splink linker over profiles. It does not look the model through each time, which takes a third of its time."""
    from splink import DuckDBAPI, Linker

    database = DuckDBAPI(connection=connection)
    said = dict(model) if isinstance(model, Mapping) else model
    return Linker(database.register(profiles), said, validate_settings=False, log_level=None)


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

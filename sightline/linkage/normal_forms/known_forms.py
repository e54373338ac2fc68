"""Mentions, names, homes and numbers of which an earlier run found the form: only writing that is new is read.

`compared` of the earlier snapshot has each mention's form, and `mention` has the writing of rows that nothing touched.
So nothing more is kept for this, and what goes from the one goes from the other. A form depends on the writing, the
rules, the code and the workspace's key alone; where any of these is another, no run goes on. Only whether a home is
protected depends on other rows, and is looked up anew.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import pyarrow as pa

from sightline.store.earlier import EarlierSnapshot
from sightline.store.engine import Engine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
# Mentions of people that must be read, as `mention` has them.
FRESH = "fresh_mention"


def find_fresh() -> str:
    """SQL: mentions that are new or in a touched row, and those whose form was not kept whole."""
    return SQL.fill("fresh_mention")


def write_standing(*, dates: Sequence[date], token: int) -> str:
    """SQL: all others in their earlier form; the last `token` letters of a home's words stand for it all."""
    return SQL.fill("standing_mention", placeholder_dates=dates, token=token)


def know_names(*, engine: Engine, earlier: EarlierSnapshot | None, schema: pa.Schema) -> None:
    """Make `name_form` of this schema: names that an earlier run read; empty where the run begins from nothing."""
    _know(engine, "name_form", earlier, schema, SQL.fill("known_name", forms=_forms(schema, written=4)))


def know_homes(*, engine: Engine, earlier: EarlierSnapshot | None, schema: pa.Schema, marked: str) -> None:
    """Make `address_form` in the same way."""
    sql = SQL.fill("known_home", forms=_forms(schema, written=3), marked=Fragment(marked))
    _know(engine, "address_form", earlier, schema, sql)


def know_numbers(*, engine: Engine, earlier: EarlierSnapshot | None, number: str, schema: pa.Schema) -> None:
    """Make the table of a number's forms (`nhs_number_form` and the like) in the same way."""
    _know(engine, f"{number}_form", earlier, schema, SQL.fill("known_number", number=Fragment(number)))


def _know(engine: Engine, name: str, earlier: EarlierSnapshot | None, schema: pa.Schema, sql: str) -> None:
    if earlier and earlier.goes_on:
        engine.make(name, sql)
    else:
        engine.load(name, schema.empty_table())


def _forms(schema: pa.Schema, *, written: int) -> Fragment:
    """SQL: the columns behind those of the writing. The same writing has one form, whichever mention gives it."""
    names: Iterable[str] = schema.names[written:]
    return Fragment(", ".join(f"any_value(c.{name}) AS {name}" for name in names))

"""Lays out what a person's page says first (lead worker, plan, placement, safe contact, carers) in `serve.sqlite`.

Of each fact the newest stands there for each visibility. So the newest of what a reader may see is what they read, and
nothing tells them that a newer one is there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sightline.model.visibility import PROTECTED_WORDS
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out
from sightline.store.sql.sql_steps import Fragment, SqlSteps, write_value

SQL = SqlSteps(__name__)


@dataclass(frozen=True, slots=True)
class StatusKind:
    """What records of a kind say of a fact; `name` narrows it to one fact of the record, `runs`: it has not ended."""

    fact: str
    kind: str
    name: str = field(repr=False)
    says: str = field(repr=False)
    runs: bool


def build_facts(
    *, engine: DuckDBEngine, path: Path, statuses: Iterable[StatusKind], relationships: Sequence[str], as_at: date
) -> None:
    """Write the table `key_fact` of `serve.sqlite`, anew if it is there."""
    engine.make("standing_fact", SQL.fill("standing_fact"))
    kinds = Fragment(", ".join(_as_row(one) for one in statuses))
    query = SQL.fill(
        "key_fact",
        statuses=kinds,
        relationships=relationships,
        as_at=as_at.isoformat(),
        protected_words=PROTECTED_WORDS,
    )
    lay_out(engine=engine, path=path, fills={"key_fact": query})


def _as_row(one: StatusKind) -> str:
    cells = (one.fact, one.kind, one.name, one.says, one.runs)
    return f"({', '.join(write_value(value=cell) for cell in cells)})"

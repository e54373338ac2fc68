"""Lays out for pages which records may tell of one event: both records of each pair, each as restricted as itself."""

from pathlib import Path

from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)


def build_same_events(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the table `same_event_side` of `serve.sqlite`, anew if it is there."""
    lay_out(engine=engine, path=path, fills={"same_event_side": SQL.fill("same_event_side")})

"""Lays sentences out that the model of notes marked and no rule did, each as restricted as its record or more."""

from pathlib import Path

from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
INDEXES = """
CREATE INDEX worth_reading_record ON worth_reading (record_id);
CREATE INDEX worth_reading_row ON worth_reading (row_id);
CREATE INDEX worth_reading_sign ON worth_reading (indicator);
CREATE INDEX worth_checking_person ON worth_checking (person_id);
"""


def build_worth_reading(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the tables `worth_reading` and `worth_checking` of `serve.sqlite`, anew if they are there."""
    fills = {"worth_reading": SQL.fill("worth_reading"), "worth_checking": SQL.fill("worth_checking")}
    lay_out(engine=engine, path=path, fills=fills, indexes=INDEXES)

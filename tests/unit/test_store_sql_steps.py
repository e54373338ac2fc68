"""Named SQL steps: what is read from a file, what is filled in, and what is refused."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from sightline.model.errors import OurFault
from sightline.model.nouns import RowStatus
from sightline.store import earlier
from sightline.store.sql.sql_steps import Fragment, SqlSteps, Value, parse_sql_steps, write_value

FILE = """\
-- step: told
-- What somebody said.
-- in: fact, mention
-- out: told
-- values: day, table
SELECT '$day' AS words, $day AS day FROM $table -- $day
WHERE standing = $row_status_current

-- step: nobody
-- in: nothing
-- out: rows
SELECT 1 AS one
"""


def test_a_file_has_its_steps_by_name() -> None:
    told, nobody = parse_sql_steps(text=FILE).values()
    assert (told.name, told.reads, told.makes, told.takes) == ("told", ("fact", "mention"), "told", {"day", "table"})
    assert (nobody.reads, nobody.sql) == ((), "SELECT 1 AS one")


def test_values_are_filled_in_but_not_in_quotes_or_remarks() -> None:
    sql = parse_sql_steps(text=FILE)["told"].fill(day=date(2024, 5, 1), table=Fragment("fact"))
    assert sql == (
        f"SELECT '$day' AS words, DATE '2024-05-01' AS day FROM fact -- $day\nWHERE standing = '{RowStatus.CURRENT}'"
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (3, "3"),
        (0.25, "0.25"),
        (None, "NULL"),
        ("O'Neill; DROP TABLE fact --", "'O''Neill; DROP TABLE fact --'"),
        (RowStatus.CURRENT, f"'{RowStatus.CURRENT}'"),
        (("a", "b'c"), "'a', 'b''c'"),
        ((), "''"),
        (Fragment("a < b"), "a < b"),
    ],
)
def test_a_value_is_written_by_its_type(value: Value, written: str) -> None:
    assert write_value(value=value) == written


@pytest.mark.parametrize("words", ["O'Neill; DROP TABLE fact --", "$day", "\\' OR 1 = 1", "two\nlines"])
def test_the_engine_reads_back_what_was_written(words: str) -> None:
    assert duckdb.sql(f"SELECT {write_value(value=words)}").fetchall() == [(words,)]


@pytest.mark.parametrize("values", [{}, {"day": 1}, {"day": 1, "table": 2, "more": 3}])
def test_a_missing_or_unknown_value_is_refused(values: dict[str, Value]) -> None:
    with pytest.raises(OurFault, match="told takes day, table, not "):
        parse_sql_steps(text=FILE)["told"].fill(**values)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        "-- step: a\n-- out: rows\nSELECT 1",
        "-- step: a\n-- in: nothing\nSELECT 1",
        "-- step: a\n-- in: nothing\n-- out: rows\n",
        "-- step: a b\n-- in: nothing\n-- out: rows\nSELECT 1",
        "-- step: a\n-- in: nothing\n-- out: rows\nSELECT $day",
        "-- step: a\n-- in: nothing\n-- out: rows\n-- values: day\nSELECT 1",
        "-- step: a\n-- in: nothing\n-- out: rows\nSELECT 1\n-- step: a\n-- in: nothing\n-- out: rows\nSELECT 2",
    ],
)
def test_a_step_that_does_not_say_what_it_is_is_refused(text: str) -> None:
    with pytest.raises(OurFault) as refused:
        parse_sql_steps(text=text)
    assert refused.value.code == "step_heading"


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(OurFault, match="No step 'nowhere' is next to"):
        SqlSteps("sightline.known_facts.facts").fill("nowhere")


def test_another_statement_is_other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run goes on from a snapshot that the same code wrote, and the statements are code."""
    for room in earlier.WRITERS:
        (tmp_path / room).mkdir()
    monkeypatch.setattr(earlier, "files", lambda package: tmp_path)
    statements = tmp_path / "ingest" / "versions.sql"
    found = []
    for sql in ("SELECT 1", "SELECT 2"):
        statements.write_text(sql)
        found.append(earlier.hash_writers.__wrapped__())
    assert found[0] != found[1]

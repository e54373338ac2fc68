"""The laws of SQL: long statements stand in `.sql` files as named steps that say what they read and make."""

from pathlib import Path

import pytest
from support.sql_laws import layout_faults, long_statements, steps_asked_for, tables_read

from sightline.store.sql.sql_steps import SqlStep, parse_sql_steps

PACKAGE = Path(__file__).parents[2] / "sightline"
FILES = sorted(PACKAGE.rglob("*.sql"))
SQL = [(path, step) for path in FILES for step in parse_sql_steps(text=path.read_text(encoding="utf-8")).values()]
EACH_STEP = pytest.mark.parametrize("step", [step for _, step in SQL], ids=[f"{p.stem}.{s.name}" for p, s in SQL])
LONG = "SELECT person_id,\n" + "       name,\n" * 8 + "       born\nFROM person"


def test_no_long_statement_stands_in_python() -> None:
    assert list(long_statements(PACKAGE)) == []


def test_the_law_sees_a_long_statement(tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text(f'ASKED = """\n{LONG}\n"""\n')
    (tmp_path / "made.py").write_text(f'def ask(table):\n    return f"""\n{LONG} WHERE {{table}}\n    """\n')
    (tmp_path / "short.py").write_text('ASKED = """\nSELECT person_id\nFROM person\n"""\n')
    (tmp_path / "told.py").write_text(f'"""An idea.\n{LONG}\n"""\n')
    pieces = "\n".join(f'    "{line} "' for line in LONG.splitlines())
    (tmp_path / "pieces.py").write_text(f"ASKED = (\n{pieces}\n)\n")
    parts = ",\n".join(f'    "SELECT {number} FROM person"' for number in range(11))
    (tmp_path / "union.py").write_text(f'ASKED = " UNION ".join([\n{parts},\n])\n')
    assert list(long_statements(tmp_path)) == ["made.py:2", "pieces.py:2", "plain.py:1", "union.py:1"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_step_is_asked_for_by_the_module_beside_its_file(path: Path) -> None:
    named = set(parse_sql_steps(text=path.read_text(encoding="utf-8")))
    assert named == steps_asked_for(path.with_suffix(".py"))


@EACH_STEP
def test_a_step_names_the_tables_that_it_reads(step: SqlStep) -> None:
    assert set(step.reads) == tables_read(step.sql)


@EACH_STEP
def test_a_step_is_laid_out_as_the_others(step: SqlStep) -> None:
    assert list(layout_faults(step.sql)) == []


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("SELECT a from b", "in small letters: from"),
        ("SELECT a\n  FROM b", "at the wrong column: '  FROM b'"),
        ("SELECT a\nAND b", "at the wrong column: 'AND b'"),
        ("WITH a AS (\nSELECT 1\n)\nSELECT 1 FROM a", "at the wrong column: 'SELECT 1'"),
        ("WITH a AS (\n  SELECT 1\n  )\nSELECT 1 FROM a", "at the wrong column: '  )'"),
        ("SELECT 1 ", "long, blank, or with blanks at its end: 'SELECT 1 '"),
    ],
)
def test_the_law_of_layout_sees_what_it_forbids(sql: str, fault: str) -> None:
    assert list(layout_faults(sql)) == [fault]


def test_the_law_of_tables_sees_what_a_statement_reads() -> None:
    sql = "WITH own AS (SELECT * FROM mention JOIN $folder) SELECT * FROM own ASOF JOIN fact AS f ON own.a >= f.a"
    assert tables_read(sql) == {"mention", "folder", "fact"}

"""What a run of the tests leaves out, and what it may skip."""

import re
from pathlib import Path

import pytest
from support.chosen_tests import is_of_this_run
from support.shared_files import differing

TESTS = Path(__file__).parents[1]
SKIPS_BY_RUN = re.compile(r"vendor [!=]= \"\w+\":\n +pytest\.skip|skipif\((connection\.vendor|os\.environ)")


@pytest.mark.parametrize(
    ("markers", "on"),
    [
        ({"django_db"}, {"sqlite", "postgresql"}),
        ({"postgresql"}, {"postgresql"}),
        ({"sqlite", "django_db"}, {"sqlite"}),
        ({"sqlite", "postgresql"}, {"sqlite", "postgresql"}),
    ],
)
def test_a_test_of_one_database_is_of_the_run_on_it_alone(markers: set[str], on: set[str]) -> None:
    of = {name for name in ("sqlite", "postgresql")
          if is_of_this_run(markers, postgresql=name == "postgresql", pictures=False)}  # fmt: skip
    assert of == on


def test_pictures_are_taken_where_they_are_asked_for() -> None:
    assert is_of_this_run({"pictures"}, postgresql=False, pictures=True)
    assert not is_of_this_run({"pictures"}, postgresql=False, pictures=False)


def test_no_test_skips_by_its_database_or_by_what_was_asked() -> None:
    skipping = [path.name for path in TESTS.rglob("test_*.py") if SKIPS_BY_RUN.search(path.read_text(encoding="utf-8"))]
    assert skipping == [], "mark it postgresql, sqlite or pictures: tests/support/chosen_tests.py leaves it out"
    assert SKIPS_BY_RUN.search("skipif" + '(connection.vendor != "sqlite", reason="")')
    assert SKIPS_BY_RUN.search('    if connection.vendor == "sqlite":\n        pytest.skip("one writer")')


def test_a_shared_file_that_differs_from_the_kept_one_is_named(tmp_path: Path) -> None:
    for side, words in (("kept", "1"), ("shared", "2")):
        for folder in ("mse", "clock_cases"):
            (tmp_path / side / folder).mkdir(parents=True)
            (tmp_path / side / folder / "table.json").write_text(words if folder == "mse" else "same")
    (tmp_path / "kept" / "mse" / "here_alone.json").write_text("1")
    assert differing(tmp_path / "kept", tmp_path / "shared") == ["mse/table.json"]

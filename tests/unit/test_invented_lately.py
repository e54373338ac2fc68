"""What came lately: dated relative to a day, apart from the three years, and readable as any agency's file."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from sightline.ingest import list_mappings
from sightline.invented import invent
from sightline.invented.layouts import headings_of

DAY = date(2027, 2, 15)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("lately")
    made = invent(children=100, seed=4, out=out, lately_at=DAY)
    assert [one.received_on for one in made.lately.deliveries] == [date(2027, 2, 1), date(2027, 2, 8), DAY]
    assert len(made.lately.children) == 8
    return out


def test_the_three_years_are_the_same_bytes_with_it_and_without(made: Path, tmp_path: Path) -> None:
    invent(children=100, seed=4, out=tmp_path)
    with_it = {name: told for name, told in files_of(made).items() if not name.startswith("lately/")}
    assert with_it == files_of(tmp_path)


def test_it_is_the_same_again_for_the_same_day_and_another_for_another(made: Path, tmp_path: Path) -> None:
    for name, day in (("same", DAY), ("later", date(2027, 3, 15))):
        invent(children=100, seed=4, out=tmp_path / name, lately_at=day)
    assert files_of(tmp_path / "same") == files_of(made)
    assert files_of(tmp_path / "later" / "lately") != files_of(made / "lately")


def test_every_day_in_it_has_come_before_its_delivery_and_within_three_weeks(made: Path) -> None:
    for folder in sorted((made / "lately").iterdir()):
        delivered = DAY.toordinal() - int(folder.name[:2])
        for path in folder.iterdir():
            for row in rows_of(path):
                entered = datetime.strptime(row["Entered On"], "%d/%m/%Y").date()  # noqa: DTZ007 - a day
                assert DAY.toordinal() - 21 < entered.toordinal() <= delivered, (path.name, entered)


def test_its_files_are_of_layouts_that_add_to_what_came_before(made: Path) -> None:
    """A full export of a few rows would say that all other rows are gone."""
    full = {mapping.layout for mapping in list_mappings() if mapping.is_full}
    for path in sorted((made / "lately").rglob("*.csv")):
        assert path.stem not in full
        assert tuple(rows_of(path)[0]) == headings_of(path.name)


def test_one_child_is_missing_now(made: Path) -> None:
    missing = [row for path in (made / "lately").rglob("police_missing.csv") for row in rows_of(path)]
    assert len([row for row in missing if not row["Found Date"]]) == 1
    assert len({row["Misper Ref"] for row in missing}) == len(missing)


def test_where_there_are_too_few_children_there_is_nothing(tmp_path: Path) -> None:
    assert invent(children=3, seed=1, out=tmp_path, lately_at=DAY).lately.deliveries == ()

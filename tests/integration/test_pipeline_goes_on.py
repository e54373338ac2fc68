"""A run that goes on from an earlier snapshot gives the very tables and pages that a run from nothing gives."""

import csv
import gc
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from sightline import pipeline
from sightline.ingest import take_file
from sightline.invented import invent
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.nouns import RowStatus
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import ANALYSIS, Snapshot, hash_tables

FULL = ("school_attendance.csv", "childrens_services_family.csv", "licensing_register.csv")
KEY = "5" * 64
DAYS = (date(2025, 9, 1), date(2025, 9, 2), date(2025, 9, 3))
Rows = list[list[str]]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    folder = tmp_path_factory.mktemp("invented")
    invent(children=14, seed=606, out=folder)
    return {path.name: list(csv.reader(path.read_text("utf-8").splitlines(True))) for path in folder.glob("*.csv")}


@pytest.fixture(autouse=True, scope="module")
def one_set_of_rules() -> Iterator[None]:
    """Rules that somebody saves while this runs would make a run begin from nothing, as they should."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "hash_rules", lambda: "the rules as they stand")
        yield


class Begun(NamedTuple):
    """A workspace with a run."""

    root: Path
    first: Snapshot

    def copy_to(self, folder: Path) -> Workspace:
        """A workspace of one test's own."""
        shutil.copytree(self.root, folder)
        return Workspace(folder)


class TwoDays(NamedTuple):
    """Its workspace has the second day's files as well; and both days run from nothing in another."""

    begun: Begun
    from_nothing: Snapshot


@pytest.fixture(scope="module")
def first_day(invented: dict[str, Rows], one_set_of_rules: None, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Nine tenths of the rows, run on the first day."""
    return begun(tmp_path_factory.mktemp("first-day"), begin(invented, 0.9), received_on=DAYS[0], as_at=DAYS[0])


@pytest.fixture(scope="module")
def long_ago(invented: dict[str, Rows], one_set_of_rules: None, tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """All rows, received long ago and run on a day when some of it was still to come."""
    return begun(tmp_path_factory.mktemp("long-ago"), invented, received_on=date(2024, 6, 1), as_at=date(2025, 6, 1))


@pytest.fixture(scope="module")
def two_days(invented: dict[str, Rows], first_day: Begun, tmp_path_factory: pytest.TempPathFactory) -> TwoDays:
    folder = tmp_path_factory.mktemp("two-days")
    workspace = first_day.copy_to(folder / "w")
    take(workspace, write(folder / "two", rest(invented, 0.9)), DAYS[1])
    return TwoDays(Begun(workspace.root, first_day.first), anew(workspace, folder / "b", DAYS[1]))


def begun(folder: Path, files: dict[str, Rows], *, received_on: date, as_at: date) -> Begun:
    """The run of files in a new workspace, which begins from nothing."""
    workspace = new_workspace(folder / "w")
    take(workspace, write(folder / "files", files), received_on)
    first = pipeline.run(workspace=workspace, as_at=as_at)
    assert first.manifest()["went_on_from"] == ""
    return Begun(workspace.root, first)


def write(folder: Path, files: dict[str, Rows]) -> list[Path]:
    folder.mkdir(parents=True)
    for name, rows in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return sorted(folder.iterdir())


def take(workspace: Workspace, paths: list[Path], received_on: date) -> None:
    batch, now = open_batch(workspace), f"{received_on}T06:00:00Z"
    for path in paths:
        take_file(workspace=workspace, path=path, batch=batch, received_at=now)
    close_batch(workspace, batch, now=now)


def new_workspace(folder: Path) -> Workspace:
    workspace = Workspace(folder)
    workspace.create()
    (folder / "linking.key").write_text(KEY, encoding="ascii")
    return workspace


def anew(workspace: Workspace, folder: Path, as_at: date, judgements: tuple[Judgement, ...] = ()) -> Snapshot:
    """The same files, run from nothing in another workspace."""
    other = new_workspace(folder)
    for part in (workspace.received, workspace.batches):
        shutil.copytree(part, folder / part.name, dirs_exist_ok=True)
    return pipeline.run(workspace=other, as_at=as_at, judgements=judgements, go_on=False)


def lines(snapshot: Snapshot) -> dict[str, list[str]]:
    """Every line of every table for pages, and how the tables are made."""
    connection = sqlite3.connect(snapshot.serve_file)
    try:
        made = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
        schema = dict(made.fetchall())
        names = [name for name, sql in schema.items() if sql.startswith("CREATE TABLE")]
        said = {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in names}
    finally:
        connection.close()
    return {"schema": sorted(schema.values()), **said}


def the_same(went_on: Snapshot, from_nothing: Snapshot) -> None:
    assert went_on.manifest()["tables"] == from_nothing.manifest()["tables"]
    engine = DuckDBEngine(went_on.analysis, read_only=True)
    try:
        assert hash_tables(engine) == went_on.manifest()["tables"]
    finally:
        engine.close()
    ours, theirs = lines(went_on), lines(from_nothing)
    assert ours.keys() == theirs.keys()
    for name, said in theirs.items():
        assert ours[name] == said, name


def begin(files: dict[str, Rows], share: float) -> dict[str, Rows]:
    return {name: rows[: 1 + int(share * (len(rows) - 1))] for name, rows in files.items()}


def rest(files: dict[str, Rows], share: float) -> dict[str, Rows]:
    """What came since: full exports whole, of others the rows after."""
    return {
        name: rows if name in FULL else [rows[0], *rows[1 + int(share * (len(rows) - 1)) :]]
        for name, rows in files.items()
    }


def change_cells(rows: Rows, chance: random.Random) -> Rows:
    """A few rows with another cell, and a few left out."""
    changed = [rows[0]]
    for row in rows[1:]:
        draw = chance.random()
        if draw < 0.02:
            continue
        if draw < 0.05:
            at = chance.randrange(len(row))
            row = [*row[:at], chance.choice(("", "Changed", row[at] + "x")), *row[at + 1 :]]
        changed.append(row)
    return changed


def test_day_by_day_as_from_nothing(invented: dict[str, Rows], two_days: TwoDays, tmp_path: Path) -> None:
    workspace = two_days.begun.copy_to(tmp_path / "w")
    chance = random.Random(3)
    second = pipeline.run(workspace=workspace, as_at=DAYS[1])
    assert second.manifest()["went_on_from"] == two_days.begun.first.id
    again = {name: change_cells(rows, chance) for name, rows in invented.items()}
    take(workspace, write(tmp_path / "three", {f"again_{name}": rows for name, rows in again.items()}), DAYS[2])
    third = pipeline.run(workspace=workspace, as_at=DAYS[2])
    assert third.manifest()["went_on_from"] == second.id
    the_same(second, two_days.from_nothing)
    the_same(third, anew(workspace, tmp_path / "c", DAYS[2]))
    assert list_standing(third) == {RowStatus.CURRENT, RowStatus.SUPERSEDED, RowStatus.NOT_IN_EXTRACT}


def list_standing(snapshot: Snapshot) -> set[str]:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        return set(engine.query("SELECT DISTINCT standing FROM source_row").column(0).to_pylist())
    finally:
        engine.close()


def test_where_the_newest_snapshot_is_damaged_it_goes_on_from_the_one_before(two_days: TwoDays, tmp_path: Path) -> None:
    workspace, first = two_days.begun.copy_to(tmp_path / "w"), two_days.begun.first
    newest = workspace.snapshots / f"{first.id}-later"
    shutil.copytree(workspace.snapshots / first.id, newest)
    with (newest / ANALYSIS).open("ab") as stream:
        stream.write(b"damaged")
    after = pipeline.run(workspace=workspace, as_at=DAYS[1])
    assert after.manifest()["went_on_from"] == first.id
    the_same(after, two_days.from_nothing)


@pytest.mark.soak
def test_a_later_day_alone_lets_in_what_was_not_known_yet(long_ago: Begun, tmp_path: Path) -> None:
    workspace, early = long_ago.copy_to(tmp_path / "w"), long_ago.first
    later = pipeline.run(workspace=workspace, as_at=date(2025, 7, 1))
    assert later.manifest()["went_on_from"] == early.id
    assert later.manifest()["counts"]["fact"] > early.manifest()["counts"]["fact"]
    the_same(later, anew(workspace, tmp_path / "b", date(2025, 7, 1)))


def test_an_answer_alone_moves_whole_people(long_ago: Begun, tmp_path: Path) -> None:
    workspace, before, day = long_ago.copy_to(tmp_path / "w"), long_ago.first, date(2025, 6, 1)
    engine = DuckDBEngine(before.analysis, read_only=True)
    joined = engine.connection.execute(
        "SELECT mention_id_a, mention_id_b FROM link WHERE decided_by = 'model' ORDER BY ALL LIMIT 1"
    ).fetchall()[0]
    engine.close()
    said = (Judgement(1, joined[0], joined[1], PairAnswer.NOT_SAME, "analyst", day),)
    after = pipeline.run(workspace=workspace, as_at=day, judgements=said)
    assert after.manifest()["went_on_from"] == before.id
    assert after.manifest()["tables"]["chronology"] != before.manifest()["tables"]["chronology"]
    the_same(after, anew(workspace, tmp_path / "b", day, said))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 4))
def test_days_of_changes_and_answers_given_and_undone(
    invented: dict[str, Rows], two_days: TwoDays, tmp_path: Path, seed: int
) -> None:
    workspace, chance = two_days.begun.copy_to(tmp_path / "w"), random.Random(seed)
    said: tuple[Judgement, ...] = ()
    before = pipeline.run(workspace=workspace, as_at=DAYS[1])
    for number in range(3):
        day = DAYS[2] + timedelta(days=number)
        again = {name: change_cells(rows, chance) for name, rows in invented.items()}
        files = {f"day{number}_{name}": rows for name, rows in again.items() if chance.random() < 0.7}
        take(workspace, write(tmp_path / f"day-{number}", files), day)
        said = (*said[1:], *(answer_pair(before, chance, 10 * number + place, day) for place in range(3)))
        after = pipeline.run(workspace=workspace, as_at=day, judgements=said)
        assert after.manifest()["went_on_from"] == before.id
        the_same(after, anew(workspace, tmp_path / f"anew-{number}", day, said))
        before = after


def answer_pair(snapshot: Snapshot, chance: random.Random, sequence: int, day: date) -> Judgement:
    """An answer about two mentions that a match or a question puts beside each other."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    pairs = engine.connection.execute(
        """SELECT mention_id_a, mention_id_b FROM link WHERE rule_id <> 'same_details'
           UNION SELECT mention_id_a, mention_id_b FROM question ORDER BY ALL"""
    ).fetchall()
    engine.close()
    a, b = chance.choice(pairs)
    return Judgement(sequence, a, b, chance.choice(list(PairAnswer)), "analyst", day)


Change = Callable[[pytest.MonkeyPatch], None]


@pytest.mark.parametrize(
    "change",
    (
        lambda patch: patch.setattr(pipeline, "hash_rules", lambda: "other rules"),
        pytest.param(
            lambda patch: patch.setattr("sightline.store.earlier.hash_writers", lambda: "other code"),
            marks=pytest.mark.soak,
        ),
        pytest.param(lambda patch: patch.setattr(pipeline, "__version__", "another version"), marks=pytest.mark.soak),
    ),
    ids=("rules", "writers", "version"),
)
def test_with_other_rules_or_code_it_begins_from_nothing(
    two_days: TwoDays, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    workspace = two_days.begun.copy_to(tmp_path / "w")
    change(monkeypatch)
    assert pipeline.run(workspace=workspace, as_at=DAYS[1]).manifest()["went_on_from"] == ""


def test_a_file_that_belongs_before_others_begins_from_nothing(
    invented: dict[str, Rows], first_day: Begun, tmp_path: Path
) -> None:
    workspace = first_day.copy_to(tmp_path / "w")
    take(workspace, write(tmp_path / "late", rest(invented, 0.9)), date(2025, 8, 31))
    late = pipeline.run(workspace=workspace, as_at=DAYS[1])
    assert late.manifest()["went_on_from"] == ""


@pytest.mark.parametrize(
    "stage",
    [
        pytest.param("ingest.assemble", marks=pytest.mark.soak),
        pytest.param("linkage.resolve", marks=pytest.mark.soak),
        "chronology.build",
        pytest.param("build_serve", marks=pytest.mark.soak),
    ],
)
def test_interrupted_at_any_stage_it_ends_the_same(
    two_days: TwoDays, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    workspace = two_days.begun.copy_to(tmp_path / "w")

    def die(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"sightline.pipeline.{stage}", die)
        with pytest.raises(KeyboardInterrupt):
            pipeline.run(workspace=workspace, as_at=DAYS[1])
    gc.collect()
    the_same(pipeline.run(workspace=workspace, as_at=DAYS[1]), two_days.from_nothing)

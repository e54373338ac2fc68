"""Open records are joined as if the rows of a sealed roll were records, where a rule counts who else has a name."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from support.exports import MORNING, write_export
from support.rolls import agree_on_rolls, give_key

from sightline import ingest
from sightline.agreements import compile_policy, read_agreements
from sightline.agreements.vocabulary import Tier
from sightline.casework.rolls.sealer import make_sealer
from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.live.name_keys import list_name_keys
from sightline.linkage.live.profile import read_profile
from sightline.linkage.settings import read_settings
from sightline.linkage.uniqueness.sealed_names import SealedFinder
from sightline.model.schema import LINKED, MENTION
from sightline.store import DuckDBEngine, Workspace
from sightline.store.earlier import TOUCHED_ROW, EarlierSnapshot
from sightline.store.snapshots import Snapshot, hash_rows

Row = dict[str, Any]
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
NAMES = {"surname": "Ashdown", "forename": "Lena"}
BORN = {"birth_date": dt.date(2009, 4, 3)}
LENA = {"mention_id": "lena", "agency": "health", **NAMES, **BORN, **HOME, "sex": "F"}
BARE = {"mention_id": "bare", "agency": "youth_service", **NAMES, **HOME, "occurred_on": dt.date(2024, 6, 1)}
OTHER_LENA = {**NAMES, "birth_date": dt.date(2011, 9, 30)}
SLIP = [LENA | {"mention_id": name, "agency": agency, "forename": said} for name, agency, said in (
    ("one", "police", "Tobias"), ("two", "childrens_services", "Tobias"), ("odd", "health", "Tobais"))]  # fmt: skip
IDA = {"agency": "health", "surname": "Birch", "forename": "Ida", "birth_date": dt.date(2012, 3, 27)}
ROSA = {"surname": "Calder", "forename": "Rosa"}
FAMILY = [
    {"mention_id": "mother", "agency": "childrens_services", **ROSA, "slot": "related", "source_role": "Mother",
     "record_id": "family", "birth_date": dt.date(1985, 10, 21), **HOME},
    {"mention_id": "came", "agency": "health", **ROSA, "slot": "accompanied_by", "record_id": "visit",
     "occurred_on": dt.date(2024, 6, 1)},
    IDA | {"mention_id": "ida1", "record_id": "family"}, IDA | {"mention_id": "ida2", "record_id": "visit"},
]  # fmt: skip
NEARLY = [
    {"mention_id": "right", "agency": "health", "surname": "Dovrin", "forename": "Arman", **BORN, "sex": "M",
     "upn": "M823999912001", **HOME},
    {"mention_id": "like", "agency": "police", "surname": "Dovrin", "forename": "Armaan", **BORN, "sex": "M", **HOME},
]  # fmt: skip
ZEB = {"surname": "Quexley", "forename": "Zebedee", "birth_date": dt.date(2009, 4, 3)}
TURNED = [ZEB | {"mention_id": "zeb", "agency": "health"},
          ZEB | {"mention_id": "turned", "agency": "police", "birth_date": dt.date(2009, 3, 4)}]  # fmt: skip


@dataclass(frozen=True)
class Roll:
    """The people of a roll, found by the keys of their names, as sealed rows are."""

    rows: tuple[Row, ...]
    files: frozenset[str] = frozenset({"1:roll"})

    def find(self, texts: Collection[str]) -> list[Mapping[str, Any]]:
        settings = read_settings()
        return [
            one for one in self.rows
            if {*list_name_keys(read_profile(mention=one, settings=settings, secret=EXAMPLE_SECRET))} & {*texts}
        ]  # fmt: skip


def of_roll(*rows: Row) -> list[Row]:
    """Pupils, as the rows of a register name them."""
    usual = {"agency": "school", "slot": "subject", "occurred_on": dt.date(2024, 6, 3), "organisation": "Oak School"}
    made = make_mentions(usual | {"mention_id": f"pupil{place}"} | row for place, row in enumerate(rows))
    return made.to_pylist()


def link(
    rows: list[Row], *, roll: SealedFinder | None = None, off: Collection[str] = ()
) -> tuple[set[frozenset[str]], LinkageReport]:
    """Which two of the open mentions are one person."""
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET, sealed_people=roll, rules_off=off)
    person = dict(zip(*engine.query("SELECT mention_id, person_id FROM resolved").to_pydict().values(), strict=True))
    texts = " ".join(str(row) for table in ("question", "link") for row in engine.query(f"FROM {table}").to_pylist())
    engine.close()
    assert "pupil" not in texts or roll is None, "no question and no reason tells of a sealed row"
    named = sorted(one for one in person if not one.startswith("pupil"))
    return {frozenset(pair) for pair in combinations(named, 2) if person[pair[0]] == person[pair[1]]}, report


SCENES: dict[str, tuple[list[Row], list[Row], bool]] = {
    "nobody of the name": ([LENA, BARE], [{"surname": "Quillonby", "forename": "Mia", **BORN}], True),
    "the same child": ([LENA, BARE], [NAMES | BORN], True),
    "the same child twice": ([LENA, BARE], [NAMES | BORN | {"upn": "M823999912001"}, NAMES | BORN | {"agency": "health"}], True),
    "another child of the name": ([LENA, BARE], [OTHER_LENA], False),
    "the name turned round": ([LENA, BARE], [{"surname": "Lena", "forename": "Ashdown", "birth_date": dt.date(2011, 9, 30)}], False),
    "a name written alike": ([LENA, BARE], [OTHER_LENA | {"forename": "Lenna"}], False),
    "a longer name": ([LENA, BARE], [OTHER_LENA | {"forename": "Lenarda"}], False),
    "the surname with another name": ([LENA, BARE], [OTHER_LENA | {"forename": "Louisa"}], True),
    "another sex": ([LENA, BARE], [NAMES | BORN | {"sex": "M"}], False),
    "a grown-up of the name": ([LENA, BARE], [NAMES | {"birth_date": dt.date(1979, 1, 2), "agency": "health"}], False),
    "nobody known, one sealed": ([LENA | {"birth_date": None, "agency": "youth_service"}, BARE], [NAMES | BORN], True),
    "nobody known, two sealed": ([LENA | {"birth_date": None, "agency": "youth_service"}, BARE], [NAMES | BORN, OTHER_LENA], False),
    "a slip": (SLIP, [{"surname": "Birch", "forename": "Ned", **BORN}], True),
    "the odd name is somebody's": (SLIP, [{"surname": "Birch", "forename": "Tobais", "birth_date": dt.date(1999, 1, 9)}], False),
    "a twin of a like name": (SLIP, [{"surname": "Ashdown", "forename": "Tobin", **BORN}], False),
    "a parent": (FAMILY, [ROSA | {"birth_date": dt.date(2012, 1, 2)}], True),
    "a grown relative of a like name": (FAMILY, [{"surname": "Calder", "forename": "Rosalie", "agency": "health",
                                                  "birth_date": dt.date(2004, 2, 3), **HOME}], False),
    "a relative of a like name elsewhere": (FAMILY, [{"surname": "Calder", "forename": "Rosalie", "agency": "health",
                                                      "birth_date": dt.date(2004, 2, 3)}], True),
    "day and month turned round": (TURNED, [{"surname": "Birch", "forename": "Ned", **BORN}], True),
    "day and month turned round, another of the name": (TURNED, [ZEB | {"birth_date": dt.date(2015, 9, 30)}], False),
    "one alike, alone": (NEARLY, [{"surname": "Birch", "forename": "Ned", **BORN}], True),
    "one alike, a sealed twin": (NEARLY, [{"surname": "Dovrin", "forename": "Armaan", **BORN, "upn": "B823999912002"}], False),
}  # fmt: skip


# The others come with `make soak`: each links twice.
QUICK = ("the same child twice", "a name written alike", "a twin of a like name", "a grown relative of a like name",
         "one alike, a sealed twin")  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "pupils", "joined"),
    [pytest.param(*scene, id=name, marks=() if name in QUICK else pytest.mark.soak) for name, scene in SCENES.items()],
)
def test_open_records_are_joined_as_if_the_roll_were_records(rows: list[Row], pupils: list[Row], joined: bool) -> None:
    roll = of_roll(*pupils)
    as_records, _ = link([*rows, *roll])
    sealed, report = link(rows, roll=Roll(tuple(roll)))
    by_rule = {
        *map(frozenset, (("lena", "bare"), ("odd", "one"), ("mother", "came"), ("right", "like"), ("zeb", "turned")))
    }
    assert sealed == as_records
    assert bool(sealed & by_rule) is joined
    assert report.mentions == len(rows)


@pytest.mark.parametrize(
    ("pupil", "joined"),
    [
        ({"surname": "Birch", "forename": "Ned", **BORN}, True),
        ({"surname": "Birch", "forename": "Elizbeth", "birth_date": dt.date(1999, 1, 9)}, False),
        ({"surname": "Birch", "forename": "Elizabeth", "birth_date": dt.date(1999, 1, 9)}, True),
        ({"surname": "Ashdown", "forename": "Elizbeta", **BORN}, False),
    ],
    ids=["another name", "the unlisted name is somebody's", "the listed name is somebody's", "a twin of a like name"],
)
def test_the_rule_for_a_slip_inside_a_forename_counts_sealed_rows(pupil: Row, joined: bool) -> None:
    rows = [LENA | {"mention_id": "one", "agency": "police", "forename": "Elizabeth"},
            LENA | {"mention_id": "odd", "agency": "health", "forename": "Elizbeth"}]  # fmt: skip
    found, _ = link(rows, roll=Roll(tuple(of_roll(pupil))), off=("slip_in_forename",))
    assert (frozenset(("one", "odd")) in found) is joined


def test_a_roll_that_comes_later_takes_a_match_back() -> None:
    """No open record has changed, so without it no name would be looked at."""
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions([LENA, BARE]))
    engine.make(TOUCHED_ROW, "SELECT '' AS row_id LIMIT 0")
    rules = []
    for roll in (None, Roll(tuple(of_roll(OTHER_LENA)))):
        tables = {table.name: hash_rows(engine, table.name) for table in LINKED} if roll else {}
        before = EarlierSnapshot(Snapshot("", Path()), dt.date.min, frozenset(), tables, goes_on=bool(roll))
        report = resolve(engine=engine, secret=EXAMPLE_SECRET, earlier=before, sealed_people=roll)
        rules.append(report.links_by_rule)
    assert rules == [{"unique_name_and_address": 1}, {}]


def test_a_file_that_was_sealed_holds_a_match_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give_key(monkeypatch)
    workspace = Workspace(tmp_path / "workspace")
    workspace.create()
    agree_on_rolls(workspace.root, tier=Tier.ROLL)
    sealer = make_sealer(workspace)
    assert sealer
    pupil = {"School": "Oak School", "Surname": "Ashdown", "Forename": "Lenna", "DOB": "30/09/2011",
             "Week Commencing": "07/09/2026", "Marks": "/ / / / / / / / / /"}  # fmt: skip
    path = write_export(tmp_path / "a.csv", "school_attendance", pupil)
    day = dt.date(2026, 11, 30)
    policy = compile_policy(read_agreements(workspace.root), on=day)
    taken = ingest.take_file(workspace=workspace, path=path, batch=1, received_at=MORNING, policy=policy, sealer=sealer)
    assert [one.rows_sealed for one in taken] == [1]
    joined = {}
    for as_at in (day, dt.date(2026, 11, 1)):
        people = ingest.SealedPeople(workspace, keys=sealer.keys, as_at=as_at)
        joined[as_at] = link([LENA, BARE], roll=people)[1].links_by_rule
    assert joined == {day: {}, dt.date(2026, 11, 1): {"unique_name_and_address": 1}}, "the roll came after that day"

"""Linking that goes on from the day before gives the very tables and counts that linking from nothing gives."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as replace_struct
from support.link_days import FamilyDays, LinkDays, TwinDays

from sightline.linkage import LinkageReport, candidates, resolve
from sightline.linkage.columns import ExtraColumn
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.known_pairs.known_pairs import know_profiles
from sightline.linkage.link_decision import judge_pairs
from sightline.linkage.normal_forms import mentions
from sightline.linkage.questions import namesakes as questions
from sightline.linkage.questions import touched_groups
from sightline.linkage.questions.namesakes import read_namesake_rules
from sightline.linkage.settings import read_settings
from sightline.linkage.uniqueness import near_names, sure_joins, touched_names, whole_names
from sightline.linkage.uniqueness.rules import read_uniqueness_rules
from sightline.model.analysis_tables.protected_things import PROTECTED_ROW
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import LINKED, MENTION
from sightline.protection.build import COMPARED_FORMS
from sightline.store import DuckDBEngine
from sightline.store.earlier import TOUCHED_ROW, EarlierSnapshot
from sightline.store.snapshots import Snapshot, hash_rows

RESOLVE = import_module("sightline.linkage.resolve")
# Small, so that a few rows make a block too large and a number one of many people.
SETTINGS = replace(read_settings(), largest_block=3, many_people=3)
DAYS, ROWS = 3, 24


def put(engine: DuckDBEngine, world: LinkDays) -> None:
    engine.write(MENTION, make_mentions(world.list_mentions()))
    rows = ", ".join(f"('{row}')" for row in sorted(world.touched))
    engine.make(TOUCHED_ROW, f"SELECT * FROM (VALUES {rows}) AS each(row_id)")


def link(
    engine: DuckDBEngine,
    world: LinkDays,
    *,
    goes_on: bool,
    rows_with_gaps: int = 0,
    off: Collection[str] = (),
) -> LinkageReport:
    tables = hash_linked(engine) | {PROTECTED_ROW.name: {"rows": rows_with_gaps}} if goes_on else {}
    before = EarlierSnapshot(Snapshot("", Path()), dt.date.min, frozenset(), tables, goes_on=goes_on)
    report = resolve(
        engine=engine,
        secret=EXAMPLE_SECRET,
        judgements=world.judgements,
        model=SETTINGS,
        earlier=before,
        rules_off=off,
    )
    assert before.patched.items() <= hash_linked(engine).items()
    return report


def hash_linked(engine: DuckDBEngine) -> dict[str, dict[str, Any]]:
    return {table.name: hash_rows(engine, table.name) for table in LINKED}


def list_rows(engine: DuckDBEngine) -> dict[str, list[Any]]:
    return {table.name: engine.query(f"SELECT * FROM {table.name} ORDER BY ALL").to_pylist() for table in LINKED}


@pytest.fixture(autouse=True)
def few_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few enough that in a block by number it counts who stands beside whom."""
    monkeypatch.setattr(candidates, "NEIGHBOURS", 2)


@contextmanager
def counted(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Which reader read, once for each name or home that was read."""
    read: list[str] = []

    def count(name: str, reader: Callable[..., Any]) -> Callable[..., Any]:
        def counting(**given: Any) -> Any:
            read.append(name)
            return reader(**given)

        return counting

    with patch.context() as here:
        for name in ("read_names", "read_address"):
            here.setattr(mentions, name, count(name, getattr(mentions, name)))
        yield read


@contextmanager
def compared(patch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many candidate pairs were compared."""
    pairs: list[int] = []

    def counting(*, engine: DuckDBEngine, **given: Any) -> int:
        scored = judge_pairs(engine=engine, **given)
        pairs.extend(engine.query("SELECT count(*) FROM new_pair").column(0).to_pylist())
        return scored

    with patch.context() as here:
        here.setattr(RESOLVE, "judge_pairs", counting)
        yield pairs


@pytest.mark.parametrize("seed", [4, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(5, 17))])
def test_day_by_day_as_from_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world, today = LinkDays(seed, rows=ROWS), DuckDBEngine()
    put(today, world)
    link(today, world, goes_on=False)
    for _ in range(DAYS):
        world.pass_one()
        from_nothing = DuckDBEngine()
        put(from_nothing, world)
        put(today, world)
        with counted(monkeypatch) as every, compared(monkeypatch) as all_pairs:
            whole = link(from_nothing, world, goes_on=False)
        with counted(monkeypatch) as new, compared(monkeypatch) as new_pairs:
            assert link(today, world, goes_on=True) == whole
        assert list_rows(today) == list_rows(from_nothing)
        assert len(new) < len(every) / 2
        assert new_pairs[0] < all_pairs[0]
        from_nothing.close()
    today.close()


@pytest.fixture
def few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few make a place, a telephone or a name one of many, that a row more or less does."""
    uniqueness = replace_struct(read_uniqueness_rules(), many_people=3)
    namesakes = replace_struct(read_namesake_rules(), many_people=3, most_bearers=6)
    # However many names a day touches, only those are looked at.
    monkeypatch.setattr(touched_names, "MOST_CHANGED", 2)
    monkeypatch.setattr(touched_names, "MOST_TOUCHED", 2)
    monkeypatch.setattr(touched_groups, "MOST_TOUCHED", 2)
    for module in (touched_names, whole_names):
        monkeypatch.setattr(module, "read_uniqueness_rules", lambda: uniqueness)
    for module in (touched_names, questions):
        monkeypatch.setattr(module, "read_namesake_rules", lambda: namesakes)


@contextmanager
def in_part(patch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Of each linking that went on: whether it looked at a part of the names alone, to join them and to ask."""
    parts: list[bool] = []

    def finding(*, engine: DuckDBEngine, goes_on: bool) -> bool:
        part = find(engine=engine, goes_on=goes_on)
        if goes_on:
            parts.append(part)
        return part

    def grouping(**given: Any) -> bool:
        parts.append(touched_groups.find_touched_groups(**given))
        return parts[-1]

    find = touched_names.find_touched_names
    with patch.context() as here:
        here.setattr(whole_names, "find_touched_names", finding)
        here.setattr(questions, "find_touched_groups", grouping)
        yield parts


@pytest.mark.usefixtures("few_people")
@pytest.mark.parametrize(
    ("seed", "days"), [(10, 1), *(pytest.param(seed, DAYS, marks=pytest.mark.soak) for seed in range(10, 31))]
)
def test_a_part_of_the_names_gives_what_all_of_them_give(seed: int, days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world, today = FamilyDays(seed, rows=90), DuckDBEngine()
    put(today, world)
    link(today, world, goes_on=False)
    for _ in range(days):
        world.pass_one()
        from_nothing = DuckDBEngine()
        put(from_nothing, world)
        put(today, world)
        with in_part(monkeypatch) as parts:
            assert link(today, world, goes_on=True) == link(from_nothing, world, goes_on=False)
        assert list_rows(today) == list_rows(from_nothing)
        assert parts == [True, True]
        from_nothing.close()
    today.close()


@contextmanager
def near_in_part(patch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Of each linking: whether it looked for near names at a part of the pairs alone."""
    parts: list[bool] = []

    def holding(*, in_part: bool, **given: Any) -> None:
        parts.append(in_part)
        near_names.hold_between_two(in_part=in_part, **given)

    with patch.context() as here:
        here.setattr(sure_joins, "hold_between_two", holding)
        yield parts


# Both rules about near forenames, and that about relatives alone.
EACH_SLIP = ((), ("slip_in_forename",))


@pytest.mark.usefixtures("few_people")
@pytest.mark.parametrize(
    ("seed", "days", "off"),
    [
        *((4, 2, off) for off in EACH_SLIP),
        *(pytest.param(seed, 4, off, marks=pytest.mark.soak) for seed in range(5, 19) for off in EACH_SLIP),
    ],
)
def test_near_names_of_a_part_are_held_or_joined_as_of_all(
    seed: int, days: int, off: Collection[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A match that was held back, or was a slip of the pen, comes and goes with newcomers, answers and rows that go."""
    world, today = TwinDays(seed, rows=70), DuckDBEngine()
    monkeypatch.setattr(f"{__name__}.SETTINGS", replace(SETTINGS, largest_block=9))
    put(today, world)
    link(today, world, goes_on=False, off=off)
    in_part: list[bool] = []
    found = {"held_pair": 0, "slip_of_pen": 0}
    for _ in range(days):
        world.pass_one()
        from_nothing = DuckDBEngine()
        put(from_nothing, world)
        put(today, world)
        whole = link(from_nothing, world, goes_on=False, off=off)
        with near_in_part(monkeypatch) as parts:
            assert link(today, world, goes_on=True, off=off) == whole
        rows = list_rows(today)
        assert rows == list_rows(from_nothing)
        in_part += parts
        found = {name: found[name] + len(rows[name]) for name in found}
        from_nothing.close()
    # On a day on which a record of a sealed identity goes, all are looked at.
    assert in_part.count(True) >= days - 1 and found["held_pair"] and (found["slip_of_pen"] or days > 2)
    today.close()


KNOWN = {
    "agency": "health",
    "surname": "Ashdown",
    "forename": "Wanda",
    "birth_date": dt.date(2009, 4, 3),
    "phone": "07700 900001",
}
BARE = {"agency": "school", "surname": "Ashdown", "forename": "Wanda", "phone": "07700 900001"}
NAMESAKE = {"agency": "police", "surname": "Ashdown", "forename": "Wanda", "birth_date": dt.date(2011, 5, 5)}
LIKE = {"agency": "police", "surname": "Ashdown", "forename": "Wandah", "birth_date": dt.date(2012, 6, 6)}
OTHERS = {
    f"other-{name}": {"agency": "housing", "surname": "Kestrel", "forename": name, "phone": "07700 900001"}
    for name in ("Ilse", "Olaf", "Quentin")
}
# People who have nothing to do with them, so that only some names are touched.
STRANGERS = {
    f"stranger-{at}": {"agency": "health", "surname": f"Q{chr(97 + at)}ver", "forename": f"Z{chr(97 + at)}k"}
    for at in range(12)
}
FIRST = {"known": KNOWN, "bare": BARE, **STRANGERS}
PARTED = Judgement(1, "bare", "known", PairAnswer.NOT_SAME, "mara", dt.date(2026, 5, 3))
# Each day's rows and answers, and whether the school's record is then of the child whom health knows.
STORY: tuple[tuple[str, dict[str, Any], list[Judgement], bool], ...] = (
    ("nobody else has the name", FIRST, [], True),
    ("a newcomer has the name", {**FIRST, "namesake": NAMESAKE}, [], False),
    ("the newcomer's row is gone", FIRST, [], True),
    ("a newcomer has a name like it", {**FIRST, "like": LIKE}, [], False),
    ("somebody says that they are two, and the newcomer is gone", FIRST, [PARTED], False),
    ("the answer is taken back", FIRST, [], True),
    ("a file of others brings their telephone to other families", {**FIRST, **OTHERS}, [], False),
    ("that file is gone", FIRST, [], True),
    (
        "the birth date is corrected to a grown person's",
        {**FIRST, "known": KNOWN | {"birth_date": dt.date(1950, 1, 1)}},
        [],
        False,
    ),
)


@pytest.mark.usefixtures("few_people")
def test_a_join_comes_and_goes_with_what_else_is_known() -> None:
    world, today = LinkDays(4, rows=0), DuckDBEngine()
    before: dict[str, Any] = {}
    for day, (what, rows, answers, joined) in enumerate(STORY):
        said = [
            {
                "row_id": name,
                "record_id": name,
                "mention_id": name,
                "entity_kind": "person",
                "occurred_on": dt.date(2024, 1, 1),
            }
            | cells
            for name, cells in rows.items()
        ]
        world.list_mentions = partial(iter, said)  # type: ignore[method-assign]
        world.touched = {name for name in rows | before if rows.get(name) != before.get(name)} or {"none"}
        world.judgements, before = answers, rows
        put(today, world)
        link(today, world, goes_on=day > 0)
        from_nothing = DuckDBEngine()
        put(from_nothing, world)
        link(from_nothing, world, goes_on=False)
        assert list_rows(today) == list_rows(from_nothing), what
        from_nothing.close()
        persons = today.query("SELECT DISTINCT person_id FROM resolved WHERE mention_id IN ('known', 'bare')").num_rows
        assert (persons == 1) is joined, what
    today.close()


@pytest.mark.usefixtures("few_people")
@pytest.mark.parametrize("rows_with_gaps", [0, 1])
def test_a_newcomer_goes_in_whose_name_something_protected_stood(
    rows_with_gaps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name is not kept. So all names are looked at, unless the snapshot has no row with a gap."""
    world, today, from_nothing = LinkDays(4, rows=0), DuckDBEngine(), DuckDBEngine()
    nobody = {"agency": "police", "phone": "07700 900002"}
    newcomer = NAMESAKE if rows_with_gaps else nobody
    for day, rows in enumerate(({**FIRST, "newcomer": newcomer}, FIRST)):
        said = [
            {"row_id": name, "record_id": name, "mention_id": name, "entity_kind": "person"} | cells
            for name, cells in rows.items()
        ]
        world.list_mentions = partial(iter, said)  # type: ignore[method-assign]
        world.touched = {"newcomer"}
        put(today, world)
        with in_part(monkeypatch) as parts:
            link(today, world, goes_on=day > 0, rows_with_gaps=rows_with_gaps)
        # As `protection` does, once linking is done.
        today.query(f"UPDATE compared SET {', '.join(f'{name} = NULL' for name in COMPARED_FORMS)} "
                    "WHERE mention_id = 'newcomer'")  # fmt: skip
    put(from_nothing, world)
    link(from_nothing, world, goes_on=False)
    assert list_rows(today) == list_rows(from_nothing)
    assert parts == ([False] if rows_with_gaps else [True, True])
    assert today.query("SELECT DISTINCT person_id FROM resolved WHERE mention_id IN ('known', 'bare')").num_rows == 1


# Two girls of one name and two women of another, all seen at one place: with the women it is a busy one.
GIRLS = {
    "girl-2009": ("Wanda", "Ashdown", dt.date(2009, 4, 9)),
    "girl-2012": ("Wanda", "Ashdown", dt.date(2012, 7, 18)),
}
WOMEN = {
    "woman-1961": ("Zelda", "Kestrel", dt.date(1961, 1, 6)),
    "woman-1968": ("Zelda", "Kestrel", dt.date(1968, 8, 13)),
}


def list_seen(people: dict[str, tuple[str, str, dt.date]]) -> Iterator[dict[str, Any]]:
    """A row for each, with the place where they were seen; and strangers, so that only some names are touched."""
    for row_id, (forename, surname, born) in people.items():
        row = {"row_id": row_id, "record_id": row_id, "occurred_on": dt.date(2024, 1, 1), "agency": "police"}
        yield row | {
            "mention_id": row_id, "entity_kind": "person", "forename": forename, "surname": surname, "birth_date": born
        }  # fmt: skip
        yield row | {
            "mention_id": f"{row_id}-place", "entity_kind": "place", "value_as_written": "Plain Park", "slot": "found_at",
            "postcode": "ZZ2 2BB",
        }  # fmt: skip
    for name, cells in STRANGERS.items():
        yield cells | {"row_id": name, "record_id": name, "mention_id": name, "entity_kind": "person"}


@pytest.mark.usefixtures("few_people")
def test_a_place_that_becomes_busy_takes_a_question_from_people_whom_nothing_else_touches() -> None:
    world, today = LinkDays(4, rows=0), DuckDBEngine()
    asked: list[int] = []
    for day, people in enumerate((GIRLS, GIRLS | WOMEN, GIRLS)):
        world.list_mentions = partial(list_seen, people)  # type: ignore[method-assign]
        world.touched = set(WOMEN)
        put(today, world)
        link(today, world, goes_on=day > 0)
        from_nothing = DuckDBEngine()
        put(from_nothing, world)
        link(from_nothing, world, goes_on=False)
        assert list_rows(today) == list_rows(from_nothing), day
        from_nothing.close()
        rule = "SELECT 1 FROM question WHERE mention_id_a LIKE 'girl%' AND rule_id = 'name_and_address'"
        asked.append(today.query(rule).num_rows)
    assert asked == [1, 0, 1]
    today.close()


# A record without a forename is like two children of its surname and birth date: with a third it tells nobody anything.
CHILDREN = {name: {"agency": "health", "forename": name} for name in ("Ilse", "Olaf")} | {"bare": {"agency": "school"}}
THIRD = {"Quentin": {"agency": "health", "forename": "Quentin"}}


@pytest.mark.usefixtures("few_people")
def test_a_newcomer_takes_away_what_a_record_of_somebody_else_is_like() -> None:
    world, today = LinkDays(4, rows=0), DuckDBEngine()
    alike: list[int] = []
    wren = {"surname": "Wren", "birth_date": dt.date(2009, 4, 3)}
    for day, children in enumerate((CHILDREN, CHILDREN | THIRD, CHILDREN)):
        people = {name: cells | wren for name, cells in children.items()} | STRANGERS
        said = [
            {"row_id": name, "record_id": name, "mention_id": name, "entity_kind": "person"} | cells
            for name, cells in people.items()
        ]
        world.list_mentions = partial(iter, said)  # type: ignore[method-assign]
        world.touched = set(THIRD)
        put(today, world)
        link(today, world, goes_on=day > 0)
        from_nothing = DuckDBEngine()
        put(from_nothing, world)
        link(from_nothing, world, goes_on=False)
        assert list_rows(today) == list_rows(from_nothing), day
        from_nothing.close()
        alike.append(today.query("SELECT 1 FROM likeness WHERE rule_id = 'no_forename'").num_rows)
    assert alike == [2, 0, 2]
    today.close()


# Of one surname, home and school, without a birth date. With one more there are too many to ask about two spellings.
PUPILS = ("Katherine", "Kate", "Omar", "Zofia", "Rhys", "Ivy", "Gemma", "Holly", "Idris", "Beatrix", "Nuno", "Wystan")


def test_a_newcomer_takes_away_the_question_about_two_spellings_of_others() -> None:
    world, today = LinkDays(4, rows=0), DuckDBEngine()
    asked: list[int] = []
    for day, names in enumerate((PUPILS, (*PUPILS, "Quentin"), PUPILS)):
        said = [
            {"row_id": name, "record_id": name, "mention_id": name, "entity_kind": "person", "agency": "school",
             "organisation": "Elm School", "forename": name, "surname": "Wren", "address": "4 Alder Road", "postcode": "ZZ1 1AA"}
            for name in names
        ]  # fmt: skip
        world.list_mentions = partial(iter, said)  # type: ignore[method-assign]
        world.touched = {"Quentin"}
        put(today, world)
        link(today, world, goes_on=day > 0)
        from_nothing = DuckDBEngine()
        put(from_nothing, world)
        link(from_nothing, world, goes_on=False)
        assert list_rows(today) == list_rows(from_nothing), day
        from_nothing.close()
        asked.append(today.query("SELECT 1 FROM likeness WHERE rule_id = 'two_spellings'").num_rows)
    assert asked == [1, 0, 1]
    today.close()


def test_a_day_without_new_rows_compares_no_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    world, engine = LinkDays(4, rows=ROWS), DuckDBEngine()
    put(engine, world)
    first = link(engine, world, goes_on=False)
    before = hash_linked(engine)
    world.touched = {"no such row"}
    put(engine, world)
    with compared(monkeypatch) as pairs:
        assert link(engine, world, goes_on=True) == first
    assert hash_linked(engine) == before
    assert first.pairs_scored > 0 and pairs[0] == 0


@contextmanager
def measured(patch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """The most rows that each working table had, and how many joins were tried."""
    most: dict[str, int] = defaultdict(int)
    make, cluster = DuckDBEngine.make, RESOLVE.cluster_with_judgements

    def making(engine: DuckDBEngine, name: str, sql: str) -> None:
        make(engine, name, sql)
        most[name] = max(most[name], *engine.query(f"SELECT count(*) FROM {name}").column(0).to_pylist())

    def clustering(joins: Iterator[tuple[int, int]], **given: Any) -> Any:
        every = list(joins)
        most["joins"] = max(most["joins"], len(every))
        return cluster(every, **given)

    with patch.context() as here:
        here.setattr(DuckDBEngine, "make", making)
        here.setattr(RESOLVE, "cluster_with_judgements", clustering)
        yield most


# Of each step, the table of what it works on: mentions grouped into profiles, who is named beside a child, keys of profiles,
# who is in a block, judged pairs, joins, what may hold one back, who may hang on one, likenesses.
WORKED_ON = (
    "mention_group",
    "relative_named",
    "fresh_key",
    "block_key",
    "block_size",
    "scored_pair",
    "joins",
    "placed",
    "near_edge",
    "side",
    "resembling",
    "standing",
    "reached",
)


@pytest.mark.usefixtures("few_people")
def test_a_day_of_one_row_works_on_what_it_touches_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    world, today, from_nothing = FamilyDays(10, rows=90), DuckDBEngine(), DuckDBEngine()
    put(today, world)
    link(today, world, goes_on=False)
    world.pass_quietly()
    for engine in (today, from_nothing):
        put(engine, world)
    with measured(monkeypatch) as daily:
        report = link(today, world, goes_on=True)
    with measured(monkeypatch) as whole:
        assert link(from_nothing, world, goes_on=False) == report
    assert list_rows(today) == list_rows(from_nothing)
    for step in WORKED_ON:
        assert daily[step] < whole[step] / 4, (step, daily[step], whole[step])
    assert 0 < daily["fresh_mention"] < whole["person_mention"] / 4, "mentions that are read anew"
    assert 0 < daily["anew_profile"] < whole["profile"] / 4, "profiles that are worked out anew"
    today.close()
    from_nothing.close()


def test_a_block_that_was_too_large_is_compared_once_a_row_goes() -> None:
    world, today, from_nothing = LinkDays(4, rows=0), DuckDBEngine(), DuckDBEngine()
    child = {"entity_kind": "person", "surname": "Wren", "birth_date": dt.date(2009, 4, 3)}
    rows = [
        child | {"row_id": name, "record_id": name, "mention_id": name, "agency": name, "forename": name}
        for name in ("health", "school", "police", "housing")
    ]
    reports = []
    for day in (rows, rows[:-1]):
        world.list_mentions = partial(iter, day)  # type: ignore[method-assign]
        world.touched = {"housing"}
        put(today, world)
        reports.append(link(today, world, goes_on=day is not rows))
    put(from_nothing, world)
    assert reports[1] == link(from_nothing, world, goes_on=False)
    assert list_rows(today) == list_rows(from_nothing)
    assert reports[0].blocks_skipped and not reports[1].blocks_skipped and reports[1].pairs_scored > 0


def test_with_columns_of_a_workspaces_own_every_pair_is_compared() -> None:
    own = replace(SETTINGS, columns=(ExtraColumn("employer", "words", "employer", ("Employer",)),))
    before = EarlierSnapshot(Snapshot("", Path()), dt.date.min, frozenset(), {}, goes_on=True)
    assert not know_profiles(engine=DuckDBEngine(), settings=own, earlier=before)


def test_linking_that_was_killed_and_begins_again_ends_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    world, today, from_nothing = LinkDays(7, rows=ROWS), DuckDBEngine(), DuckDBEngine()
    put(today, world)
    link(today, world, goes_on=False)
    world.pass_one()
    for engine in (today, from_nothing):
        put(engine, world)

    def die(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(import_module("sightline.linkage.resolve"), "find_hanging", die)
        with pytest.raises(KeyboardInterrupt):
            link(today, world, goes_on=True)
    # What was begun stands in the file; a run that begins again does not go on from it.
    assert link(today, world, goes_on=False) == link(from_nothing, world, goes_on=False)
    assert list_rows(today) == list_rows(from_nothing)

"""A past day shows nothing from later: pages of a random world are those of the same world without its later rows."""

import csv
import json
import random
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils.html import escape
from support import small_partnership as small
from support.reviewed import author, review_of
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit.trail import Trail
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.earlier_knowledge.selectors.closures import read_closures, write_schedule
from sightline.casework.earlier_knowledge.selectors.earliest import read_earliest
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge
from sightline.casework.earlier_knowledge.selectors.opportunities import read_review_moment, read_review_opportunities
from sightline.casework.keys.keyring import read_keyring
from sightline.casework.people.pages.people import Entry
from sightline.casework.review_reports.material import gather_material
from sightline.casework.reviews import known_facts
from sightline.casework.reviews.histories import need_review
from sightline.casework.reviews.pages.day_conclusions import HindsightConclusion, HindsightMaker
from sightline.casework.reviews.pages.uncertain_days import read_uncertain_day
from sightline.casework.reviews.selectors.pictures import read_review_pictures
from sightline.cli.reviewing.commands import write_knowledge
from sightline.review.report.whole_draft import make_draft
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
BEGINS = date(2024, 1, 1)
CHILDREN = {
    "A": {"Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"},
    "B": {"Surname": "Birchall", "Forename": "Ivy", "DOB": "11/09/2009"},
}
SAID = (
    "I suspect that she is being sexually exploited by older men.", "She told me that he hit her.", "Met in town.",
    "Came late, and would not say where she had been.",
)  # fmt: skip
CARS, HOMES = ("UA15 KDT", "UB20 LMN"), ("1 Elm Row, Tarrowby", "2 Quay Lane, Tarrowby")
WORKERS, EVENTS = ("A. Ferris", "B. Moran"), ("CONTACT", "REFERRAL", "PLAN START", "STRATEGY DISCUSSION", "S47 START")
SEEDS = (7, *(pytest.param(one, marks=pytest.mark.soak) for one in (20, 21, 22, 23)))
CUTS = {7: 1}  # days on which a world is cut; of the others 3
WHY = "The panel of reviewers asked for it on Monday, in writing."


@dataclass(frozen=True)
class Row:
    """A row of an export, and the day from which its holder had it."""

    layout: str
    cells: dict[str, str]
    known_on: date


def uk(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def rows_of(seed: int) -> list[Row]:
    """Each child from the first day, then 30 records: some name both, each in a row that was entered on its own day."""
    chance = random.Random(seed)
    rows = [Row("childrens_services_events", event(one, BEGINS, BEGINS, "CONTACT", "Met."), BEGINS) for one in CHILDREN]
    for number in range(30):
        day = BEGINS + timedelta(days=chance.randint(1, 330))
        layout = chance.choice(("police_occurrences", "school_concerns", "childrens_services_events", "police_missing"))
        for one in chance.choice((["A"], ["B"], ["A", "B"])):
            entered = day + timedelta(days=chance.choice((0, 1, 4, 30, 120)))
            rows.append(Row(layout, row_of(layout, number, one, day, entered, chance), entered))
    return rows


def event(child: str, day: date, entered: date, kind: str, text: str, **more: str) -> dict[str, str]:
    return CHILDREN[child] | {"Person ID": f"P{child}", "Event Type": kind, "Event Date": uk(day), "Text": text,
                              "Entered On": uk(entered)} | more  # fmt: skip


def row_of(layout: str, number: int, child: str, day: date, entered: date, chance: random.Random) -> dict[str, str]:
    said, who = chance.choice(SAID), CHILDREN[child]
    named = {"Surname": who["Surname"], "Forenames": who["Forename"], "DOB": who["DOB"], "Entered On": uk(entered)}
    if layout == "police_occurrences":
        named["Nominal Ref"] = f"N{number}{child}"
        return named | {"Occurrence No": f"O{number}", "Occurrence Type": chance.choice(("ASSAULT", "NUISANCE")),
                        "Reported Date": uk(day), "From Date": uk(day), "Role": chance.choice(("VICTIM", "WITNESS")),
                        "VRM": chance.choice(("", *CARS)), "Summary": said}  # fmt: skip
    if layout == "police_missing":
        found = min(day + timedelta(days=1), entered)
        return named | {"Misper Ref": f"M{number}", "Missing From Date": uk(day), "Missing From Time": "08:00",
                        "Found Date": uk(found), "Found Time": "22:00", "Circumstances": said}  # fmt: skip
    if layout == "school_concerns":
        return who | {"Incident ID": f"S{number}", "School": "Elm School", "Incident Date": uk(day), "Text": said,
                      "Logged On": uk(entered), "Child's Words": chance.choice(("", "He drives us."))}  # fmt: skip
    place = chance.randrange(2)
    more = {"Address": HOMES[place], "Worker": WORKERS[place], "Team": "Support", "Outcome": chance.choice(("", "NFA"))}
    return event(child, day, entered, chance.choice(EVENTS), said, **more)


def write_files(files: Path, rows: Iterable[Row]) -> Path:
    files.mkdir(parents=True)
    by_layout: dict[str, list[dict[str, str]]] = {}
    for one in rows:
        by_layout.setdefault(one.layout, []).append(one.cells)
    for layout, cells in by_layout.items():
        small.sheet(files / f"{layout}.csv", cells)
    return files


def build(folder: Path, rows: Iterable[Row]) -> Path:
    small.begin(folder / "workspace", write_files(folder / "files", rows), received="2025-06-01", as_at="2025-06-02")
    return folder / "workspace"


def correct(built: Path, folder: Path, rows: Iterable[Row]) -> Path:
    """The same world after police corrected rows: each names the other child, and tells something else."""
    shutil.copytree(built, folder / "workspace")
    corrected = []
    for one in rows:
        child = next(called for called in CHILDREN if CHILDREN[called]["Surname"] != one.cells["Surname"])
        who = {"Surname": CHILDREN[child]["Surname"], "Forenames": CHILDREN[child]["Forename"]}
        more = who | {"DOB": CHILDREN[child]["DOB"], "Summary": "The names were mixed up."}
        corrected.append(replace(one, cells=one.cells | more))
    here, files = ["-w", str(folder / "workspace")], write_files(folder / "files", corrected)
    (before,) = Workspace(folder / "workspace").snapshots.iterdir()
    small.run_commands(
        [[*here, "ingest", str(files), "--received", "2025-06-02"], [*here, "run", "--as-at", "2025-06-03"]]
    )
    shutil.rmtree(before)
    return folder / "workspace"


@pytest.fixture(scope="module", params=SEEDS)
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[date | None, Path]:
    """The whole world, and for a day the same with the rows alone that were known by them."""
    folder, rows = tmp_path_factory.mktemp(f"cut{request.param}"), rows_of(request.param)
    days = random.Random(request.param).sample(sorted({one.known_on for one in rows})[5:-5], CUTS.get(request.param, 3))
    cut = {day: [one for one in rows if one.known_on <= day] for day in days}
    whole, *others = build(folder / "whole", rows), *(build(folder / str(day), cut[day]) for day in days)
    read_keyring(whole)  # made now
    for other in others:  # one database opens the texts of reviews of all of them
        for key in whole.glob("*.key*"):
            shutil.copyfile(key, other / key.name)
    return {None: whole, **dict(zip(days, others, strict=True))}


@pytest.fixture(scope="module")
def corrected(worlds: dict[date | None, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole world with every second row of police about incidents corrected to the other child, a year later."""
    (seed,) = re.findall(r"/cut(\d+?)0/", str(worlds[None]))
    rows = [one for one in rows_of(int(seed)) if one.layout == "police_occurrences"]
    assert len(rows) > 1
    return correct(worlds[None], tmp_path_factory.mktemp("corrected"), rows[::2])


def open_world(built: Path, settings: Any) -> str:
    """A review of both children, read from the data of a workspace."""
    settings.SIGHTLINE_WORKSPACE = built
    (snapshot,) = (folder.name for folder in Workspace(built).snapshots.iterdir())
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": snapshot, "changed_at": "2025-06-02T06:00:00Z"}
    )
    engine = DuckDBEngine(Workspace(built).snapshots / snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE surname = ? GROUP BY 1"
        people = [engine.query(sql, [who["Surname"]]).column(0).to_pylist() for who in CHILDREN.values()]
    finally:
        engine.close()
    return review_of([one for (one,) in people], from_on=BEGINS, to_on=date(2025, 5, 1))


def shown_of(review_id: str, day: date) -> Iterator[list[Any]]:
    """What pages show of a day: What was known of each child as words, and all that pictures of it are drawn from.

    Without what is of the review, what is counted as later, and patterns: those are of the frozen data, as a page says.
    """
    yield from known_of(review_id, day)
    for child in ("", *CHILDREN):
        drawn = read_review_pictures(session_of(author()), review_id=review_id, on=day, child=child)
        yield [(one.event.event_id, one.event.called, one.known_on) for one in drawn.events]
        yield sorted(words_of(one.event.entries) for one in drawn.events)
        for facts in (drawn.signs, drawn.together, drawn.life):
            yield sorted(facts, key=repr)


def known_of(review_id: str, day: date) -> Iterator[list[str]]:
    """What was known of each child, as words of the page."""
    client = client_of(author())
    for one in CHILDREN:
        got = client.get(reverse("review_known", args=[review_id]) + f"?person={one}&on={day}")
        assert got.status_code == 200
        shown = got.content.decode().partition("<h1")[2].partition("</main>")[0].replace(review_id, "")
        yield re.sub(r"<form.*?</form>", "", shown, flags=re.DOTALL).split("<")


def words_of(entries: Iterable[Entry]) -> list[tuple[str, ...]]:
    return sorted((one.record_id, one.what, one.childs_words, one.occurred_from or "", one.kind) for one in entries)


def test_pages_of_a_day_are_those_of_a_world_without_later_rows(worlds: dict[date | None, Path], settings: Any) -> None:
    whole = open_world(worlds[None], settings)
    seen = {day: list(shown_of(whole, day)) for day in worlds if day}
    for day, said in seen.items():
        alone = list(shown_of(open_world(worlds[day], settings), day))
        assert len(said) == len(alone) and all(len(one) > 5 for one in said[:2])
        for one, other in zip(said, alone, strict=True):
            assert [pair for pair in zip_longest(one, other) if pair[0] != pair[1]][:3] == []


def days_by(day: date) -> list[date]:
    """A day, and some before it."""
    return [day, *(day - timedelta(days=one) for one in (1, 17, 60) if day - timedelta(days=one) > BEGINS)]


def lines_of(review_id: str, day: date, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was known of each child as JSON lines, without the line that says who wrote them and when."""
    lines: list[str] = []
    for one in CHILDREN:
        write_knowledge(read_knowledge(session_of(author()), person=one, review_id=review_id, on=day, why=WHY))
        lines += capsys.readouterr().out.splitlines()[1:]
    return lines


def test_json_lines_of_a_day_and_of_days_before_are_those_of_a_world_without_later_rows(
    worlds: dict[date | None, Path], settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = open_world(worlds[None], settings)
    said = {(cut, day): lines_of(whole, day, capsys) for cut in worlds if cut for day in days_by(cut)}
    for cut in filter(None, worlds):
        alone = open_world(worlds[cut], settings)
        for day in days_by(cut):
            assert said[cut, day] == lines_of(alone, day, capsys) and said[cut, day], (cut, day)
            assert all(json.loads(line)["known_from"] <= str(day) for line in said[cut, day])


def without_marks(one: HindsightConclusion) -> HindsightConclusion:
    return replace(one, concluded=replace(one.concluded, sure=None, read=None))


def test_what_a_day_concludes_run_again_is_what_a_world_without_later_rows_concludes(
    worlds: dict[date | None, Path], settings: Any
) -> None:
    """And in the world without later rows a later rule alone makes hindsight: there is no later record or match."""

    def concluded(built: Path, day: date) -> dict[str, Any]:
        review_id, session = open_world(built, settings), session_of(author())
        pages = {
            one: read_knowledge(
                session, person=one, review_id=review_id, on=day, with_conclusions=True, with_hindsight=True
            )
            for one in CHILDREN
        }
        return {one: page.conclusions for one, page in pages.items()}

    made: set[HindsightMaker] = set()
    for day in filter(None, worlds):
        whole, alone = concluded(worlds[None], day), concluded(worlds[day], day)
        for one in CHILDREN:
            assert whole[one] and (whole[one].found or whole[one].hindsight), (day, one)
            assert replace(whole[one], hindsight=None) == replace(alone[one], hindsight=None), (day, one)
            assert all(each.since <= day and each.record_ids for each in whole[one].found), (day, one)
            of_rules = {each for each in whole[one].hindsight if {by.by for by in each.causes} == {HindsightMaker.RULE}}
            # Hindsight is openly by all that came later, and so is what it says of unconfirmed matches.
            assert set(map(without_marks, of_rules)) == set(map(without_marks, alone[one].hindsight)), (day, one)
            later = [cause for each in whole[one].hindsight for cause in each.causes]
            assert all(cause.on is None or cause.on > day for cause in later), (day, one)
            made |= {cause.by for cause in later}
    assert {HindsightMaker.RULE, HindsightMaker.RECORD} <= made


def parts_of_moment(review_id: str, moment_id: str) -> tuple[list[str], str]:
    """The page of a moment: what it says was known on the day, and what came afterwards."""
    got = client_of(author()).get(reverse("review_moment", args=[review_id, moment_id]))
    assert got.status_code == 200, moment_id
    shown = got.content.decode().partition("Known on that day</h2>")[2].partition("own account</h2>")[0]
    then, _, later = shown.partition("What came afterwards</h2>")
    assert then and later, moment_id
    return then.split("<"), later


def test_the_page_of_a_moment_says_of_its_day_what_a_world_without_later_rows_says(
    worlds: dict[date | None, Path], settings: Any
) -> None:
    """The world is cut on a day, and each moment up to it is of the same day or one before."""
    whole = open_world(worlds[None], settings)
    moments = read_review_opportunities(session_of(author()), review_id=whole).moments
    for cut in filter(None, worlds):
        whole = open_world(worlds[None], settings)
        asked = [one for one in moments if one.moment.known_on <= cut]
        asked = [*asked[:4], *asked[-8:]]
        assert asked and any(one.moment.afterwards for one in asked), cut
        said = [parts_of_moment(whole, one.moment.moment_id) for one in asked]
        alone = open_world(worlds[cut], settings)
        there = {
            one.moment.moment_id for one in read_review_opportunities(session_of(author()), review_id=alone).moments
        }
        for one, (then, later) in zip(asked, said, strict=True):
            moment = one.moment
            assert all(each.record_id in later for each in moment.afterwards), moment.moment_id
            assert not any(each.record_id in str(then) and each.on > cut for each in moment.afterwards), (
                moment.moment_id
            )
            assert moment.moment_id in there, moment
            other, _ = parts_of_moment(alone, moment.moment_id)
            assert [pair for pair in zip_longest(then, other) if pair[0] != pair[1]][:3] == [], moment.moment_id
            facts = read_knowledge(
                session_of(author()), person=one.called, review_id=alone, on=moment.known_on, holders=[moment.agency]
            ).known
            assert "<".join(then).count("<li>") == len(facts), moment.moment_id
            assert all(escape(fact.what) in "<".join(then) for fact in facts), moment.moment_id


def test_what_was_known_is_the_same_after_rows_were_corrected_to_another_child(
    worlds: dict[date | None, Path], corrected: Path, settings: Any
) -> None:
    days = [BEGINS + timedelta(days=one) for one in (40, 160, 330, 400)]
    whole = open_world(worlds[None], settings)
    before = [list(known_of(whole, day)) for day in days]
    after = open_world(corrected, settings)
    for day, said in zip(days, before, strict=True):
        for one, other in zip(said, known_of(after, day), strict=True):
            assert [pair for pair in zip_longest(one, other) if pair[0] != pair[1]][:3] == [], day
    assert "The names were mixed up." in str(list(known_of(after, date(2025, 6, 3))))


def test_a_statement_is_true_by_a_day_as_in_a_world_without_later_rows(
    worlds: dict[date | None, Path], settings: Any
) -> None:
    def statements(built: Path) -> dict[tuple[str, str], Any]:
        review_id = open_world(built, settings)
        pages = [read_earliest(session_of(author()), person=one, review_id=review_id) for one in CHILDREN]
        return {(page.called, one.statement_id): one.days for page in pages for one in page.statements}

    whole = statements(worlds[None])
    assert any(whole.values())
    for day in filter(None, worlds):
        for said, days in statements(worlds[day]).items():
            then = whole[said] if whole[said] and whole[said].together <= day else None
            assert (then and (then.together, then.sets)) == (days and (days.together, days.sets)), said
            if then and days:
                assert {one: on for one, on in then.alone.items() if on <= day} == days.alone


def test_a_moment_has_what_its_agency_knew_that_day_and_a_closed_decision_the_signs_of_its_day(
    worlds: dict[date | None, Path], settings: Any
) -> None:
    review_id, session = open_world(worlds[None], settings), session_of(author())
    moments = read_review_opportunities(session, review_id=review_id).moments
    assert moments
    for one in moments[:: len(moments) // 3 or 1]:
        moment = one.moment
        page = read_review_moment(session, review_id=review_id, moment_id=moment.moment_id)
        then = read_knowledge(
            session, person=one.called, review_id=review_id, on=moment.known_on, holders=[moment.agency]
        )
        assert page.known == then.known and all(fact.known_from <= moment.known_on for fact in page.known)
    for line in read_closures(session, review_id=review_id).lines:
        assert all(sign.known_from <= line.decided_on for sign in line.then)
    for day in filter(None, worlds):
        shown = read_review_pictures(session, review_id=review_id, on=day)
        known = [one.known_on for one in shown.events] + [one.known_on for one in shown.signs]
        known += [one.known_on for one in shown.together] + [one.known_on for one in shown.life]
        assert known and max(known) <= day


def drawn_of(review_id: str, day: date) -> Iterator[list[str]]:
    """What the page of a day draws: each picture as SVG with its table, without addresses of other pages."""
    client = client_of(author())
    with patch.object(known_facts, "list_patterns", return_value=[]):  # they are of the frozen data, as the page says
        for query in ("", *(f"&child={one}" for one in CHILDREN)):
            got = client.get(reverse("review_pictures", args=[review_id]) + f"?on={day}{query}")
            assert got.status_code == 200
            _before, *pictures = got.content.decode().partition("</main>")[0].split('id="part-')
            yield re.sub(r' [a-z:-]*href="[^"]*"', "", "".join(pictures)).split("<")


def test_pictures_as_drawn_are_those_of_a_world_without_later_rows(
    worlds: dict[date | None, Path], settings: Any
) -> None:
    whole = open_world(worlds[None], settings)
    drawn = {day: list(drawn_of(whole, day)) for day in worlds if day}
    for day, said in drawn.items():
        assert all("svg " in str(one) and "table " in str(one) for one in said)
        alone = list(drawn_of(open_world(worlds[day], settings), day))
        for one, other in zip(said, alone, strict=True):
            assert [pair for pair in zip_longest(one, other) if pair[0] != pair[1]][:3] == [], day


def schedule_of(built: Path, settings: Any) -> dict[tuple[str, str], str]:
    """By decision, with its day, which signs were known then: as the file of decisions says."""
    review_id = open_world(built, settings)
    file = write_schedule(session_of(author()), review_id=review_id, purpose=WHY, form="csv")
    table = list(csv.reader(StringIO(file.data.decode("utf-8-sig"))))
    place = next(number for number, row in enumerate(table) if "Signs known then" in row)
    rows = [dict(zip(table[place], row, strict=True)) for row in table[place + 1 :]]
    return {(row["Record"], row["Decided on"]): row["Signs known then"] for row in rows}


def test_the_file_of_closed_decisions_has_signs_of_its_day_as_in_a_world_without_later_rows(
    worlds: dict[date | None, Path], settings: Any
) -> None:
    whole = schedule_of(worlds[None], settings)
    assert any(whole.values())
    for (_record, decided_on), signs in whole.items():
        assert all(line[:10] <= decided_on for line in signs.splitlines())
    for day in filter(None, worlds):
        then = {key: signs for key, signs in whole.items() if key[1] <= str(day)}
        alone = schedule_of(worlds[day], settings)
        assert {key: signs for key, signs in alone.items() if key in then} == {
            key: signs for key, signs in then.items() if key in alone
        }


def earliest_of(built: Path, settings: Any) -> dict[str, date]:
    """By sentence of a draft the day from which it says that something could be seen."""
    review_id = open_world(built, settings)
    session = session_of(author())
    found = need_review(session, review_id=review_id)
    draft = make_draft(gather_material(session, found, Trail()))
    lines = [line for part in draft.parts for line in part.lines if line.key.startswith("earliest/")]
    said = {line.key: re.search(r"could see it from (\d+ \w+ \d{4})", line.text) for line in lines}
    days = {key: read_uncertain_day(day[1]).first for key, day in said.items() if day}
    return {key: day for key, day in days.items() if day}


def test_a_draft_says_of_a_day_what_the_draft_of_a_world_without_later_rows_says(
    worlds: dict[date | None, Path], settings: Any
) -> None:
    whole = earliest_of(worlds[None], settings)
    assert any("/alone/" in key for key in whole) and any(key.endswith("/together") for key in whole)
    for day in filter(None, worlds):
        alone = earliest_of(worlds[day], settings)
        then = {key: on for key, on in whole.items() if on <= day}
        assert then
        assert {key: on for key, on in alone.items() if "/pair/" not in key} == {
            key: on for key, on in then.items() if "/pair/" not in key
        }
        assert then.items() >= {key: on for key, on in alone.items() if "/pair/" in key}.items()

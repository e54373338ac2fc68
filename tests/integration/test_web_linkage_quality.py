"""The page of matching quality: its counts are those of the snapshot, and what each role may see of it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from integration.test_pipeline import AS_AT, MISSING, SCHOOL, write
from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.learning.selectors.linkage_quality import read_linkage_quality
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.linkage.live.scores import read_scorer
from sightline.linkage.settings import read_settings
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db(transaction=True)
OWNER = Actor(Reader("owner", Role.INFORMATION_GOVERNANCE, ""), "cli")
ANALYST = Actor(Reader("ana", Role.ANALYST, "police"), "web")
LEADER = Actor(Reader("leader", Role.PARTNERSHIP_EXECUTIVE, ""), "web")
FORENAMES = ("Mia", "Ben", "Zara", "Idris", "Nell", "Tomasz", "Aoife", "Kwame", "Lucia", "Owen", "Priya", "Rhys")
PROTECTED, MARKED = "Kwame", "PROTECTED ADDRESS"
WHY = "The school nurse knows both and wrote to say so"


@pytest.fixture
def ground(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Twelve children told by police and school; two without a birth date; one whose day the school wrote wrong."""
    folder = tmp_path / "files"
    folder.mkdir()
    missing, school = [], []
    for number, forename in enumerate(FORENAMES):
        born = date(2008, 3, 2) + timedelta(days=41 * number)
        told = "" if number in (3, 4) else f"{born + timedelta(days=number == 5):%d/%m/%Y}"
        missing.append(
            f"MP{number},N{number},Birchwater,{forename},{born:%d/%m/%Y},F,{number} Low Row,ZZ3 4CC,01/03/2024,21:00,01/03/2024,22:00,Mother,"
            f"LOW,02/03/2024,06:00,Tall House,ZZ1 2BB,,Back late,,,02/03/2024,{MARKED if forename == PROTECTED else ''}"
        )
        school.append(f"Elm School,,Birchwater,{forename},{told},04/03/2024,/ \\ / \\ O O / \\ / \\")
    paths = [write(folder / "police_missing.csv", f"{MISSING},Sightline Marking", *missing),
             write(folder / "school_attendance.csv", SCHOOL, *school)]  # fmt: skip
    ingest_files(session_of(OWNER), workspace=workspace, paths=paths, received_on=date(2024, 6, 1))
    run_pipeline(session_of(OWNER), workspace=workspace, as_at=AS_AT)
    return workspace


def query(workspace: Workspace, sql: str) -> list[dict[str, Any]]:
    engine = DuckDBEngine(need_snapshot(workspace).analysis, read_only=True)
    try:
        return list(engine.query(sql).to_pylist())
    finally:
        engine.close()


def mentions_of(workspace: Workspace, forename: str) -> tuple[str, str]:
    rows = query(workspace, f"SELECT mention_id FROM mention WHERE forename = '{forename}' ORDER BY mention_id")
    a, b = (row["mention_id"] for row in rows)
    return a, b


def answer(actor: Actor, pair: tuple[str, str], said: str) -> int:
    return answer_same_person(session_of(actor), mention_id_a=pair[0], mention_id_b=pair[1], answer=said, why=WHY)


def test_every_count_is_that_of_the_snapshot(ground: Workspace) -> None:
    answer(OWNER, mentions_of(ground, "Mia"), "same")
    answer(OWNER, mentions_of(ground, "Idris"), "same")
    made = read_linkage_quality(session_of(OWNER)).quality
    assert made is not None and (made.version, made.threshold) == (read_settings().version, read_settings().threshold)
    weights = [row["weight"] for row in query(ground, "SELECT weight FROM link WHERE weight IS NOT NULL")]
    asked = [row["weight"] for row in query(
        ground, "SELECT weight FROM question WHERE weight IS NOT NULL AND rule_id NOT IN ('bridge', 'sparse')")]  # fmt: skip
    assert weights, "the school has no number, so the model joins its rows"
    joined, waiting = ([one.number or 0 for one in kind.numbers] for kind in made.weights)
    for place, least in list(enumerate(made.bands))[1:-1]:
        assert joined[place] == sum(least <= one < least + 2 for one in weights)
        assert waiting[place] == sum(least <= one < least + 2 for one in asked)
    assert sum(joined) == len(weights)
    scored = {kind.kind: [one.number or 0 for one in kind.numbers] for kind in made.scored}
    assert sum(map(sum, scored.values())) == need_snapshot(ground).manifest()["linkage"]["pairs_scored"] > 0
    assert all(here >= there for here, there in zip(scored["join"], joined, strict=True)), "a join was scored so"
    reach = [one.number or 0 for one in made.reach]
    rows = query(ground, "SELECT * REPLACE (NULL AS local_id) FROM compared")
    most = [read_scorer().weigh(row, row).weight for row in rows]
    for place, least in list(enumerate(made.bands))[1:-1]:
        assert reach[place] == sum(least <= one < least + 2 for one in most)
    assert sum(reach) == len(rows) == 2 * len(FORENAMES)
    assert made.below.number == sum(row["birth_date"] is None for row in rows) == 2, "a name alone can match nobody"
    answered = {kind.kind: sum(one.number or 0 for one in kind.numbers) for kind in made.answered}
    assert answered == {"same": 2, "not_same": 0}
    assert {one.kind: one.number.number for one in made.too_little} == {
        "no_forename": 0, "no_birth_date": 2, "neither": 0,
    }  # fmt: skip
    sizes = query(ground, "SELECT count(*) AS n FROM resolved WHERE person_id IS NOT NULL GROUP BY person_id")
    assert {one.kind: one.number.number for one in made.sizes if one.number.number} == {
        str(size): sum(row["n"] == size for row in sizes) for size in {row["n"] for row in sizes}
    }
    assert sum(one.number.number or 0 for one in made.joins) == query(ground, "SELECT count(*) AS n FROM link")[0]["n"]
    recall = made.blocking
    assert (recall.pairs.number, recall.found.number, recall.missed.number) == (2, 1, 1), "Idris has no birth date"
    by_rule = {one.kind: one.number.number for one in recall.by_rule}
    assert by_rule["birth_date_and_surname"] == 1 and by_rule["same_nhs_number"] == 0


def test_a_weight_is_shown_of_a_pair_that_the_reader_answered_and_may_see(ground: Workspace) -> None:
    pair = mentions_of(ground, "Tomasz")
    assert read_linkage_quality(session_of(ANALYST)).pairs == ()
    answer(OWNER, pair, "same")
    assert read_linkage_quality(session_of(ANALYST)).pairs == (), "another reader's answer"
    sequence = answer(ANALYST, pair, "same")
    read = read_linkage_quality(session_of(ANALYST), sequence=sequence)
    assert [one.sequence for one in read.pairs] == [sequence] and read.chosen is not None
    chosen = read.chosen
    assert chosen.prior + sum(part.bits + part.name_bits for part in chosen.parts) == pytest.approx(chosen.weight)
    said = {part.says for part in chosen.parts}
    assert {"forename the same", "surname the same"} < said and "birth date the same" not in said
    assert any(one.startswith("birth date") for one in said), "the school's day is one off"
    ((kept,),) = [[row["weight"]] for row in query(
        ground, f"SELECT weight FROM link WHERE mention_id_a = '{pair[0]}' AND mention_id_b = '{pair[1]}' UNION ALL "
                f"SELECT weight FROM question WHERE mention_id_a = '{pair[0]}' AND mention_id_b = '{pair[1]}'")]  # fmt: skip
    assert chosen.weight == pytest.approx(kept, abs=1e-6), "the weight of the update"
    assert read_linkage_quality(session_of(LEADER)).may_see_pairs is False


def test_small_numbers_are_hidden_from_whoever_does_not_see_every_record(ground: Workspace) -> None:
    whole = read_linkage_quality(session_of(OWNER)).quality
    assert whole is not None and whole.too_little[1].number.shown == "2"
    for actor in (ANALYST, LEADER):
        made = read_linkage_quality(session_of(actor)).quality
        assert made is not None and (made.too_little[1].number.shown, made.too_little[1].number.number) == (
            "under 5",
            None,
        )


def test_other_roles_are_refused_and_each_reading_is_in_the_audit(ground: Workspace) -> None:
    for role in (Role.PRACTITIONER, Role.MANAGER, Role.ELECTED_MEMBER, Role.REVIEWER):
        with pytest.raises(Refused):
            read_linkage_quality(session_of(Actor(Reader("sam", role, "police"), "web")))
    read_linkage_quality(session_of(OWNER))
    entries = AuditEntry.objects.filter(action="read_linkage_quality").values_list("outcome", flat=True)
    assert len(entries) == 5 and list(entries).count("done") == 1


def test_no_weight_is_shown_where_a_protected_address_is_compared(ground: Workspace) -> None:
    shown, hidden = (answer(ANALYST, mentions_of(ground, one), "same") for one in ("Tomasz", PROTECTED))
    read = read_linkage_quality(session_of(ANALYST), sequence=hidden)
    assert [one.sequence for one in read.pairs] == [shown]
    assert read.chosen is not None and read.chosen.pair.sequence == shown


def test_the_page_shows_each_section_as_chart_and_table_and_keeps_charts_as_files(ground: Workspace) -> None:
    client = Client()
    client.force_login(Account.objects.create(username="ana", role="analyst", agency="police"))
    answer(ANALYST, mentions_of(ground, "Tomasz"), "same")
    url = reverse("linkage_quality")
    shown = client.get(url)
    text = shown.content.decode()
    drawn = shown.context["drawn"]
    assert {"weights", "scored", "pair", "reach", "too_little", "sizes", "joins", "blocks"} == set(drawn)
    for name, picture in drawn.items():
        assert picture.on_page in text and text.count(picture.title) >= 3
        kept = client.get(reverse("linkage_quality_picture"), {"picture": name})
        assert kept["Content-Type"] == "image/svg+xml"
        ElementTree.fromstring(kept.content)
    assert "Matching model in force: " + read_settings().version in text
    assert f'href="{url}"' in client.get(reverse("runs")).content.decode(), "in the menu"
    assert client.get(reverse("linkage_quality_picture"))["Location"] == url


def test_before_the_first_update_the_page_says_so(workspace: Workspace) -> None:
    client = Client()
    client.force_login(Account.objects.create(username="leader", role="partnership_executive"))
    assert b"There has been no update yet" in client.get(reverse("linkage_quality")).content
    assert client.get(reverse("linkage_quality_picture"), {"picture": "weights"}).status_code == 302

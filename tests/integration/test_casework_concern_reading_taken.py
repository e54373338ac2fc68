"""Signs in a concern's words before and after the run that takes them in: one run for the concerns of all of these stories."""

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pytest
from support import small_partnership as small
from support import worried
from support.sessions import session_of
from support.stories import Stories, Told, tell_together

from sightline.casework.concerns.clock_cache import build_rows
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.passages import passages_of
from sightline.casework.concerns.selectors.concerns import read_concern
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import house_session
from sightline.casework.notes.selectors.signs import list_signs, list_signs_of_concern
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.model.analysis_tables.passages import PASSAGE
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
STORIES = Stories()
SEEN = (
    "Wren got into a grey van with an older man outside the station. She is streetwise.\n"
    "  I suspect she is being sexually exploited. Her mum denies that she has a new phone."
)
WORDS = "He makes me bring my friends.\tHe bought me  trainers."
UNMARKED = {"suspicion": "", "seen_heard": SEEN, "childs_words": WORDS}
# What a run knows better: in which received file the row stands, and on which line.
OF_THE_FILE = {"source_file", "source_row"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Told:
    built = small.build_workspace(tmp_path_factory.mktemp("built"), roles=())
    return tell_together(STORIES, built=built, folder=tmp_path_factory.mktemp("read"), blocker=django_db_blocker)


@pytest.mark.parametrize("name", STORIES)
def test_before_and_after_the_run(name: str, told: Told) -> None:
    told.check(name)


def author(username: str) -> Actor:
    """A youth worker of one story: each has their own draft."""
    return worried.actor(username, "practitioner", "youth_service")


def entered(*concern_ids: str) -> Sequence[Concern]:
    return list(Concern.objects.filter(pk__in=concern_ids))


def read(workspace: Workspace, sql: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        return analysis.sql(sql).to_arrow_table().to_pylist()


def wren(who: Actor) -> str:
    found = find_people(session_of(who), terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    return found.people[0].person_id


def signs_of(who: Actor, person_id: str, *concern_ids: str) -> dict[str, str]:
    """The words of each kind of sign, in these concerns alone."""
    record_ids = {concern.record_id for concern in entered(*concern_ids)}
    kinds = list_signs(session_of(who), person_id=person_id)
    return {
        kind.indicator: one.text
        for kind in kinds
        for one in (*kind.stated, *kind.others)
        if one.record_id in record_ids
    }


@STORIES.add
def what_is_read_at_once_is_what_the_next_run_reads(held: Workspace) -> Iterator[None]:
    who = author("yaz")
    concerns = entered(
        worried.enter(who, about=wren(who), **UNMARKED),
        worried.enter(
            who, about="", not_known="Y", day="not_known", seen_heard="A girl in a taxi, drunk.", childs_words=""
        ),
    )
    live = {row["passage_id"]: row for concern in concerns for row in passages_of(house_session(), concern)}
    assert {"unknown_vehicle", "suspected_exploitation"} <= {row["indicator"] for row in live.values()}
    yield
    taken = read(held, f"SELECT * FROM passage WHERE record_id IN {tuple(one.record_id for one in concerns)}")
    assert {row["passage_id"] for row in taken} == set(live)
    for row in taken:
        for name in set(PASSAGE.column_names) - OF_THE_FILE:
            assert row[name] == live[row["passage_id"]][name], name


@STORIES.add
def signs_are_on_the_childs_page_at_once_and_after_the_run(held: Workspace) -> Iterator[None]:
    who = author("yara")
    child = wren(who)
    concern_id = worried.enter(who, about=child, **UNMARKED)
    live = signs_of(who, child, concern_id)
    assert {"unknown_vehicle", "suspected_exploitation"} <= set(live)
    on_concern = list_signs_of_concern(session_of(who), concern_id=concern_id)
    assert {one.indicator for one in on_concern if one.indicator} == set(live)
    yield
    assert signs_of(who, child, concern_id) == live
    after = list_signs_of_concern(session_of(who), concern_id=concern_id)
    assert [(one.passage_id, one.text) for one in after] == [(one.passage_id, one.text) for one in on_concern]


@STORIES.add
def a_restricted_concern_has_no_signs_for_another_agency(held: Workspace) -> Iterator[None]:
    who, elsewhere = author("yvonne"), worried.actor("mara", "manager", "childrens_services")
    child = wren(who)
    concern_id = worried.enter(who, about=child, own_agency_only="Y", **UNMARKED)
    for _ in ("live", "taken"):
        assert signs_of(who, child, concern_id)
        assert signs_of(elsewhere, child, concern_id) == {}
        with pytest.raises(NotHere):
            list_signs_of_concern(session_of(elsewhere), concern_id=concern_id)
        yield


@STORIES.add
def a_sign_that_few_may_be_told_is_told_to_them_alone(held: Workspace) -> Iterator[None]:
    who, elsewhere = author("yon"), worried.actor("mara", "manager", "childrens_services")
    child = wren(who)
    concern_id = worried.enter(
        who, about=child, seen_heard="He tells her to bring her friends to the flat.", childs_words=""
    )
    for state in ("live", "taken"):
        assert "made_to_bring_others" in signs_of(who, child, concern_id), state
        assert "made_to_bring_others" not in signs_of(elsewhere, child, concern_id), state
        yield


@STORIES.add
def a_concern_about_a_professional_is_not_read(held: Workspace) -> Iterator[None]:
    who = author("yasmin")
    concern_id = worried.enter(who, about=wren(who), about_professional="Y", professional_agency="school", **UNMARKED)
    assert passages_of(house_session(), Concern.objects.get(pk=concern_id)) == []
    yield
    assert read(held, "SELECT * FROM passage WHERE layout = 'sightline_professional_concerns'") == []


@STORIES.add
def a_suspicion_that_its_author_did_not_mark_has_its_clock_at_once_and_after_the_run(held: Workspace) -> Iterator[None]:
    who = author("yolanda")
    concern_id = worried.enter(who, about=wren(who), **UNMARKED)
    assert "suspicion" not in read_concern(session_of(who), concern_id=concern_id).line.categories
    (concern,) = entered(concern_id)
    live = {(row["rule_id"], row["clock_id"], row["due_at"]) for row in build_rows(house_session(), concern)[0]}
    assert "suspicion_answered" in {rule for rule, *_ in live}
    yield
    taken = read(
        held,
        "SELECT rule_id, clock_id, due_at FROM clock JOIN agency_record USING (record_id) "
        f"WHERE layout = 'sightline_concerns' AND record_id = '{concern.record_id}'",
    )
    assert {(row["rule_id"], row["clock_id"], row["due_at"]) for row in taken} == live

"""Concerns before and after the run that takes them in. One run takes in the concerns of all of these stories."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest.mock import patch

import duckdb
import pytest
from support import small_partnership as small
from support import worried
from support.sessions import session_of
from support.stories import Stories, Told, tell_together

from sightline.casework.chronology.pages.lines import PersonPage
from sightline.casework.chronology.selectors.chronology import read_person
from sightline.casework.chronology.selectors.records import read_record
from sightline.casework.concerns.clock_cache import build_rows
from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.concerns.selectors import concerns as concern_selectors
from sightline.casework.concerns.selectors.concerns import list_concerns, read_concern
from sightline.casework.concerns.services.drafts import begin_correction, discard_draft
from sightline.casework.concerns.services.responses import keep_feedback
from sightline.casework.concerns.services.submission import Incomplete
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import house_session
from sightline.casework.data.selectors import read_home
from sightline.casework.people.pages.people import ChronologyFilter, SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.posts.services.posts import set_post
from sightline.casework.same_person.services.answers import undo_answer
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
STORIES = Stories()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Told:
    built = small.build_workspace(tmp_path_factory.mktemp("built"), roles=())
    return tell_together(STORIES, built=built, folder=tmp_path_factory.mktemp("taken"), blocker=django_db_blocker)


@pytest.mark.parametrize("name", STORIES)
def test_before_and_after_the_run(name: str, told: Told) -> None:
    told.check(name)


def author(username: str) -> Actor:
    """A youth worker of one story: each has their own draft."""
    return worried.actor(username, "practitioner", "youth_service")


def wren(who: Actor) -> str:
    found = find_people(session_of(who), terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    return found.people[0].person_id


def page_of(who: Actor, person_id: str) -> PersonPage:
    return read_person(session_of(who), person_id=person_id, chosen=ChronologyFilter(size=500))


def lines_of(who: Actor, person_id: str, *concern_ids: str) -> list[Any]:
    """What the child's page shows of these concerns and their corrections."""
    of = Concern.objects.filter(pk__in=concern_ids) | Concern.objects.filter(corrects__in=concern_ids)
    record_ids = set(of.values_list("record_id", flat=True))
    return [entry for entry in page_of(who, person_id).entries if entry.record_id in record_ids]


def waiting(who: Actor, *concern_ids: str) -> list[str]:
    """Which of these concerns wait for somebody."""
    return [one.concern_id for one in list_concerns(session_of(who)).waiting if one.concern_id in concern_ids]


def read(workspace: Workspace, sql: str) -> list[Any]:
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        return analysis.execute(sql).fetchall()


@STORIES.add
def it_is_in_the_chronology_at_once_and_the_same_line_after_the_run(held: Workspace) -> Iterator[None]:
    who = author("yaz")
    child = wren(who)
    before = dict(page_of(who, child).kinds).get("sightline_concerns/concern", 0)
    concern_id = worried.enter(who, about=child)
    (live,) = lines_of(who, child, concern_id)
    assert live.concern_id == concern_id
    assert live.childs_words == worried.WORDS.strip() and worried.SEEN in live.what
    assert dict(page_of(who, child).kinds)["sightline_concerns/concern"] == before + 1
    yield
    (taken,) = lines_of(who, child, concern_id)
    for field in ("entry_id", "record_id", "what", "childs_words", "occurred_from", "known_from", "kind", "agency",
                  "organisation", "date_precision", "restricted", "as_role", "present"):  # fmt: skip
        assert getattr(taken, field) == getattr(live, field), field
    assert taken.concern_id == ""
    record = read_record(session_of(who), record_id=live.record_id)
    assert record.rows[0].original["Child's Words"] == worried.WORDS
    assert record.rows[0].original["Seen and Heard"] == worried.SEEN
    assert record.rows[0].original["What the Child Wants"] == worried.WISH
    assert record.rows[0].original["Parent or Carer Told of Sharing"] == "Not asked"
    assert f"The child wants: {worried.WISH}" in live.what
    assert {one.slot for one in record.named} >= {"subject", "others_named", "phone", "phone#2", "vehicle", "place"}


@STORIES.add
def what_is_entered_here_is_no_extract_and_says_nothing_of_how_far_an_agencys_data_reach(
    held: Workspace,
) -> Iterator[None]:
    officer = worried.actor("off", "practitioner", "police")

    def police() -> Any:
        return next(line for line in read_home(session_of(house_actor())).agencies if line.agency == "police")

    before = police()
    worried.enter(officer)
    yield
    after = police()
    assert after.records == before.records + 1
    assert (after.last_received_at, after.last_recorded_on) == (before.last_received_at, before.last_recorded_on)


@STORIES.add
def the_runs_obey_who_was_chosen_until_that_is_undone(held: Workspace) -> Iterator[None]:
    who = author("yara")
    child = wren(who)
    concern_id = worried.enter(who, about=child, name="W")
    yield
    concern = Concern.objects.get(pk=concern_id)
    joined = "SELECT person_id FROM resolved WHERE mention_id = '{}'"
    assert read(held, joined.format(concern.mention_id)) == [(child,)]
    (link,) = read(
        held,
        "SELECT rule_id, reason FROM link WHERE decided_by = 'person' "
        f"AND '{concern.mention_id}' IN (mention_id_a, mention_id_b)",
    )
    assert link[0] == "person" and "yara" in link[1]
    undo_answer(session_of(house_actor()), sequence=concern.sequence, why="It was another girl.")
    yield
    assert read(held, joined.format(concern.mention_id)) != [(child,)]
    assert lines_of(who, child, concern_id) == []


@STORIES.add
def a_correction_about_another_child_unties_the_first(held: Workspace) -> Iterator[None]:
    who = author("yin")
    child = wren(who)
    first = worried.enter(who, about=child)
    draft = begin_correction(session_of(who), concern_id=first)
    assert (draft.boxes["childs_words"], draft.boxes.get("about", "")) == (worried.WORDS, "")
    worried.enter(who, name="Noor Elmore")
    assert lines_of(who, child, first) == []
    corrected = Concern.objects.get(corrects=first)
    assert Concern.objects.get(pk=first).said["child"] == "Wren Ashdown"
    yield
    kinds = dict(read(held, "SELECT record_id, kind FROM agency_record WHERE layout = 'sightline_concerns'"))
    assert kinds[corrected.record_id] == "sightline_concerns/correction"


@STORIES.add
def a_correction_about_the_same_child_leaves_both(held: Workspace) -> Iterator[None]:
    who = author("yusuf")
    child = wren(who)
    first = worried.enter(who, about=child)
    begin_correction(session_of(who), concern_id=first)
    worried.enter(who, about=child, seen_heard="The van was green.")
    one, other = sorted(lines_of(who, child, first), key=lambda entry: entry.kind)
    assert "The van was green." in other.what and worried.SEEN in one.what
    yield
    assert len(lines_of(who, child, first)) == 2


@STORIES.add
def a_child_whom_nobody_can_name_has_a_page_after_the_run(held: Workspace) -> Iterator[None]:
    who = author("yael")
    ids = [worried.enter(who, about="", not_known="Y", day="not_known", when_words="Most Fridays") for _ in range(2)]
    assert {one.concern_id for one in list_concerns(session_of(who)).mine} == set(ids)
    yield
    found = find_people(session_of(who), terms=SearchTerms(name="child not known")).people
    pages = [page_of(who, one.person_id).entries for one in found if lines_of(who, one.person_id, *ids)]
    assert len(pages) == 2, "two children whom nobody can name are not one child"
    (entry,) = pages[0]
    assert entry.occurred_from is None and "When: Most Fridays" in entry.what


@STORIES.add
def only_my_agency_may_see_it(held: Workspace) -> Iterator[None]:
    who, colleague = author("yvonne"), author("yon")
    elsewhere = worried.actor("mara", "manager", "childrens_services")
    child = wren(who)
    concern_id = worried.enter(who, about=child, own_agency_only="Y")
    for _ in ("live", "taken"):
        for reader, seen in ((who, 1), (colleague, 1), (elsewhere, 0)):
            assert len(lines_of(reader, child, concern_id)) == seen
            if reader is not who and seen == 0:
                with pytest.raises(NotHere):
                    read_concern(session_of(reader), concern_id=concern_id)
        yield


@STORIES.add
def a_concern_about_a_professional_is_shown_to_no_agencys_line(held: Workspace) -> Iterator[None]:
    who = author("yasmin")
    manager = worried.actor("yves", "manager", "youth_service")
    governance = worried.actor("iggy", "information_governance", "")
    child = wren(who)
    concern_id = worried.enter(who, about=child, about_professional="Y", professional_agency="youth_service")
    record_id = Concern.objects.get(pk=concern_id).record_id
    for state in ("live", "taken"):
        for reader in (manager, worried.actor("pol", "senior_officer", "police"), who):
            assert lines_of(reader, child, concern_id) == [], state
            with pytest.raises(NotHere):
                read_record(session_of(reader), record_id=record_id)
        assert len(lines_of(governance, child, concern_id)) == 1
        with pytest.raises(NotHere):
            read_concern(session_of(manager), concern_id=concern_id)
        assert read_concern(session_of(who), concern_id=concern_id).line.about_professional
        assert concern_id not in str(list_concerns(session_of(manager)))
        yield


@STORIES.add
def whoever_holds_the_post_that_answers_for_professionals_opens_it(held: Workspace) -> Iterator[None]:
    who = author("yolanda")
    officer, another = (worried.actor(name, "manager", "childrens_services") for name in ("lada", "mara"))
    set_post(session_of(house_actor()), ladder="lado", stage="practitioner", holder="lada")
    concern_id = worried.enter(who, about_professional="Y", professional_agency="school")
    of_police = worried.enter(who, about_professional="Y", professional_agency="police", referral="N")
    for _ in ("live", "taken"):
        page = read_concern(session_of(officer), concern_id=concern_id)
        assert page.said["childs_words"] == worried.WORDS
        assert waiting(officer, concern_id, of_police) == [concern_id]
        assert waiting(another, concern_id, of_police) == []
        for reader, one in ((another, concern_id), (officer, of_police)):
            with pytest.raises(NotHere):
                read_concern(session_of(reader), concern_id=one)
        yield
    keep_feedback(session_of(officer), concern_id=concern_id, how="by_phone", words="Rang her; we meet on Friday.")
    assert waiting(officer, concern_id, of_police) == []


@STORIES.add
def a_school_lead_enters_one_about_another_schools_child_and_sees_it_as_own(held: Workspace) -> Iterator[None]:
    lead = worried.actor("sol", "school_lead", "school", small.SCHOOL)
    other = worried.actor("sam", "school_lead", "school", small.OTHER_SCHOOL)
    terms = SearchTerms(name="Noor Elmore", birth_date=date(2011, 11, 11))
    assert find_people(session_of(lead), terms=terms).people == ()
    (noor,) = find_people(session_of(other), terms=terms).people
    with pytest.raises(Incomplete):
        worried.enter(lead, about=noor.person_id)
    discard_draft(session_of(lead), number=ConcernDraft.objects.get(account__username=lead.reader.username).number)
    concern_id = worried.enter(lead, name="Noor Elmore")
    assert read_concern(session_of(lead), concern_id=concern_id).line.organisation == small.SCHOOL
    with pytest.raises(NotHere):
        read_concern(session_of(other), concern_id=concern_id)
    yield
    record_id = Concern.objects.get(pk=concern_id).record_id
    assert read_record(session_of(lead), record_id=record_id).organisation == small.SCHOOL


@STORIES.add
def the_clocks_of_the_page_are_the_clocks_of_the_run(held: Workspace) -> Iterator[None]:
    who = author("yanis")
    child = wren(who)
    own = Concern.objects.filter(
        pk__in=[
            worried.enter(who, about=child, account="Y", parent_worry="Y"),
            worried.enter(who, about="", not_known="Y", day="not_known"),
        ]
    )
    live = {
        (row["rule_id"], row["record_id"], row["clock_id"], row["due_at"], row["started_at"])
        for concern in own
        for row in build_rows(house_session(), concern)[0]
    }
    assert {rule for rule, *_ in live} >= {"suspicion_answered", "account_followed_up", "worry_answered", "told_back"}
    yield
    held_rows = read(
        held, "SELECT rule_id, clock.record_id, clock_id, due_at, started_at FROM clock "
        f"JOIN agency_record USING (record_id) WHERE record_id IN {tuple(one.record_id for one in own)}",
    )  # fmt: skip
    assert set(held_rows) == live


def others_in_parts(who: Actor) -> list[str]:
    """The concerns of others, one a part, from the first part to the last."""
    with patch.object(concern_selectors, "OTHERS_LISTED", 1):
        parts = [list_concerns(session_of(who))]
        while parts[-1].later:
            parts.append(list_concerns(session_of(who), before=parts[-1].later))
    assert all(len(part.others) <= 1 for part in parts)
    listed = [one.concern_id for part in parts for one in part.others]
    whole = [one.concern_id for one in list_concerns(session_of(who)).others]
    assert len(set(listed)) == len(listed) and listed[: len(whole)] == whole
    return listed


@STORIES.add
def what_others_entered_is_listed_for_those_who_may_see_it(held: Workspace) -> Iterator[None]:
    concern_id = worried.enter(author("yorick"))
    manager = worried.actor("mara", "manager", "childrens_services")
    officer = worried.actor("pol", "practitioner", "police")
    lists = list_concerns(session_of(officer))
    assert concern_id in {one.concern_id for one in lists.others}
    assert (waiting(manager, concern_id), lists.waiting) == ([concern_id], ())
    yield
    assert concern_id in others_in_parts(officer), "a concern stays on the list after a run took it in"
    assert waiting(manager, concern_id) == [concern_id]

"""Concerns: saved as written, sent once, in the chronology at once, and the same record after the next run."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import connection, connections
from support import small_partnership as small
from support import worried
from support.sessions import session_of

from sightline.casework.chronology.pages import PersonPage
from sightline.casework.chronology.records import read_record
from sightline.casework.chronology.selectors import read_person
from sightline.casework.concerns.clock_cache import build_rows
from sightline.casework.concerns.drafts import begin_correction, discard_draft
from sightline.casework.concerns.form_schema import hash_said
from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.concerns.responses import keep_feedback
from sightline.casework.concerns.selectors import list_concerns, read_concern
from sightline.casework.concerns.services import Incomplete, send_concern
from sightline.casework.core.actor import Actor, operator_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import operator_session
from sightline.casework.data.overview import read_home
from sightline.casework.data.runs import run_pipeline
from sightline.casework.people.pages import ChronologyFilter, SearchTerms
from sightline.casework.people.search import find_people
from sightline.casework.posts.services import set_post
from sightline.casework.same_person.services import undo_answer
from sightline.model.errors import OurFault, Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small partnership, taken in and run through the command line, once."""
    return small.build_workspace(tmp_path_factory.mktemp("concerns"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace) -> Workspace:
    """A copy of it to go on with."""
    return worried.copy_of(built, workspace)


def run(workspace: Workspace, as_at: date | None = None) -> None:
    run_pipeline(session_of(operator_actor()), workspace=workspace, as_at=as_at)


def read(workspace: Workspace, sql: str) -> list[Any]:
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        return analysis.execute(sql).fetchall()


def wren(who: Actor) -> str:
    found = find_people(session_of(who), terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    return found.people[0].person_id


def page_of(who: Actor, person_id: str, **chosen: Any) -> PersonPage:
    return read_person(session_of(who), person_id=person_id, chosen=ChronologyFilter(size=500, **chosen))


def concerns_on(page: PersonPage) -> list[Any]:
    return [entry for entry in page.entries if entry.kind.startswith("sightline_")]


def test_it_is_in_the_chronology_at_once_and_the_same_line_after_the_run(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    before = page_of(who, child)
    concern_id = worried.enter(who, about=child)
    live_page = page_of(who, child)
    (live,) = concerns_on(live_page)
    assert (live.concern_id, live_page.total) == (concern_id, before.total + 1)
    assert live.childs_words == worried.WORDS.strip() and worried.SEEN in live.what
    assert dict(live_page.kinds)["sightline_concerns/concern"] == 1
    run(held)
    after = page_of(who, child)
    (taken,) = concerns_on(after)
    assert after.total == live_page.total
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


def test_what_is_entered_here_is_no_extract_and_says_nothing_of_how_far_an_agencys_data_reach(held: Workspace) -> None:
    officer = worried.actor("off", "practitioner", "police")

    def police() -> Any:
        return next(line for line in read_home(session_of(operator_actor())).agencies if line.agency == "police")

    before = police()
    worried.enter(officer)
    run(held)
    after = police()
    assert after.records == before.records + 1
    assert (after.last_received_at, after.last_recorded_on) == (before.last_received_at, before.last_recorded_on)


def test_what_was_said_is_kept_whole_and_hashed_in_the_decision(held: Workspace) -> None:
    concern_id = worried.enter(worried.youth_worker())
    concern = Concern.objects.get()
    (decision,) = Decision.objects.filter(kind="concern_entered")
    assert (concern.said["childs_words"], concern.said["seen_heard"]) == (worried.WORDS, worried.SEEN)
    assert decision.body["said_sha256"] == hash_said(concern.said) == concern.said_sha256
    assert (decision.body["concern_id"], decision.sequence) == (concern_id, concern.sequence)
    assert decision.body["marks"] == ["suspicion"] and decision.body["referral"] is True
    written = str([(row.body, row.why) for row in Decision.objects.all()]) + str(
        [(row.ids, row.details, row.reason) for row in AuditEntry.objects.all()]
    )
    for private in ("owe", "van", "Ashdown", "Coleman", "07700", "ZZ10", "lunch"):
        assert private not in written
    assert ConcernDraft.objects.count() == 0


def test_sending_twice_sends_once_and_audits_both(held: Workspace) -> None:
    who = worried.youth_worker()
    number = worried.write_draft(who, worried.written())
    assert {send_concern(session_of(who), number=number) for _ in range(3)} == {number}
    assert Concern.objects.count() == Decision.objects.filter(kind="concern_entered").count() == 1
    assert AuditEntry.objects.filter(action="enter_concern", outcome="done").count() == 3


def test_two_presses_at_once_send_one_and_many_authors_keep_their_order(held: Workspace) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the test database is in memory, of one connection; PostgreSQL does this")
    authors = [worried.actor(f"author{number}", "practitioner", "youth_service") for number in range(4)]
    numbers = [worried.write_draft(who, worried.written()) for who in authors]

    def press(who: Actor, number: str) -> None:
        try:
            sent.append(send_concern(session_of(who), number=number))
        finally:
            connections.close_all()

    sent: list[str] = []
    pairs = [pair for pair in zip(authors, numbers, strict=True) for _ in range(3)]
    threads = [threading.Thread(target=press, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == sorted(numbers * 3)
    concerns = list(Concern.objects.order_by("sequence"))
    assert len(concerns) == Decision.objects.filter(kind="concern_entered").count() == 4
    assert [one.entered_at for one in concerns] == sorted(one.entered_at for one in concerns)


def test_where_the_audit_cannot_be_written_nothing_is_sent(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    who = worried.youth_worker()
    number = worried.write_draft(who, worried.written())

    def broken(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("sightline.casework.concerns.services.append_entry", broken)
    with pytest.raises(OurFault):
        send_concern(session_of(who), number=number)
    assert Concern.objects.count() == Decision.objects.filter(kind="concern_entered").count() == 0
    assert ConcernDraft.objects.get().number == number


@pytest.mark.parametrize(
    ("boxes", "page"),
    [
        ({"about": ""}, "who"),
        ({"name": ""}, "who"),
        ({"seen_heard": " ", "childs_words": "\n"}, "seen"),
        ({"day": ""}, "seen"),
        ({"day": "2099-01-01"}, "seen"),
        ({"about_professional": "Y"}, "marks"),
        ({"referral": ""}, "referral"),
    ],
)
def test_what_is_missing_is_named_by_its_page(held: Workspace, boxes: dict[str, str], page: str) -> None:
    with pytest.raises(Incomplete) as missing:
        worried.enter(worried.youth_worker(), **boxes)
    assert missing.value.page == page
    assert ConcernDraft.objects.count() == 1, "what was written is kept"


def test_the_runs_obey_who_was_chosen_until_that_is_undone(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    worried.enter(who, about=child, name="W")
    run(held)
    concern = Concern.objects.get()
    joined = "SELECT person_id FROM resolved WHERE mention_id = '{}'"
    assert read(held, joined.format(concern.mention_id)) == [(child,)]
    (link,) = read(held, "SELECT rule_id, reason FROM link WHERE decided_by = 'person'")
    assert link[0] == "person" and "yaz" in link[1]
    undo_answer(session_of(operator_actor()), sequence=concern.sequence, why="It was another girl.")
    run(held)
    assert read(held, joined.format(concern.mention_id)) != [(child,)]
    assert concerns_on(page_of(who, child)) == []


def test_undone_before_the_run_it_leaves_the_chronology_at_once(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    worried.enter(who, about=child)
    undo_answer(session_of(operator_actor()), sequence=Concern.objects.get().sequence, why="Another girl.")
    assert concerns_on(page_of(who, child)) == []


def test_a_correction_about_another_child_unties_the_first(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    first = worried.enter(who, about=child)
    draft = begin_correction(session_of(who), concern_id=first)
    assert (draft.boxes["childs_words"], draft.boxes.get("about", "")) == (worried.WORDS, "")
    worried.enter(who, name="Noor Elmore")
    assert concerns_on(page_of(who, child)) == []
    corrected = Concern.objects.get(corrects=first)
    assert Concern.objects.get(pk=first).said["child"] == "Wren Ashdown"
    run(held)
    kinds = dict(read(held, "SELECT record_id, kind FROM agency_record WHERE layout = 'sightline_concerns'"))
    assert kinds[corrected.record_id] == "sightline_concerns/correction"


def test_a_correction_about_the_same_child_leaves_both(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    first = worried.enter(who, about=child)
    begin_correction(session_of(who), concern_id=first)
    worried.enter(who, about=child, seen_heard="The van was green.")
    one, other = sorted(concerns_on(page_of(who, child)), key=lambda entry: entry.kind)
    assert "The van was green." in other.what and worried.SEEN in one.what
    run(held)
    assert len(concerns_on(page_of(who, child))) == 2


def test_a_child_whom_nobody_can_name_has_a_page_after_the_run(held: Workspace) -> None:
    who = worried.youth_worker()
    ids = [worried.enter(who, about="", not_known="Y", day="not_known", when_words="Most Fridays") for _ in range(2)]
    assert {one.concern_id for one in list_concerns(session_of(who)).mine} == set(ids)
    run(held)
    found = find_people(session_of(who), terms=SearchTerms(name="child not known")).people
    assert len(found) == 2, "two children whom nobody can name are not one child"
    (entry,) = page_of(who, found[0].person_id).entries
    assert entry.occurred_from is None and "When: Most Fridays" in entry.what


def test_pages_and_filters_count_what_is_new(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    worried.enter(who, about=child)
    whole = [entry.entry_id for entry in page_of(who, child).entries]
    for oldest_first in (True, False):
        after, seen = "", []
        for _ in range(100):
            page = read_person(
                session_of(who),
                person_id=child,
                chosen=ChronologyFilter(size=7, after=after, oldest_first=oldest_first),
            )
            seen += [entry.entry_id for entry in page.entries]
            after = page.next_after
            if not after:
                break
        assert seen == (whole if oldest_first else whole[::-1])
    assert len(concerns_on(page_of(who, child, agencies=("youth_service",)))) == 1
    assert concerns_on(page_of(who, child, agencies=("police",))) == []
    assert len(concerns_on(page_of(who, child, kinds=("sightline_concerns",)))) == 1
    assert len(concerns_on(page_of(who, child, childs_words_only=True, from_on=date(2026, 11, 20)))) == 1
    assert concerns_on(page_of(who, child, to_on=date(2026, 11, 19))) == []


def test_only_my_agency_may_see_it(held: Workspace) -> None:
    who, colleague = worried.youth_worker(), worried.actor("yon", "practitioner", "youth_service")
    elsewhere = worried.actor("mara", "manager", "childrens_services")
    child = wren(who)
    concern_id = worried.enter(who, about=child, own_agency_only="Y")
    for reader, seen in ((who, 1), (colleague, 1), (elsewhere, 0)):
        for _ in ("live", "taken"):
            assert len(concerns_on(page_of(reader, child))) == seen
            if reader is not who and seen == 0:
                with pytest.raises(NotHere):
                    read_concern(session_of(reader), concern_id=concern_id)
        run(held)


def test_a_concern_about_a_professional_is_shown_to_no_agencys_line(held: Workspace) -> None:
    who = worried.youth_worker()
    manager = worried.actor("yves", "manager", "youth_service")
    governance = worried.actor("iggy", "information_governance", "")
    child = wren(who)
    concern_id = worried.enter(who, about=child, about_professional="Y", professional_agency="youth_service")
    record_id = Concern.objects.get().record_id
    for state in ("live", "taken"):
        for reader in (manager, worried.actor("pol", "senior_officer", "police"), who):
            assert concerns_on(page_of(reader, child)) == [], state
            with pytest.raises(NotHere):
                read_record(session_of(reader), record_id=record_id)
        assert len(concerns_on(page_of(governance, child))) == 1
        with pytest.raises(NotHere):
            read_concern(session_of(manager), concern_id=concern_id)
        assert read_concern(session_of(who), concern_id=concern_id).line.about_professional
        assert concern_id not in str(list_concerns(session_of(manager)))
        run(held)


def test_whoever_holds_the_post_that_answers_for_professionals_opens_it(held: Workspace) -> None:
    who = worried.youth_worker()
    officer, another = (worried.actor(name, "manager", "childrens_services") for name in ("lada", "mara"))
    set_post(session_of(operator_actor()), ladder="lado", stage="practitioner", holder="lada")
    concern_id = worried.enter(who, about_professional="Y", professional_agency="school")
    of_police = worried.enter(who, about_professional="Y", professional_agency="police", referral="N")
    for _ in ("live", "taken"):
        page = read_concern(session_of(officer), concern_id=concern_id)
        assert page.said["childs_words"] == worried.WORDS
        assert [one.concern_id for one in list_concerns(session_of(officer)).waiting] == [concern_id]
        assert list_concerns(session_of(another)).waiting == ()
        for reader, one in ((another, concern_id), (officer, of_police)):
            with pytest.raises(NotHere):
                read_concern(session_of(reader), concern_id=one)
        run(held)
    keep_feedback(session_of(officer), concern_id=concern_id, how="by_phone", words="Rang her; we meet on Friday.")
    assert list_concerns(session_of(officer)).waiting == ()


def test_a_school_lead_enters_one_about_another_schools_child_and_sees_it_as_own(held: Workspace) -> None:
    lead = worried.actor("sol", "school_lead", "school", small.SCHOOL)
    other = worried.actor("sam", "school_lead", "school", small.OTHER_SCHOOL)
    terms = SearchTerms(name="Noor Elmore", birth_date=date(2011, 11, 11))
    assert find_people(session_of(lead), terms=terms).people == ()
    (noor,) = find_people(session_of(other), terms=terms).people
    with pytest.raises(Incomplete):
        worried.enter(lead, about=noor.person_id)
    discard_draft(session_of(lead), number=ConcernDraft.objects.get().number)
    concern_id = worried.enter(lead, name="Noor Elmore")
    assert read_concern(session_of(lead), concern_id=concern_id).line.organisation == small.SCHOOL
    with pytest.raises(NotHere):
        read_concern(session_of(other), concern_id=concern_id)
    run(held)
    record_id = Concern.objects.get().record_id
    assert read_record(session_of(lead), record_id=record_id).organisation == small.SCHOOL


def test_those_who_open_nobody_enter_nothing(held: Workspace) -> None:
    for role in ("elected_member", "partnership_executive"):
        with pytest.raises(Refused):
            worried.enter(worried.actor(role, role, "childrens_services"))
    with pytest.raises(Refused):
        worried.enter(operator_actor())
    assert ConcernDraft.objects.count() == 0


def test_a_run_as_at_an_earlier_day_does_not_know_it_and_the_page_still_shows_it(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    worried.enter(who, about=child)
    run(held, as_at=date(2025, 1, 1))
    assert read(held, "SELECT count(*) FROM agency_record WHERE layout = 'sightline_concerns'") == [(0,)]
    assert len(concerns_on(page_of(who, child))) == 1
    run(held)
    assert len(concerns_on(page_of(who, child))) == 1
    assert read(held, "SELECT count(*) FROM agency_record WHERE layout = 'sightline_concerns'") == [(1,)]


def test_a_run_killed_after_taking_concerns_in_loses_and_doubles_nothing(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = worried.youth_worker()
    child = wren(who)
    worried.enter(who, about=child)

    def killed(**_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sightline.pipeline.run", killed)
    with pytest.raises(KeyboardInterrupt):
        run(held)
    assert len(concerns_on(page_of(who, child))) == 1, "the served snapshot does not hold it yet"
    monkeypatch.undo()
    Concern.objects.update(taken_sha="")  # killed a moment earlier: taken in, and not yet noted
    worried.enter(who, about=child, seen_heard="Again.")
    run(held)
    assert len(concerns_on(page_of(who, child))) == 2
    assert read(held, "SELECT count(*) FROM agency_record WHERE layout = 'sightline_concerns'") == [(2,)]
    assert list(held.root.glob("concerns.*")) == []


def test_the_clocks_of_the_page_are_the_clocks_of_the_run(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    worried.enter(who, about=child, account="Y", parent_worry="Y")
    worried.enter(who, about="", not_known="Y", day="not_known")
    live = {
        (row["rule_id"], row["record_id"], row["clock_id"], row["due_at"], row["started_at"])
        for concern in Concern.objects.all()
        for row in build_rows(operator_session(), concern)
    }
    assert {rule for rule, *_ in live} >= {"suspicion_answered", "account_followed_up", "worry_answered", "told_back"}
    run(held)
    held_rows = read(
        held, "SELECT rule_id, clock.record_id, clock_id, due_at, started_at FROM clock "
        "JOIN agency_record USING (record_id) WHERE layout = 'sightline_concerns'",
    )  # fmt: skip
    assert set(held_rows) == live


def test_what_others_entered_is_listed_for_those_who_may_see_it(held: Workspace) -> None:
    concern_id = worried.enter(worried.youth_worker())
    manager = worried.actor("mara", "manager", "childrens_services")
    lists = list_concerns(session_of(manager))
    assert [one.concern_id for one in lists.waiting] == [concern_id]
    officer = list_concerns(session_of(worried.actor("pol", "practitioner", "police")))
    assert ([one.concern_id for one in officer.others], officer.waiting) == ([concern_id], ())
    run(held)
    assert list_concerns(session_of(worried.actor("pol", "practitioner", "police"))).others == ()
    assert [one.concern_id for one in list_concerns(session_of(manager)).waiting] == [concern_id]

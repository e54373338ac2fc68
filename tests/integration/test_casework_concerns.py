"""Concerns: saved as written, sent once, in the chronology at once, and the same record after the next run."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import connections
from support import small_partnership as small
from support import worried
from support.sessions import session_of

from sightline.casework.chronology.pages.lines import PersonPage
from sightline.casework.chronology.selectors.chronology import read_person
from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.concerns.pages.form_schema import hash_said
from sightline.casework.concerns.services.submission import Incomplete, send_concern
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.runs import run_pipeline
from sightline.casework.people.pages.people import ChronologyFilter, SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.same_person.services.answers import undo_answer
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
    run_pipeline(session_of(house_actor()), workspace=workspace, as_at=as_at)


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


@pytest.mark.postgresql  # SQLite takes one writer at a time
def test_two_presses_at_once_send_one_and_many_authors_keep_their_order(held: Workspace) -> None:
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

    monkeypatch.setattr("sightline.casework.concerns.services.submission.append_entry", broken)
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


def test_undone_before_the_run_it_leaves_the_chronology_at_once(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    worried.enter(who, about=child)
    undo_answer(session_of(house_actor()), sequence=Concern.objects.get().sequence, why="Another girl.")
    assert concerns_on(page_of(who, child)) == []


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


def test_those_who_open_nobody_enter_nothing(held: Workspace) -> None:
    for role in ("elected_member", "partnership_executive"):
        with pytest.raises(Refused):
            worried.enter(worried.actor(role, role, "childrens_services"))
    with pytest.raises(Refused):
        worried.enter(house_actor())
    assert ConcernDraft.objects.count() == 0


def test_a_run_as_at_an_earlier_day_does_not_know_it_and_the_page_still_shows_it(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    before = page_of(who, child).total
    worried.enter(who, about=child)
    assert page_of(who, child).total == before + 1
    run(held, as_at=date(2025, 1, 1))
    assert read(held, "SELECT count(*) FROM agency_record WHERE layout = 'sightline_concerns'") == [(0,)]
    assert len(concerns_on(page_of(who, child))) == 1
    run(held)
    assert len(concerns_on(page_of(who, child))) == 1 and page_of(who, child).total == before + 1
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

"""Possible missed opportunities about a child, for this reader's records: the selector, its audit entry, the command."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import reviewed
from support import small_partnership as small
from support.sessions import session_of
from support.small_served import point_at
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope
from sightline.casework.earlier_knowledge.selectors import opportunities
from sightline.casework.earlier_knowledge.selectors.opportunities import read_opportunities, read_review_opportunities
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.review.opportunities.findings import MomentOutcome, OpportunityMoment
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "cli")
WORKER = Actor(Reader("worker", Role.PRACTITIONER, "childrens_services"), "cli")
COUNCILLOR = Actor(Reader("councillor", Role.ELECTED_MEMBER, ""), "cli")
NELL = {"Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"}
OTHERS = ("Ava Quayside", "Bel Rowntree", "Cat Selwyn", "Dot Thornbury", "Eve Umberleigh")
CALL = "closed_without_reason/contact"
SAID = "Sharp words of a referrer that no list repeats"


def contact(who: dict[str, str], day: str, **more: str) -> dict[str, str]:
    return who | {"Event Type": "CONTACT", "Event Date": day, "Entered On": day, "Outcome": "NFA", "Decision Date": day} | more  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nell: two contacts closed without a reason, one of them restricted, and an enquiry. Six others: one each.

    One of the six has an enquiry too.
    """
    folder = tmp_path_factory.mktemp("missed")
    files = folder / "files"
    files.mkdir()
    nell = {"Person ID": "P1", **NELL}
    rows = [contact(nell, "04/03/2024", Text=SAID), contact(nell, "04/06/2024", **{"Sightline Marking": "RESTRICTED"})]
    rows.append(nell | {"Event Type": "S47 START", "Event Date": "04/10/2024", "Entered On": "04/10/2024"})
    for number, name in enumerate(OTHERS, start=2):
        forename, surname = name.split()
        other = {"Person ID": f"P{number}", "Surname": surname, "Forename": forename, "DOB": f"1{number}/06/2009"}
        rows.append(contact(other, "11/03/2024"))
    fay = {"Person ID": "P8", "Surname": "Vale", "Forename": "Fay", "DOB": "18/06/2009"}
    rows += [
        contact(fay, "11/03/2024"),
        fay | {"Event Type": "S47 START", "Event Date": "04/10/2024", "Entered On": "04/10/2024"},
    ]
    visit = {"Event Type": "VISIT", "Event Date": "20/11/2024", "Entered On": "20/11/2024"}
    rows.append({"Person ID": "P9", "Surname": "Later", "Forename": "Lil", "DOB": "01/01/2015"} | visit)
    small.sheet(files / "childrens_services_events.csv", rows)
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    small.make_accounts(folder / "workspace", ["reviewer", "information_governance"])
    return folder / "workspace"


@pytest.fixture(scope="module")
def nell(built: Path) -> str:
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename = 'Nell' GROUP BY 1"
        ((person_id,),) = engine.connection.execute(sql).fetchall()
    finally:
        engine.close()
    return str(person_id)


@pytest.fixture
def served(built: Path, settings: Any) -> None:
    settings.SIGHTLINE_TRAINING = True  # everybody is invented
    point_at(built, settings)


def closed(actor: Actor, person_id: str, **period: date) -> list[OpportunityMoment]:
    page = read_opportunities(session_of(actor), person=person_id, **period)
    return [one for one in page.missed if one.call_id == CALL]


@pytest.mark.usefixtures("served")
def test_the_moments_are_those_of_the_readers_records(nell: str) -> None:
    assert [str(one.known_on) for one in closed(WORKER, nell)] == ["2024-03-04", "2024-06-04"]
    assert [str(one.known_on) for one in closed(OFFICER, nell)] == ["2024-03-04"], "the other is restricted"
    later = closed(WORKER, nell, first=date(2024, 5, 1), last=date(2024, 12, 1))
    assert [str(one.known_on) for one in later] == ["2024-06-04"]


@pytest.mark.usefixtures("served")
def test_each_says_who_had_to_act_by_which_rule_and_what_followed_in_records(nell: str) -> None:
    first, _ = closed(WORKER, nell)
    assert first.agency == "childrens_services" and first.role and first.limit == "1 working day"
    assert first.cited.authority and first.acted_on is None and str(first.due_on) == "2024-03-05"
    assert [(str(one.on), one.is_same_sign) for one in first.afterwards] == [
        ("2024-06-04", True),
        ("2024-10-04", False),
    ]
    assert SAID not in repr(first)


@pytest.mark.usefixtures("served")
def test_the_counter_question_is_counted_over_all_children_and_small_numbers_are_hidden(nell: str) -> None:
    count = read_opportunities(session_of(WORKER), person=nell).counts[CALL]
    assert (count.lacking_no_harm, count.lacking_then_harm, count.taken) == (len(OTHERS), None, 0), (
        "Fay is one, and fewer than 5"
    )


@pytest.mark.usefixtures("served")
def test_who_may_not_open_the_child_is_told_nothing(nell: str) -> None:
    with pytest.raises(NotHere):
        read_opportunities(session_of(OFFICER), person="nobody")
    with pytest.raises(Refused):
        read_opportunities(session_of(COUNCILLOR), person=nell)
    with pytest.raises(Usage):
        read_opportunities(session_of(WORKER), person=nell, first=date(2024, 2, 1), last=date(2024, 1, 1))
    found = read_opportunities(session_of(WORKER), person=nell)
    entry = AuditEntry.objects.latest("sequence")
    assert entry.action == "read_opportunities" and entry.details["moments"] == len(found.moments)


def test_a_review_reads_its_terms_and_counts_other_children(served: None, nell: str, settings: Any) -> None:
    settings.SIGHTLINE_TRAINING = False
    with pytest.raises(Refused):
        read_opportunities(session_of(reviewed.governance()), person=nell)
    review_id = reviewed.review_of([nell], to_on=date(2024, 11, 30))
    page = read_opportunities(session_of(reviewed.author()), person="A", review_id=review_id)
    assert [str(one.known_on) for one in page.missed if one.call_id == CALL] == ["2024-03-04"], "one is restricted"
    assert page.counts[CALL].lacking_no_harm == len(OTHERS)
    reviewed.agree(review_id, "childrens_services")
    page = read_opportunities(session_of(reviewed.author()), person="A", review_id=review_id)
    assert len([one for one in page.missed if one.call_id == CALL]) == 2


def test_moments_and_counts_are_made_once_for_frozen_data_and_anew_when_these_are_built_again(
    served: None, nell: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[bool]()

    def counted(scope: KnowledgeScope, *, of_others: bool = False) -> Any:
        made.append(of_others)
        return open_tables(scope, of_others=of_others)

    monkeypatch.setattr(opportunities, "open_tables", counted)
    review_id = reviewed.review_of([nell])
    session = session_of(reviewed.author())
    first, again = (read_review_opportunities(session, review_id=review_id) for _ in range(2))
    assert made == [False, True] and first.counts == again.counts and first.counts
    assert first.moments == again.moments and first.moments
    monkeypatch.setattr(ReaderSession, "withdrawn", property(lambda _: frozenset({"closed_without_reason"})))
    without = read_review_opportunities(session, review_id=review_id)
    assert made == [False, True] * 2 and CALL in first.counts and CALL not in without.counts
    assert len(without.moments) < len(first.moments)
    (snapshot,) = Workspace(built).snapshots.iterdir()
    (snapshot / "analysis.duckdb").touch()  # built again
    read_review_opportunities(session_of(reviewed.author()), review_id=review_id)
    assert made == [False, True] * 3


def test_what_was_lacking_with_no_harm_recorded_is_listed_on_the_page(built: Path, settings: Any) -> None:
    point_at(built, settings)
    with closing(
        DuckDBEngine(next(Workspace(built).snapshots.iterdir()) / "analysis.duckdb", read_only=True)
    ) as engine:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename = 'Ava' GROUP BY 1"
        ((ava,),) = engine.connection.execute(sql).fetchall()
    review_id = reviewed.review_of([str(ava)])
    page = read_review_opportunities(session_of(reviewed.author()), review_id=review_id)
    assert [one.moment.call_id for one in page.nothing_followed] == [CALL] and not page.missed
    shown = client_of(reviewed.author()).get(reverse("review_opportunities", args=[review_id])).content.decode()
    part = shown.partition("No action in time, and no harm recorded</h2>")[2].partition("<h2")[0]
    assert "In the 365 days after its time" in part and "Child A" in part
    assert reverse("review_moment", args=[review_id, page.nothing_followed[0].moment.moment_id]) in part


def test_the_command_prints_a_report_and_json_lines(built: Path, nell: str) -> None:
    start = ["-w", str(built), "--as"]
    terms = ["--agency", "childrens_services", "--from", "2020-01-01", "--to", "2024-12-31", "--why", reviewed.WHY]
    people = ["--child", nell, "--author", small.username("reviewer")]
    made = small.run_commands(
        [[*start, small.username("information_governance"), "review", "new", "One", *terms, *people]], typed=small.TYPED
    )
    review_id = made.split("Review ")[1].split()[0]
    asked = [*start, small.username("reviewer"), "review", "missed", "A", "--review", review_id]
    text, lines = (
        small.run_commands([each], typed=small.TYPED) for each in (asked, [*asked, "--json", "--why", reviewed.WHY])
    )
    label, _, lines = lines.partition("\n")
    assert "learning review or inquiry" in json.loads(label)["exported"]
    assert "Possible missed opportunities" in text and "2024-03-05" in text and "fewer than 5" in text
    assert "A lead to check, not evidence" in text
    told = [json.loads(line) for line in lines.splitlines()]
    moments = [one for one in told if one["is"] == "moment" and one["call_id"] == CALL]
    assert [one["outcome"] for one in moments] == [str(MomentOutcome.MISSED)]
    assert [(one["limit"], one["timed"]) for one in moments] == [("1 working day", "closed_without_reason")]
    assert moments[0]["source"] in " ".join(text.split()) and "(within" in text
    assert {one["call_id"]: one for one in told if one["is"] == "count"}[CALL]["lacking_no_harm"] == len(OTHERS)
    assert SAID not in text + lines and not any(name.split()[1] in text + lines for name in OTHERS)

"""Working files on the web: opened from a person, a record and an item; each step; two readers' pages; what is kept."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import meeting as made
from support import small_partnership as small
from support import subject_files as files
from support import worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.disruption.services import use_measure
from sightline.casework.escalation.models import Item
from sightline.casework.subject_files.models import SubjectFile
from sightline.casework.subject_files.selectors import record_choice
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.services.files import SubjectFileInput, decide_status, keep_fact
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.store import Workspace
from sightline.web.subject_files.entry_pages import ABOUT, ENTRY_PAGES
from sightline.web.subject_files.presenters import LEAD

FOR = {"purpose": "practice"}
pytestmark = pytest.mark.django_db(transaction=True)
ENTERED = "2026-12-22T16:30:00Z"
NAME_OF_CODE = re.compile(r"[a-z]+(_[a-z]+)+")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("web_concerned"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    for somebody in (made.manager, made.officer, made.school_lead, files.social_worker, files.reviewer):
        somebody()
    return copy


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def boxes(name: str, day: str) -> dict[str, str]:
    """The three boxes of a day, written as 24/12/2026."""
    parts = zip(("day", "month", "year"), day.split("/"), strict=True)
    return {f"{name}_{part}": value for part, value in parts}


def opening(held: Workspace, **more: Any) -> dict[str, Any]:
    return {
        "word": "of_concern", "why": files.WHY, **boxes("on_day", "01/03/2027"), "username": "",
        "record_ids": [files.complaint(held)],
    } | more  # fmt: skip


def open_one(held: Workspace) -> str:
    client = client_of(made.manager())
    page = client.post(reverse("subject_file_open_person", args=[files.man(held)]), opening(held), follow=True)
    assert page.status_code == 200, text(page)
    return str(SubjectFile.objects.latest("pk").file_id)


def step(actor: Actor, file_id: str, what: str, **data: Any) -> Any:
    return client_of(actor).post(reverse("subject_file_add", args=[file_id, what]), data, follow=True)


def test_from_a_person_through_every_step_to_the_end(held: Workspace) -> None:
    mia, record = made.manager(), files.complaint(held)
    client = client_of(mia)
    person = text(client.get(reverse("person", args=[files.man(held)])))
    assert reverse("subject_file_open_person", args=[files.man(held)]) in person
    file_id = open_one(held)
    person = text(client.get(reverse("person", args=[files.man(held)])))
    assert reverse("subject_file", args=[file_id]) in person and "Open a file" not in person
    for what, data, says in (
        ("owner", {"username": "omar"}, "The owner is named"),
        ("next", {"words": files.NEXT, "username": "omar", **boxes("on_day", "08/01/2027")}, "The next step is recorded"),
        ("capacity", {"word": "suspect", "record_ids": [record]}, "Their role in the record is recorded"),
        ("capacity", {"word": "witness", "record_ids": [record]}, "Their role in the record is recorded"),
        ("fact", {"words": files.FACT, "record_ids": [record]}, "The fact is recorded"),
        ("assessment", {"words": files.VIEW, "who": "M. Ito, manager"}, "The professional’s view is recorded"),
        ("review", {"words": "Looked at with police; the flat is still his.", **boxes("on_day", "01/04/2027")}, "kept"),
        ("status", {"word": "under_investigation", "words": "The police took it on under a number of theirs.",
                    **boxes("on_day", "01/04/2027")}, "The decision is recorded"),
    ):  # fmt: skip
        answer = step(mia, file_id, what, **data)
        assert answer.status_code == 200 and says in text(answer), (what, text(answer)[:3000])
    page = text(client.get(reverse("subject_file", args=[file_id])))
    for words in (
        LEAD, files.WHY, files.NEXT, files.FACT, files.VIEW, "The view of M. Ito, manager", "Suspect: nothing is decided",
        "Witness", "Under investigation", "omar", "1 April 2027", "Not yet checked against the guidance",
    ):  # fmt: skip
        assert words in page, words
    gone = step(mia, file_id, "status", word="removed", words="The tenancy is his brother’s; the wrong man was named.")
    assert gone.redirect_chain[-1][0] == reverse("subject_files") and files.MAN not in text(gone)
    assert client.get(reverse("subject_file", args=[file_id])).status_code == 404
    assert "Removed: recorded in error" in text(client_of(files.reviewer()).get(reverse("subject_file_ended")))
    assert "the wrong man was named" in text(client_of(files.reviewer()).get(reverse("subject_file", args=[file_id])))


def test_a_measure_from_the_list_to_its_end(held: Workspace) -> None:
    mia, file_id = made.manager(), open_one(held)
    client, measure = client_of(mia), read_measures()["sexual_risk_order"]
    page = text(client.get(reverse("subject_file", args=[file_id])))
    assert measure.rule.says in page and measure.basis in page
    considered = client.post(
        reverse("subject_file_consider", args=[file_id, "sexual_risk_order"]),
        {"who": "MACE meeting", **boxes("on_day", "01/12/2026"), "words": "It would keep girls away from the flat."},
        follow=True,
    )
    assert "The measure is in the ledger" in text(considered)
    listed = text(client.get(reverse("subject_files")))
    assert "Considered on 1 December 2026. A decision whether to use it is missing" in listed
    entry_id = considered.context["shown"].measures[0].considered.entry_id
    for what, data, says in (
        ("used", {"words": "The magistrates made it on the application of the police", **boxes("on_day", "02/12/2026"),
                  **boxes("to_day", "20/12/2026")}, "the measure is used"),
        ("breach", {"words": "Seen at the flat with two girls by a patrol.", **boxes("on_day", "18/12/2026")},
         "The breach is recorded"),
        ("ended", {"words": "It ran out, and the police asked for another.", **boxes("on_day", "20/12/2026")},
         "has ended"),
    ):  # fmt: skip
        answer = client.post(reverse("subject_file_about", args=[file_id, entry_id, what]), data, follow=True)
        assert answer.status_code == 200 and says in text(answer), (what, text(answer)[:2000])
    page = text(client.get(reverse("subject_file", args=[file_id])))
    assert "Breached on 18 December 2026" in page and "because it was used" not in page


def test_the_page_says_what_the_records_show_after_and_gives_no_cause(held: Workspace) -> None:
    mia = made.manager()
    files.connect(held, ("2024-06-08", False), ("2024-06-09", False), ("2024-06-10", False))
    file_id = files.open_on_thing(mia, held, "vehicle")
    entry = files.consider(mia, file_id, "vehicle_seizure")
    entered = SubjectFileInput(words="Police took the car on the day, uninsured.", on_day=date(2024, 6, 10))
    use_measure(session_of(mia), file_id=file_id, entry_id=entry, entered=entered)
    page = text(client_of(mia).get(reverse("subject_file", args=[file_id])))
    assert "In the 90 days before it began: 3 records, 1 child. In the 90 days after: 1 record, 1 child." in page
    assert "not why. Fewer records may mean that no one looked." in page


def test_what_is_missing_stands_at_its_box(held: Workspace) -> None:
    client = client_of(made.manager())
    url = reverse("subject_file_open_person", args=[files.man(held)])
    for data, says in (
        (opening(held, why="Noted."), "id_why"),
        (opening(held, word=""), "id_word"),
        (opening(held, **boxes("on_day", "01/09/2027")), "not after 22 June 2027"),
        (opening(held, record_ids=[]), "id_record_ids"),
        (opening(held, username="nobody"), "id_username"),
    ):
        page = client.post(url, data)
        assert page.status_code == 400 and says in text(page), text(page)[:2000]
    assert not SubjectFile.objects.exists()


def test_other_records_are_asked_for_and_what_was_written_and_ticked_stays(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_choice, "PART", 2)
    client, url = client_of(made.manager()), reverse("subject_file_open_person", args=[made.wren(held)])
    choose = client.get(url).context["choose"]
    first = choose.records[0].record_id
    written = opening(held, why=files.CHILD_WHY, as_a_child=files.AS_A_CHILD, record_ids=[first], records_part="1")
    page = client.post(url, written | {"part": "2"})
    assert page.status_code == 200 and not SubjectFile.objects.exists()
    shown = text(page)
    assert files.CHILD_WHY in shown and files.AS_A_CHILD in shown and "govuk-error" not in shown
    assert f'value="{first}" checked' in shown and 'value="2027"' in shown and 'value="of_concern" checked' in shown
    second = page.context["choose"].records[0].record_id
    assert second != first and f'value="{second}" checked' not in shown
    year = choose.years[0]
    page = client.post(url, written | {"record_ids": [first, second], "look": "1", "records_year": year})
    assert {first, second} <= {one.record_id for one in page.context["choose"].shown}
    opened = client.post(url, written | {"record_ids": [first, second], "records_year": year}, follow=True)
    assert "The file is open" in text(opened)
    assert {first, second} <= set(SubjectFile.objects.get().record_ids)
    fact = reverse("subject_file_add", args=[SubjectFile.objects.get().file_id, "fact"])
    page = client.post(fact, {"words": files.FACT, "part": "2", "records_part": "1"})
    assert page.status_code == 200 and files.FACT in text(page) and page.context["choose"].part == 2
    last = page.context["choose"].records[-1].record_id
    kept = client.post(fact, {"words": files.FACT, "record_ids": [last], "records_part": "2"}, follow=True)
    assert "The fact is recorded" in text(kept)


def test_from_a_record_that_names_a_place_a_vehicle_a_phone_and_a_man(held: Workspace) -> None:
    client, record = client_of(made.officer()), files.complaint(held)
    assert reverse("subject_file_open_record", args=[record]) in text(client.get(reverse("record", args=[record])))
    url = reverse("subject_file_open_record", args=[record])
    page = text(client.get(url))
    for words in ("Place: 12 Mill Court", "Vehicle: ZZ10 AAA", "Phone: 07700 900123", f"Person: {files.MAN}"):
        assert words in page, words
    place = files.mention(held, record, "place")
    data = {"about": place, "word": "of_concern", "why": files.WHY, **boxes("on_day", "01/03/2027"), "username": "omar"}
    page = client.post(url, data, follow=True)
    assert "The file is open" in text(page) and "Place of concern" in text(page)
    again = client.post(url, data, follow=True)
    assert "There is already a file on this" in text(again)
    assert SubjectFile.objects.count() == 1


def test_a_childs_page_says_first_that_they_are_a_child(held: Workspace) -> None:
    client = client_of(made.manager())
    url = reverse("subject_file_open_person", args=[made.wren(held)])
    visit = made.record(held, "childrens_services_events/visit")
    data = opening(held, why=files.CHILD_WHY, record_ids=[visit])
    refused = client.post(url, data)
    assert refused.status_code == 400 and "id_as_a_child" in text(refused)
    page = text(client.post(url, data | {"as_a_child": files.AS_A_CHILD}, follow=True))
    assert "This is a child, aged 16" in page
    assert page.index("This is a child") < page.index(files.AS_A_CHILD) < page.index(files.CHILD_WHY)
    assert "A child first. The file: of concern" in page and "Person of concern" not in page
    assert "Referral as a possible victim of slavery" in page and "Sexual risk order" not in page
    file_id = SubjectFile.objects.get().file_id
    assert client.get(reverse("subject_file_add", args=[file_id, "child"])).status_code == 200


@pytest.mark.parametrize("who", [made.school_lead, files.social_worker])
def test_who_has_no_part_in_it_finds_no_door(held: Workspace, who: Any) -> None:
    file_id, client = open_one(held), client_of(who())
    assert client.get(reverse("subject_file", args=[file_id])).status_code in (403, 404)
    assert client.get(reverse("subject_file_open_person", args=[files.man(held)])).status_code == 403
    page = client.get(reverse("person", args=[files.man(held)]))
    assert file_id not in text(page) and "file on this person" not in text(page).lower()
    for what in ENTRY_PAGES:
        assert client.get(reverse("subject_file_add", args=[file_id, what])).status_code in (403, 404), what


def test_two_readers_pages_and_downloads_are_their_own(held: Workspace) -> None:
    officer = made.officer()
    secret = files.open_on_man(
        officer, held, record_ids=(made.restricted_police(held),), why=f"Planted why. {files.WHY}"
    )
    mine = open_one(held)
    keep_fact(
        session_of(officer), file_id=mine,
        entered=SubjectFileInput(words="Planted words of police about the flat", record_ids=(made.restricted_police(held),)),
    )  # fmt: skip
    urls = [
        reverse("subject_files"), reverse("subject_file", args=[mine]), reverse("subject_file_register"),
        reverse("subject_file_ledger"), reverse("person", args=[files.man(held)]), reverse("home"),
    ]  # fmt: skip
    hers, theirs = ("".join(text(client_of(who).get(url)) for url in urls) for who in (made.manager(), officer))
    assert "Planted" not in hers and secret not in hers and mine in hers
    assert "Planted words" in theirs and secret in theirs and mine in theirs
    assert client_of(made.manager()).get(reverse("subject_file", args=[secret])).status_code == 404


def test_the_downloads_are_whole_inert_and_audited(held: Workspace) -> None:
    mia = made.manager()
    file_id = files.open_on_man(mia, held, why=f"=1+1 {files.WHY}", owner="omar")
    files.consider(mia, file_id, "sexual_risk_order")
    client = client_of(mia)
    assert "Choose what the file is for" in client.post(reverse("subject_file_register")).content.decode()
    register = client.post(reverse("subject_file_register"), FOR)
    assert register["Content-Type"].startswith("text/csv") and "attachment" in register["Content-Disposition"]
    label, _, table = register.content.decode("utf-8-sig").partition("\n")
    assert label.startswith("# Exported by mia on ") and "for: audit of practice" in label
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["File (ID)"], row["Name"], row["Status"], row["Owner"]) == (file_id, files.MAN, "Of concern", "omar")
    assert row["Why"].startswith("'=1+1") and row["Note"] == LEAD
    assert row["About"] == "Person" and row["Overdue or missing"].startswith("A measure was considered on 1 December")
    ledger = client.post(reverse("subject_file_ledger"), FOR).content.decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(ledger.partition("\n")[2]))
    assert (line["Measure"], line["Overdue or missing"]) == (
        "Sexual risk order",
        "Decision whether to use it is missing",
    )
    assert line["How we know the law"] == "Read in the law or on the official page"
    assert not [cell for cell in (*row, *row.values(), *line, *line.values()) if NAME_OF_CODE.fullmatch(cell)]
    entry = AuditEntry.objects.filter(action="export_disruption_ledger").latest("sequence")
    said = {"table": "disruption_ledger", "rows": 1, "purpose": "practice", "people": 1}
    assert entry.details == said and f"working_file:{file_id}" in entry.ids


def test_a_download_says_that_it_is_a_lead_also_where_it_is_empty_and_names_a_child_as_one(held: Workspace) -> None:
    mia, names = made.manager(), ("subject_file_register", "subject_file_ledger")

    def rows(name: str) -> list[dict[str, str]]:
        content = client_of(mia).post(reverse(name), FOR).content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(content.partition("\n")[2])))

    for name in names:
        (row,) = rows(name)
        assert [value for value in row.values() if value] == [LEAD] and next(iter(row)) == "Note"
    child = files.open_on_child(mia, held)
    files.open_on_thing(mia, held, "place")
    of = {row["About"]: row for row in rows("subject_file_register")}
    assert (of["Person"]["Child"], of["Person"]["Status"]) == ("Yes", "A child first. The file: named in records")
    assert (of["Place"]["Child"], of["Place"]["Status"]) == ("", "Of concern")
    files.consider(mia, child, "nrm_referral")
    assert [row["Child"] for row in rows("subject_file_ledger")] == ["Yes", ""]


def test_the_day_of_an_example_has_come_where_the_day_asked_for_must_have(held: Workspace) -> None:
    mia = made.manager()
    file_id = files.open_on_man(mia, held)
    entry = files.consider(mia, file_id, "sexual_risk_order")
    client = client_of(mia)
    breach = text(client.get(reverse("subject_file_about", args=[file_id, entry, "breach"])))
    step = text(client.get(reverse("subject_file_add", args=[file_id, "next"])))
    assert "For example, 8 12 2026" in breach and "For example, 5 1 2027" in step  # it is 22 December 2026


def test_every_page_says_that_it_is_a_lead_to_check(held: Workspace) -> None:
    mia = made.manager()
    file_id = open_one(held)
    entry = files.consider(mia, file_id, "sexual_risk_order")
    client = client_of(mia)
    urls = [reverse("subject_files"), reverse("subject_file", args=[file_id]),
            reverse("subject_file_open_record", args=[files.complaint(held)]),
            reverse("subject_file_consider", args=[file_id, "gang_injunction"]),
            *(reverse("subject_file_add", args=[file_id, what]) for what in ENTRY_PAGES if what != "child"),
            *(reverse("subject_file_about", args=[file_id, entry, what]) for what in ABOUT)]  # fmt: skip
    for url in urls:
        page = client.get(url)
        assert page.status_code == 200 and LEAD in text(page), url
    assert LEAD in text(client_of(files.reviewer()).get(reverse("subject_file_ended")))


def test_what_climbs_leads_to_its_file_and_home_tells_the_analyst(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fill_ladder()
    file_id = open_one(held)
    home = text(client_of(files.analyst()).get(reverse("home")))
    assert reverse("subject_file", args=[file_id]) in home
    set_clock(monkeypatch, "2027-01-04T08:00:00Z")
    run_tick(session_of(house_actor()), now="2027-01-04T08:00:00Z")
    item = Item.objects.get(source="unowned")
    page = text(client_of(people["team_manager"]).get(reverse("item", args=[item.item_id])))
    assert reverse("subject_file", args=[file_id]) in page and "A file on a person or place has no owner" in page


def test_what_is_found_and_what_is_around_lead_to_the_file_until_a_decision_takes_it_off(held: Workspace) -> None:
    mia = made.manager()
    files.connect(held, ("2024-06-08", False), ("2024-06-09", False))
    (car,) = made.ask(held, "SELECT thing_id FROM thing WHERE value = 'ZZ10AAA'")
    man, vehicle = open_one(held), files.open_on_thing(mia, held, "vehicle")

    def pages(who: Actor) -> str:
        client = client_of(who)
        client.post(reverse("find"), {"name": "Jay Coleman"})
        return text(client.get(reverse("found"))) + text(client.get(reverse("network", args=["vehicle", car])))

    deadlines = reverse("person_deadlines", args=[files.man(held)])
    assert f"{deadlines}#working-files" in pages(mia) and reverse("subject_file", args=[vehicle]) in pages(mia)
    for other in (files.social_worker(), made.school_lead()):
        shown = pages(other).lower()
        assert "there is a file" not in shown and "file on a person" not in shown
    for file_id in (man, vehicle):
        decide_status(
            session_of(mia),
            file_id=file_id,
            entered=SubjectFileInput(word="no_longer", words="Sold in May; its new owner lives far away."),
        )
    assert "#working-files" not in pages(mia) and reverse("subject_file", args=[vehicle]) not in pages(mia)


def test_the_measures_are_listed_with_their_sources(held: Workspace) -> None:
    page = text(client_of(made.manager()).get(reverse("subject_file_measures")))
    for one in read_measures().values():
        assert one.rule.label in page
        assert not one.rule.citation or one.rule.citation.url in page
    unchecked = sum(one.rule.status == "unverified" for one in read_measures().values())
    assert page.count("Not yet checked against the guidance.") == unchecked and "Unverified" not in page
    assert page.count('summary-text">Why this rule') == len(read_measures())

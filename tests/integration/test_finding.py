"""One box: each reader finds by what visible records say alone, with why, and learns nothing of any other record."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from support import held
from support.sessions import session_of

from sightline.casework.audit.id_hashes import hash_id, hash_named
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.serving import need_snapshot
from sightline.casework.finding.pages import FoundPage
from sightline.casework.finding.selectors import find_all
from sightline.casework.finding.spelling import visible_words
from sightline.casework.people.pages.people import SearchTerms
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.schema import FACT
from sightline.model.visibility import Reader
from sightline.sharing import row_filter
from sightline.store import Workspace
from sightline.store.snapshot_reader import open_store

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "web")
TEACHER = Actor(Reader("teacher", Role.SCHOOL_LEAD, "school", "Elm School"), "web")
COUNCILLOR = Actor(Reader("councillor", Role.ELECTED_MEMBER, ""), "web")
NOBODY_HAS = "Zzyzxq"
# What only the clinic's restricted records say: a name, its beginning, near it; a row beside an open one; words; a phone.
OF_THE_CLINIC = (
    "Secretname",
    "Secre",
    "Secretnam",
    "Aoife Secretnmae",
    "secret clinic",
    "07700 900123",
    "999 000 0018",
    "HC24/00002",
    "1 February 2024",
)


@pytest.fixture(autouse=True)
def snapshot(workspace: Workspace) -> None:
    held.serve_snapshot(workspace)


def look(actor: Actor, asked: str | SearchTerms) -> FoundPage:
    return find_all(session_of(actor), asked=asked)


def ways(page: FoundPage) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(one.person.name if one.person else "", [(why.how, why.what) for why in one.why]) for one in page.people]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Aoife Brien", ("name", "")),
        ("aoif", ("name", "")),
        ("Aoife Bryen", ("spelt", "")),
        ("Aiofe Ó Brien", ("spelt", "")),
        ("Eefa Breen", ("spelt", "")),
        ("Brien 2010", ("name", "")),
        ("4 5 2010", ("key", "birth_date")),
        ("born 4 May 2010", ("key", "birth_date")),
        ("born in 2010", ("key", "birth_date")),
        ("A123456789012", ("key", "upn")),
        ("AB12CDE", ("key", "vehicle")),
        ("ab12 cde", ("key", "vehicle")),
        ("want home", ("text", "childs_words")),
    ],
)
def test_each_kind_of_thing_finds_her_and_says_why(typed: str, why: tuple[str, str]) -> None:
    found = ways(look(OFFICER, typed))
    assert [name for name, _ in found] == ["Aoife Ó Brien"] and found[0][1][0] == why


@pytest.mark.parametrize("typed", ("Brien 2011", "born in 1999", "Brown 2010"))
def test_another_year_or_an_unlike_name_finds_nobody(typed: str) -> None:
    assert ways(look(OFFICER, typed)) == []


def test_a_date_that_is_nobodys_birth_date_finds_the_events_of_that_day_that_one_may_see() -> None:
    page = look(OFFICER, "1 January 2024")
    assert ways(page) == [("Aoife Ó Brien", [("day", "note")])] and page.kinds == ("birth_date", "day")
    assert [part.words for part in page.people[0].why[0].snippet] == ["Noted: seen by an officer"]
    clinics_day = "01/02/2024"
    assert ways(look(OFFICER, clinics_day)) == [] and len(ways(look(NURSE, clinics_day))) == 1
    born = look(OFFICER, "4 5 2010")
    assert born.kinds == ("birth_date",) and set(ways(born)[0][1]) == {("key", "birth_date")}
    assert look(OFFICER, SearchTerms(birth_date=date(2024, 1, 1))).people == (), "the form box by box asks for a birth"


def test_the_reference_of_a_record_finds_those_whom_it_names(workspace: Workspace) -> None:
    assert ways(look(OFFICER, "mp24/00001")) == [("Aoife Ó Brien", [("key", "reference")])]
    assert ways(look(NURSE, "MP2400001")) == [("Aoife Ó Brien", [("key", "reference")])]
    assert ways(look(OFFICER, "HC24/00002")) == [] and len(ways(look(NURSE, "HC24/00002"))) == 1


def test_words_in_notes_are_shown_with_what_was_looked_for_marked() -> None:
    page = look(OFFICER, "Officers SEEN")
    assert {one.person.name for one in page.people if one.person} == {"Aoife Ó Brien", "Ben Hale"}
    for one in page.people:
        (why, *_) = one.why
        assert (why.how, why.what, why.record_id != "") == ("text", "note", True)
        assert [part.words for part in why.snippet if part.is_hit] == ["seen", "officer"]


def test_the_excerpt_shows_all_that_was_looked_for_however_the_record_writes_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = " and so on" * 40
    note = f"Zoë waits in a VAN, UK12 ZZA,{far} from 12 High St, SO1 4AB;{far} her phone is 07700 900456, NHS 943-476-5919."
    rows = held.tables()
    for fact in rows[FACT]:
        if fact["record_id"] == held.record_of("ben"):
            fact["what"] = note
    monkeypatch.setattr(held, "tables", lambda: rows)
    held.serve_snapshot(workspace, anew=True)
    for typed, shown in (
        ("UK12 ZZA", ["UK12 ZZA"]), ("uk12zza", ["UK12 ZZA"]), ("+447700900456", ["07700 900456"]),
        ("9434765919", ["943-476-5919"]), ("12 High Street SO14AB", ["12", "High", "St", "SO1 4AB"]),
        ("zoe van", ["Zoë", "VAN"]), ("waiting vans", ["waits", "VAN"]), ("zoe phone", ["Zoë", "phone"]),
    ):  # fmt: skip
        (why,) = [why for one in look(OFFICER, typed).people for why in one.why if why.snippet and why.how == "text"]
        words = "".join(part.words for part in why.snippet)
        assert [part.words for part in why.snippet if part.is_hit] == shown, (typed, words)
        assert len(words) < 400 and words.replace(" … ", "").strip("…") != note, typed


def test_a_number_or_another_form_of_a_name_is_shown_as_the_record_has_it() -> None:
    client = Client()
    client.force_login(Account.objects.create(username="officer", role="practitioner", agency="police"))
    for typed, says in (
        ("ab12cde", "Vehicle: <q><mark>AB12 CDE</mark></q>"),
        ("4/5/2010", "Birth date: <q><mark>4 May 2010</mark></q>"),
        ("mp24/00001", "Reference of a record: <q><mark>MP2400001</mark></q>"),
        ("aofie brien", "Name, spelt differently: <q><mark>Aoife</mark> Ó <mark>Brien</mark></q>"),
    ):
        assert says in client.post(reverse("find"), {"typed": typed}, follow=True).content.decode(), typed


def test_exact_comes_before_misspelt_and_names_before_words() -> None:
    assert [name for name, _ in ways(look(OFFICER, "Ben"))] == ["Ben Hale"]
    assert ways(look(OFFICER, "Bem Hale")) == [("Ben Hale", [("spelt", "")])]
    assert ways(look(NURSE, "Ben Hale"))[0] == ("Ben Hale", [("name", "")])


@pytest.mark.parametrize("typed", OF_THE_CLINIC)
def test_the_clinic_finds_what_is_its_own(typed: str) -> None:
    assert [name for name, _ in ways(look(NURSE, typed))] == ["Aoife Ó Brien"]


@pytest.mark.parametrize("typed", (*OF_THE_CLINIC, "Hiddenrow", "Hiddenrw", "Sealed Name", "Seeled", "sealed words"))
@pytest.mark.parametrize("actor", (OFFICER, TEACHER))
def test_what_others_keep_is_answered_like_what_nobody_has(actor: Actor, typed: str) -> None:
    page, nobody = look(actor, typed), look(actor, NOBODY_HAS)
    assert (page.people, page.more, page.perhaps) == (nobody.people, nobody.more, nobody.perhaps) == ((), False, ())


@pytest.mark.parametrize("actor", (OFFICER, NURSE, TEACHER))
def test_a_sealed_identity_and_a_protected_address_are_found_by_nobody(actor: Actor) -> None:
    for typed in ("Sealed Name", "Seald", "sealed words", "1 Elm Row", '"elm row"'):
        assert look(actor, typed).people == (), typed


def test_names_are_compared_with_visible_names_alone(workspace: Workspace) -> None:
    """So a hidden name costs no time either."""
    snapshot = need_snapshot(workspace)
    with open_store(snapshot.serve_file) as store:
        words = {
            actor: set(visible_words(snapshot=snapshot, store=store, sight=row_filter(reader=actor.reader)))
            for actor in (OFFICER, NURSE, TEACHER)
        }
    assert words[OFFICER] == {"aoife", "o", "brien", "ben", "hale"} and words[TEACHER] == {"aoife", "o", "brien"}
    assert words[NURSE] == words[OFFICER] | {"secretname", "hiddenrow"}


def test_the_audit_has_whom_and_which_records_and_no_word_of_what_was_typed() -> None:
    look(OFFICER, "Aoife Bryen 4/5/2010")
    look(OFFICER, "seen officer")
    name, words = AuditEntry.objects.order_by("sequence").values_list("action", "details", "ids")
    assert name == ("find_people", {"filled": ["birth_date", "name"]}, hash_named([f"person:{held.AOIFE}"]))
    assert words[1] == {"filled": ["name", "words"]}
    assert {f"record:{hash_id(held.record_of(key))}" for key in ("school", "ben")} < set(words[2])
    with pytest.raises(Refused):
        look(COUNCILLOR, "Aoife")


def test_the_box_is_on_every_page_and_what_was_typed_is_in_no_address() -> None:
    client = Client()
    client.force_login(Account.objects.create(username="officer", role="practitioner", agency="police"))
    home = client.get(reverse("home")).content.decode()
    assert home.count('role="search"') == 1 and f'action="{reverse("find")}"' in home
    posted = client.post(reverse("find"), {"typed": "Aoife Bryen"})
    assert (posted.status_code, posted["Location"]) == (302, reverse("found"))
    for _ in range(2):  # reading them again is safe
        page = client.get(reverse("found")).content.decode()
        assert "Name, spelt differently" in page and "<title>People found – Sightline</title>" in page
    assert client.post(reverse("find"), {"typed": ""}).status_code == 400
    client.force_login(Account.objects.create(username="member", role="elected_member"))
    assert 'role="search"' not in client.get(reverse("home")).content.decode()

"""Insiders: a look at one's own name tells information governance and nobody else; a watch is silent and audited."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support import small_partnership as small
from support.every_address import wren
from support.sessions import session_of
from support.small_served import serve

from sightline.casework import insiders
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.pages import AuditPage, AuditQuestion
from sightline.casework.audit.selectors import list_audit
from sightline.casework.audit.silent_acts import SILENT
from sightline.casework.blind_questions.pages import NewAsk
from sightline.casework.blind_questions.services import ask_who_knows, send_signal
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.insiders import hash_key
from sightline.casework.insiders.models import DeclaredDetail, InsiderLook
from sightline.casework.insiders.pages import DeclaredAs, LookOutcome, NewDeclared, NewWatch, WatchPurpose
from sightline.casework.insiders.selectors import list_own_looks, list_watches, read_declared, read_watch
from sightline.casework.insiders.services import (
    declare_person,
    end_watch,
    look_into,
    remove_declared,
    review_watch,
    set_watch,
)
from sightline.casework.named_adults.pages import NewNamedAdult
from sightline.casework.named_adults.services import ask_whether_safe
from sightline.casework.networks.selectors.endpoints import find_ends
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.posts.services.posts import set_post
from sightline.casework.readership.pages import ReadershipQuestion
from sightline.casework.readership.selectors import list_readership
from sightline.casework.subject_access.pages import NewRequest, RequestRelation
from sightline.casework.subject_access.services import enter_request
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "The manager asked on Monday, after a call from the family."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("insiders"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    Account.objects.create(username="second_ig", role="information_governance")
    return serve(built, settings)


def actor(role: str) -> Actor:
    return actor_for_username(small.username(role))


def governance() -> Actor:
    return actor("information_governance")


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=small.username(role)))
    return client


def declare(role: str, who: DeclaredAs = DeclaredAs.OWN, **details: str) -> str:
    one = actor(role)
    return declare_person(session_of(one), number=one.account_id or 0, declared=NewDeclared(who, **details))


def wrens(served: Workspace, what: str) -> str:
    """What a record says of Wren: a name, an address."""
    with session_of(governance()).need_current() as (_, store):
        rows = store.said(person_ids=[wren(served)], sight=session_of(governance()).sight)
        return next(row["value"] for row in rows if row["what"] == what)


def search(client: Client, typed: str) -> bytes:
    return client.post(reverse("find"), {"typed": typed}, follow=True).content


def open_looks() -> list[tuple[str, str, tuple[str, ...], str]]:
    page = list_own_looks(session_of(governance()))
    return [(one.username, one.declared_as, one.kinds, one.how) for one in page.groups]


def without_tokens(content: bytes) -> bytes:
    import re

    return re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b"", content)


def test_opening_a_person_of_ones_own_name_tells_governance_and_not_the_holder(served: Workspace) -> None:
    declare("practitioner", name=wrens(served, "name"))
    signed_in("practitioner").get(reverse("person", args=[wren(served)]))
    assert open_looks() == [(small.username("practitioner"), "own", ("name",), "opened")]
    told = set(Notice.objects.filter(kind=NoticeKind.INSIDER).values_list("account__username", flat=True))
    assert told == {small.username("information_governance"), "second_ig"}
    work = {one.page: one for one in count_work(session_of(governance()))}
    assert work["own_looks"].count == 1
    assert work["own_looks"].oldest_at


def test_searching_for_ones_own_name_tells_governance_although_nobody_is_found(served: Workspace) -> None:
    declare("practitioner", name="Zebedee Quillfeather", phone="01632 960 777")
    declare("practitioner", DeclaredAs.RELATIVE, name="Ana Quillfeather")
    client = signed_in("practitioner")
    search(client, "quillfeather")
    search(client, "Zara Quillfeather")
    assert open_looks() == []
    search(client, "QUILLFEATHER zebedee")
    assert open_looks() == [(small.username("practitioner"), "own", ("name",), "searched")]
    search(client, "01632 960777")
    search(client, "ana quillfeather")
    assert {(who, kinds) for _, who, kinds, _ in open_looks()} == {("own", ("name", "phone")), ("relative", ("name",))}


def test_a_declared_name_that_is_typed_in_a_question_a_signal_or_the_network_counts_as_a_search(
    served: Workspace,
) -> None:
    declare("practitioner", name="Zebedee Quillfeather")
    declare("analyst", name="Zebedee Quillfeather")
    ask = NewAsk("Zebedee Quillfeather", clock.today() - timedelta(days=3650), "Nia, nurse", "01632 960 200")
    mine = InsiderLook.objects.filter(username=small.username("practitioner"), how="searched")
    send_signal(session_of(actor("practitioner")), ask=ask)
    assert mine.count() == 1
    ask_who_knows(session_of(actor("practitioner")), ask=replace(ask, worry="worried"))
    assert mine.count() == 2
    find_ends(session_of(actor("analyst")), text="Quillfeather Zebedee")
    assert {name for name, *_ in open_looks()} == {small.username("practitioner"), small.username("analyst")}
    other = replace(ask, name="Zara Quillfeather", worry="worried")
    looks = InsiderLook.objects.count()
    ask_who_knows(session_of(actor("practitioner")), ask=other)
    assert InsiderLook.objects.count() == looks


def test_a_declared_name_that_governance_types_as_whose_data_or_as_an_adult_counts_as_a_search(
    served: Workspace,
) -> None:
    declare("information_governance", name="Zebedee Quillfeather")
    who = actor("information_governance")
    mine = InsiderLook.objects.filter(username=who.reader.username, how="searched")
    request = NewRequest("police", RequestRelation.OWN, clock.today(), "Ann Asker", "Zebedee Quillfeather", "By letter")
    enter_request(session_of(who), request=request)
    assert mine.count() == 1
    why = "His daughter’s file names him as a risk to her."
    ask_whether_safe(session_of(who), adult=NewNamedAdult("", "Zebedee Quillfeather", why))
    assert mine.count() == 2
    enter_request(session_of(who), request=replace(request, about="Zara Quillfeather"))
    ask_whether_safe(session_of(who), adult=NewNamedAdult("", "Zara Quillfeather", why))
    assert mine.count() == 2


def test_search_results_that_show_a_declared_relative_tell_governance_once_a_day(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = wrens(served, "name").split()
    declare("practitioner", DeclaredAs.RELATIVE, name=f"{first} {last}")
    client = signed_in("practitioner")
    for _again in range(2):
        assert last.encode() in search(client, first)
    assert open_looks() == [(small.username("practitioner"), "relative", ("name",), "found")]
    look = InsiderLook.objects.get()
    assert look.person_id == hash_id(wren(served))
    page = signed_in("information_governance").get(reverse("own_looks")).content.decode()
    assert "Search results showed the reader a relative they declared." in page
    assert "opened records" not in page
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    search(signed_in("practitioner"), first)
    assert InsiderLook.objects.count() == 2


def test_the_page_is_the_same_byte_for_byte_and_asks_the_same_whether_or_not_a_look_is_listed(
    served: Workspace,
) -> None:
    client, url = signed_in("practitioner"), reverse("person", args=[wren(served)])
    search(client, "zebedee quillfeather")
    client.get(url)
    before = without_tokens(client.get(url).content), without_tokens(client.get(reverse("found")).content)
    declare("practitioner", name="Zebedee Quillfeather")
    declare("practitioner", DeclaredAs.RELATIVE, name=wrens(served, "name"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        after = without_tokens(client.get(url).content)
    found = without_tokens(client.get(reverse("found")).content)
    assert (after, found) == before
    assert len(open_looks()) == 2
    assert not any("insiderlook" in one["sql"].lower() and one["sql"].startswith("SELECT") for one in asked)
    for name in ("home", "notices", "own_declared"):
        assert b"insiders/" not in client.get(reverse(name), follow=True).content
    assert client.get(reverse("own_looks")).status_code == 403


def test_a_look_at_somebody_else_is_not_listed_and_another_readers_declaration_counts_for_them_alone(
    served: Workspace,
) -> None:
    declare("practitioner", name="Zebedee Quillfeather", address="1 Nowhere Street, ZZ99 9ZZ")
    declare("analyst", name=wrens(served, "name"))
    signed_in("practitioner").get(reverse("person", args=[wren(served)]))
    assert open_looks() == []


def test_what_is_declared_is_in_no_table_no_page_and_no_audit_row(served: Workspace) -> None:
    declare("practitioner", name="Zebedee Quillfeather", address="1 Nowhere Street, ZZ99 9ZZ", phone="01632 960 777")
    rows = [*AuditEntry.objects.values(), *Decision.objects.values(), *DeclaredDetail.objects.values()]
    said = json.dumps(rows, default=str).lower()
    content = signed_in("practitioner").get(reverse("own_declared")).content.decode().lower()
    for canary in ("zebedee", "quillfeather", "nowhere", "zz99", "960777", "960 777"):
        assert canary not in said
        assert canary not in content
    assert "set on" in content
    key = json.loads((served.root / hash_key.INSIDERS_FILE).read_text())
    assert key["key"] not in said


def test_details_set_again_are_replaced_and_the_earlier_still_count(served: Workspace) -> None:
    first = declare("practitioner", name=wrens(served, "name"))
    declare("practitioner", name="Zebedee Quillfeather")
    one = actor("practitioner")
    lines = read_declared(session_of(one), number=one.account_id or 0).lines
    assert {line.entry_id: line.is_replaced for line in lines}[first]
    signed_in("practitioner").get(reverse("person", args=[wren(served)]))
    assert len(open_looks()) == 1
    with pytest.raises(Refused):
        remove_declared(session_of(one), entry_id=first, words=WHY)
    remove_declared(session_of(governance()), entry_id=first, words=WHY)
    assert not DeclaredDetail.objects.filter(entry_id=first).exists()


@pytest.mark.parametrize(
    "details", [{}, {"name": "Quillfeather"}, {"phone": "12"}, {"address": "Nowhere Street"}], ids=str
)
def test_details_that_cannot_be_compared_are_refused(served: Workspace, details: dict[str, str]) -> None:
    one = actor("practitioner")
    with pytest.raises(Usage):
        declare_person(session_of(one), number=one.account_id or 0, declared=NewDeclared(DeclaredAs.OWN, **details))


def test_nobody_declares_for_another_but_governance(served: Workspace) -> None:
    number = actor("analyst").account_id or 0
    new = NewDeclared(DeclaredAs.OWN, name="Zebedee Quillfeather")
    with pytest.raises(Refused):
        declare_person(session_of(actor("practitioner")), number=number, declared=new)
    assert declare_person(session_of(governance()), number=number, declared=new)


def test_a_look_of_governance_itself_is_seen_by_a_colleague_alone(served: Workspace) -> None:
    declare("information_governance", name=wrens(served, "name"))
    signed_in("information_governance").get(reverse("person", args=[wren(served)]))
    assert open_looks() == []
    (look,) = InsiderLook.objects.all()
    with pytest.raises(Refused):
        look_into(session_of(governance()), number=look.pk, outcome=LookOutcome.NO_CONCERN, words=WHY)
    colleague = session_of(actor_for_username("second_ig"))
    assert [one.username for one in list_own_looks(colleague).groups] == [small.username("information_governance")]
    assert [one.account.username for one in Notice.objects.filter(kind=NoticeKind.INSIDER)] == ["second_ig"]


def test_looks_are_looked_into_as_one_and_the_next_is_listed_again(served: Workspace) -> None:
    declare("practitioner", name=wrens(served, "name"))
    client = signed_in("practitioner")
    for _ in range(3):
        client.get(reverse("person", args=[wren(served)]))
    (group,) = list_own_looks(session_of(governance())).groups
    assert group.count == 3
    url = reverse("own_look", args=[group.number])
    page = signed_in("information_governance").get(url).content.decode()
    assert small.username("practitioner") in page
    signed_in("information_governance").post(url, {"outcome": "no_concern", "words": WHY})
    assert open_looks() == []
    assert WHY in signed_in("information_governance").get(reverse("own_looks")).content.decode()
    client.get(reverse("person", args=[wren(served)]))
    assert len(open_looks()) == 1
    assert Notice.objects.filter(kind=NoticeKind.INSIDER, account__username="second_ig").count() == 2


def watch_of(served: Workspace, days: int = 30) -> str:
    watch = NewWatch(WatchPurpose.NEWS, WHY, clock.today() + timedelta(days=days))
    return set_watch(session_of(governance()), person_id=wren(served), watch=watch)


def test_each_opening_and_search_of_a_watched_person_is_listed_and_nobody_else_learns_of_it(served: Workspace) -> None:
    client, url = signed_in("manager"), reverse("person", args=[wren(served)])
    client.get(url)
    before = without_tokens(client.get(url).content)
    watch_id = watch_of(served)
    assert without_tokens(client.get(url).content) == before
    search(signed_in("analyst"), wrens(served, "name"))
    shown = read_watch(session_of(governance()), entry_id=watch_id)
    assert {(one.username, one.how) for one in shown.groups} >= {
        (small.username("manager"), "opened"),
        (small.username("analyst"), "searched"),
    }
    assert {one.page: one.count for one in count_work(session_of(governance()))}["watches"] >= 0
    for role in ("manager", "analyst", "operator"):
        other = signed_in(role)
        assert other.get(reverse("watches")).status_code == 403
        assert other.get(reverse("watch", args=[watch_id])).status_code in (403, 404)
    assert not Notice.objects.filter(kind=NoticeKind.INSIDER).exclude(account__role="information_governance").exists()


def test_the_audit_log_tells_the_operator_of_no_watch_of_no_look_into_it_and_of_no_reason(served: Workspace) -> None:
    watch_id = watch_of(served)
    signed_in("information_governance").get(reverse("watch", args=[watch_id]))
    assert signed_in("operator").get(reverse("watches")).status_code == 403

    def read(who: Actor, **asked: str) -> AuditPage:
        return list_audit(session_of(who), question=AuditQuestion(**asked), limit=500)

    assert {"set_watch", "read_watch"} <= {one.action for one in read(governance()).lines}
    for page in (
        read(actor("operator")),
        read(actor("operator"), action="set_watch"),
        read(actor("operator"), about=watch_id),
    ):
        assert not SILENT & ({one.action for one in page.lines} | set(page.actions))
        assert watch_id not in str([one.ids for one in page.lines]) and not any(one.reason for one in page.lines)


@pytest.mark.parametrize("by", ["person", "prefix", "record"])
def test_to_ask_the_audit_log_about_a_person_is_a_look_at_them(served: Workspace, by: str) -> None:
    person_id, who = wren(served), actor("operator")
    with session_of(governance()).need_current() as (_, store):
        naming = store.namings(person_id=person_id, sight=session_of(governance()).sight)[0]
    about = {"person": person_id, "prefix": f"person:{person_id}", "record": naming["record_id"]}[by]
    watch_id = watch_of(served)
    for asked in (AuditQuestion(), AuditQuestion(about="nobody"), AuditQuestion(account="second_ig")):
        list_audit(session_of(who), question=asked)
    assert not read_watch(session_of(governance()), entry_id=watch_id).groups
    list_audit(session_of(who), question=AuditQuestion(about=about))
    (group,) = read_watch(session_of(governance()), entry_id=watch_id).groups
    assert (group.username, group.how) == (who.reader.username, "opened")
    looks = list_readership(session_of(governance()), person_id=person_id, question=ReadershipQuestion())
    assert [one.actions for one in looks.lines if one.username == who.reader.username] == [("read_audit",)]


def test_every_act_about_looks_and_watches_is_a_silent_one() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(insiders.__file__).parent.glob("*.py"))
    of_what_is_declared = {"declare_person", "remove_declared", "read_declared", "offer_removal", "list_conflicted"}
    assert set(re.findall(r'action="(\w+)"', text)) - of_what_is_declared == SILENT


def test_setting_reading_and_ending_a_watch_are_audited_and_after_its_end_nothing_is_listed(served: Workspace) -> None:
    watch_id = watch_of(served)
    read_watch(session_of(governance()), entry_id=watch_id)
    review_watch(session_of(governance()), watch_id=watch_id, words=WHY, until_on=clock.today() + timedelta(days=90))
    end_watch(session_of(governance()), watch_id=watch_id, words=WHY)
    acts = list(AuditEntry.objects.filter(username=governance().reader.username).values_list("action", flat=True))
    assert [one for one in acts if "watch" in one] == ["set_watch", "read_watch", "review_watch", "end_watch"]
    signed_in("manager").get(reverse("person", args=[wren(served)]))
    assert not InsiderLook.objects.exists()
    with pytest.raises(Refused):
        review_watch(session_of(governance()), watch_id=watch_id, words=WHY, until_on=clock.today())


def test_a_watch_ends_by_itself_within_90_days_and_is_then_to_be_reviewed(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in (-1, 91):
        with pytest.raises(Usage):
            watch_of(served, days)
    watch_of(served, 90)
    later = clock.today() + timedelta(days=91)
    monkeypatch.setattr("sightline.casework.insiders.watches.clock.today", lambda: later)
    signed_in("manager").get(reverse("person", args=[wren(served)]))
    assert not InsiderLook.objects.exists()
    work = [one for one in count_work(session_of(governance())) if one.page == "watches" and one.count]
    assert [(one.count, one.overdue) for one in work] == [(1, 1)]
    (line,) = list_watches(session_of(governance()))
    assert line.looks == 0


def test_only_governance_watches(served: Workspace) -> None:
    watch = NewWatch(WatchPurpose.NEWS, WHY, clock.today())
    for role in ("operator", "manager", "analyst"):
        with pytest.raises(Refused):
            set_watch(session_of(actor(role)), person_id=wren(served), watch=watch)


def test_the_key_is_wrapped_by_a_master_key_from_outside_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from base64 import b64encode

    root = tmp_path / "workspace"
    root.mkdir()
    plain = hash_key._read_hash_key(root)
    monkeypatch.setenv("SIGHTLINE_ROLLS_KEY", b64encode(bytes(range(32))).decode())
    hash_key._open_file.cache_clear()
    assert hash_key._read_hash_key(root) == plain
    kept = json.loads((root / hash_key.INSIDERS_FILE).read_text())
    assert kept["master"]
    assert b64encode(plain.key).decode() not in kept["key"]
    monkeypatch.delenv("SIGHTLINE_ROLLS_KEY")
    hash_key._open_file.cache_clear()
    with pytest.raises(Refused):
        hash_key._read_hash_key(root)


def test_a_look_of_the_only_governance_goes_to_the_data_protection_officer_who_looks_into_it(served: Workspace) -> None:
    Account.objects.filter(username="second_ig").delete()
    dpo = actor("senior_officer")
    set_post(
        session_of(governance()), ladder="information_governance", stage="team_manager", holder=dpo.reader.username
    )
    declare("information_governance", name=wrens(served, "name"))
    declare("manager", name=wrens(served, "name"))
    for role in ("information_governance", "manager"):
        signed_in(role).get(reverse("person", args=[wren(served)]))
    told = Notice.objects.filter(kind=NoticeKind.INSIDER).values_list("account__username", "about_id")
    assert len(told) == 2 and {name for name, _ in told} == {dpo.reader.username, governance().reader.username}
    page = list_own_looks(session_of(dpo))
    assert [one.username for one in page.groups] == [governance().reader.username], "not the looks of others"
    client = signed_in("senior_officer")
    assert governance().reader.username in client.get(reverse("own_looks")).content.decode()
    answer = {"outcome": "no_concern", "words": WHY}
    assert client.post(reverse("own_look", args=[page.groups[0].number]), answer).status_code == 302
    assert list_own_looks(session_of(dpo)).groups == ()
    of_manager = InsiderLook.objects.get(username=small.username("manager"))
    with pytest.raises(NotHere):
        look_into(session_of(dpo), number=of_manager.pk, outcome=LookOutcome.NO_CONCERN, words=WHY)
    assert client.get(reverse("watches")).status_code == 403


def test_governance_of_one_agency_sees_its_own_readers_and_watches_and_is_alone_told(served: Workspace) -> None:
    Account.objects.create(username="police_ig", role="information_governance", agency="police")
    police = actor_for_username("police_ig")
    watch_id = watch_of(served)
    for role in ("practitioner", "analyst"):  # of children's services, and of police
        declare(role, name=wrens(served, "name"))
        signed_in(role).get(reverse("person", args=[wren(served)]))
    assert {one.username for one in list_own_looks(session_of(police)).groups} == {small.username("analyst")}
    assert {one.username for one in list_own_looks(session_of(governance())).groups} == {
        small.username("analyst"),
        small.username("practitioner"),
    }
    assert Notice.objects.filter(kind=NoticeKind.INSIDER, account__username="police_ig").count() == 1
    assert list_watches(session_of(police)) == ()
    with pytest.raises(NotHere):
        read_watch(session_of(police), entry_id=watch_id)
    with pytest.raises(NotHere):
        end_watch(session_of(police), watch_id=watch_id, words=WHY)
    theirs = InsiderLook.objects.filter(username=small.username("practitioner"), is_watch=False).first()
    assert theirs is not None
    with pytest.raises(NotHere):
        look_into(session_of(police), number=theirs.pk, outcome=LookOutcome.NO_CONCERN, words=WHY)
    client = Client()
    client.force_login(Account.objects.get(username="police_ig"))
    assert client.get(reverse("account_declared", args=[actor("practitioner").account_id])).status_code == 404
    assert "You see what concerns Police" in client.get(reverse("own_looks")).content.decode()
    assert "You see every agency" in signed_in("information_governance").get(reverse("own_looks")).content.decode()


def test_governance_of_one_school_sees_no_look_of_another_and_is_not_told(served: Workspace) -> None:
    own = Account.objects.get(username=small.username("school_lead")).organisation
    for name, school in (("ig_own", own), ("ig_oak", "Oak School"), ("ig_none", "")):
        Account.objects.create(username=name, role="information_governance", agency="school", organisation=school)
    declare("school_lead", name=wrens(served, "name"))
    signed_in("school_lead").get(reverse("person", args=[wren(served)]))

    def seen(name: str) -> set[str]:
        return {one.username for one in list_own_looks(session_of(actor_for_username(name))).groups}

    assert (seen("ig_own"), seen("ig_oak"), seen("ig_none")) == ({small.username("school_lead")}, set(), set())
    told = Notice.objects.filter(kind=NoticeKind.INSIDER, account__username__startswith="ig_")
    assert set(told.values_list("account__username", flat=True)) == {"ig_own"}
    declared = reverse("account_declared", args=[actor("school_lead").account_id])
    for name, status in (("ig_own", 200), ("ig_oak", 404)):
        client = Client()
        client.force_login(Account.objects.get(username=name))
        assert client.get(declared).status_code == status

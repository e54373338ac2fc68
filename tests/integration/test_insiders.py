"""Insiders: a look at one's own name tells information governance and nobody else; a watch is silent and audited."""

import json
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

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_username
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
from sightline.casework.notices.models import Notice, NoticeKind
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

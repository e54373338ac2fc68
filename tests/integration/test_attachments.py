"""Documents on concerns, meetings and working files: who adds, opens, withdraws and reports them, and how they are kept."""

import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from support import documents as made
from support import held, worried
from support.climbing import fill_ladder, thing
from support.sessions import session_of

from sightline.casework.attachments.checks import check_documents, describe_scanner
from sightline.casework.attachments.models import Attachment
from sightline.casework.attachments.pages.refusals import NEVER, DocumentRefused
from sightline.casework.attachments.selectors import list_documents, open_attachment
from sightline.casework.attachments.services.documents import NewDocument, add_document, scan_again, withdraw_document
from sightline.casework.attachments.services.reports import OTHER, PICTURE, report_document
from sightline.casework.attachments.settings import AttachmentSettings
from sightline.casework.attachments.vault import path_of
from sightline.casework.audit.id_hashes import hash_named
from sightline.casework.backup.contents import list_files
from sightline.casework.concerns.models import Concern
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.escalation.engine import Basis, open_item
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.disagreements import open_disagreement
from sightline.casework.keys.keyring import read_keyring, write_keyring
from sightline.casework.keys.sealed_rows import count_sealed, reseal
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.casework.notices.models import Notice
from sightline.casework.protection.selectors import current
from sightline.casework.subject_files.services.opening import NewSubjectFile as FileOpening
from sightline.casework.subject_files.services.opening import open_subject_file
from sightline.casework.worklist.pages import WorkChoice
from sightline.casework.worklist.selectors.work import list_work, read_item_view
from sightline.model.errors import OurFault, Refused, Usage
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Minutes for Aoife lantern-77.pdf"
WHY = "Two agencies name him beside her within six weeks, and a grey van waits outside her school."
Place = tuple[str, str]


@pytest.fixture(autouse=True)
def place(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    held.serve_snapshot(workspace)
    monkeypatch.setattr("sightline.casework.concerns.passages._read_passages", lambda _session, concern: [])
    return workspace


def manager() -> Actor:
    return worried.actor("mia", "manager", "childrens_services", "childrens_services")


def officer() -> Actor:
    return worried.actor("omar", "senior_officer", "police", "police")


def nurse() -> Actor:
    return worried.actor("nia", "practitioner", "health", "Clinic")


def concern(**boxes: str) -> Place:
    return "concern", worried.enter(worried.youth_worker(), about=held.AOIFE, **boxes)


def meeting() -> Place:
    record = (held.record_of("police"),)
    opening = NewMeeting("strategy_discussion", record, "2027-01-05T10:00:00Z", WHY, person_id=held.AOIFE)
    return "meeting", open_meeting(session_of(manager()), opening=opening)


def working_file() -> Place:
    opening = FileOpening(
        record_ids=(held.record_of("police"),), status="named", why=WHY, person_id=held.AOIFE,
        review_on=worried_day(), as_a_child="Her social worker sees her alone each week, and asks what was done to her.",
    )  # fmt: skip
    return "file", open_subject_file(session_of(manager()), opening=opening)


def worried_day() -> Any:
    from datetime import timedelta

    from sightline.casework.core import clock

    return clock.today() + timedelta(days=30)


PLACES = {"concern": (concern, worried.youth_worker), "meeting": (meeting, manager), "file": (working_file, manager)}


def add(who: Actor, where: Place, data: bytes = b"", **more: Any) -> str:
    data = data or made.pdf()
    document = NewDocument(more.pop("name", NAME), data, more.pop("size", len(data)), **more)
    return add_document(session_of(who), owner=where[0], owner_id=where[1], document=document)


def opened(who: Actor, document_id: str) -> bytes:
    return open_attachment(session_of(who), attachment_id=document_id).data


def listed(who: Actor, where: Place) -> Any:
    return list_documents(session_of(who), owner=where[0], owner_id=where[1])


def everything_written(place: Workspace) -> bytes:
    """Every byte of the workspace's folder, and every row of the database."""
    found = [path.read_bytes() for path in sorted(place.root.rglob("*")) if path.is_file()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row).encode() for row in cursor.fetchall()]
    return b"\n".join(found)


@pytest.mark.parametrize("kind", PLACES)
def test_whoever_writes_adds_whoever_reads_opens_and_nothing_is_written_plainly(kind: str, place: Workspace) -> None:
    make, writer = PLACES[kind]
    where, plain = make(), made.docx()
    document_id = add(writer(), where, plain)
    (line,) = listed(writer(), where).lines
    assert (line.name, line.kind, line.size, line.added_by) == (
        NAME.replace("pdf", "docx"), "docx", len(plain), writer().reader.username,
    )  # fmt: skip
    assert opened(writer(), document_id) == plain
    written = everything_written(place)
    assert made.WORDS.encode() not in written
    assert b"lantern-77" not in written
    assert plain[30:200] not in written
    assert str(path_of(place, document_id).relative_to(place.root)) in list_files(place)
    last = AuditEntry.objects.filter(action="open_document").latest("sequence")
    assert {f"document:{document_id}", *hash_named([f"person:{held.AOIFE}"])} <= set(last.ids)
    assert Decision.objects.get(kind="document_added").body["record_ids"]


def test_the_front_door_and_who_must_answer_add_to_a_concern_that_they_did_not_send() -> None:
    referral, kept = concern(), concern(referral="N")
    worker = worried.actor("wes", "practitioner", "childrens_services", "childrens_services")
    for who in (worker, manager()):
        added = add(who, referral)
        assert listed(who, referral).may_add and opened(worried.youth_worker(), added)
    with pytest.raises(NotHere):
        add(nurse(), referral)
    with pytest.raises(NotHere):
        add(worker, kept)
    record_id = Concern.objects.get(concern_id=kept[1]).record_id
    basis = (Basis(record_id, Visibility("youth_service", "youth_service", "concern", False)),)
    asked = thing("2026-11-20T09:00:00Z", agency="childrens_services", record_id=record_id, basis=basis)
    open_item(session_of(worker), candidate=asked, opened_at="2026-11-20T09:00:00Z", now="2026-11-20T09:00:00Z")
    page = worried.client_of(worker).get(reverse("concern", args=[kept[1]])).content.decode()
    assert reverse("document_add", args=kept) in page
    assert add(worker, kept) and not listed(nurse(), kept).may_add


def test_who_may_not_read_it_knows_of_no_document_and_who_only_reads_adds_none() -> None:
    where = concern(own_agency_only="Y")
    document_id = add(worried.youth_worker(), where)
    for stranger in (nurse(), officer(), worried.actor("lee", "school_lead", "school", "Oak School")):
        for ask in (opened, lambda who, _: listed(who, where), lambda who, _: add(who, where)):
            with pytest.raises(NotHere):
                ask(stranger, document_id)
        with pytest.raises(NotHere):
            report_document(session_of(stranger), attachment_id=document_id, reason=PICTURE)
    open_concern = concern()
    assert opened(nurse(), add(worried.youth_worker(), open_concern))
    assert not listed(nurse(), open_concern).may_add
    with pytest.raises(NotHere):
        add(nurse(), open_concern)
    with pytest.raises(NotHere):
        opened(nurse(), add(manager(), meeting()))


def test_pictures_are_refused_and_taken_inside_a_document_once_somebody_looked(place: Workspace) -> None:
    who, where = worried.youth_worker(), concern()
    with pytest.raises(DocumentRefused, match="pictures") as refused:
        add(who, where, made.png(), name="scan.pdf")
    assert NEVER in refused.value.what_to_do
    with pytest.raises(DocumentRefused) as inside:
        add(who, where, made.docx(picture=True))
    assert (inside.value.code, NEVER in inside.value.what_to_do) == ("pictures_inside", True)
    with pytest.raises(DocumentRefused):
        add(who, where, made.png(), pictures_checked=True)
    assert not Attachment.objects.exists()
    assert not (place.root / "attachments").exists()
    add(who, where, made.docx(picture=True), pictures_checked=True)
    assert Attachment.objects.get().has_pictures


def test_too_large_and_too_many_are_refused_with_what_to_do(settings: Any) -> None:
    settings.SIGHTLINE_ATTACHMENTS = AttachmentSettings(megabytes=1, most=1)
    who, where = worried.youth_worker(), concern()
    with pytest.raises(Usage, match="larger than 1 MB"):
        add(who, where, b"x" * (1024**2 + 1))
    add(who, where)
    with pytest.raises(Usage, match="1 documents here already"):
        add(who, where)


def test_what_is_protected_is_refused_and_later_opened_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    who, where = worried.youth_worker(), concern()
    before = add(who, where, made.docx("She sleeps at Plantham Row now."))

    def without(_session: Any, value: Any, **_: Any) -> Any:
        return value.replace("Plantham Row", "[withheld]") if isinstance(value, str) else value

    monkeypatch.setattr("sightline.casework.attachments.selectors.redact_said", without)
    with pytest.raises(DocumentRefused, match="protected"):
        add(who, where, made.docx("She sleeps at Plantham Row now."))
    with pytest.raises(Refused, match="protected"):
        opened(who, before)
    assert current.redact_said is not without


def test_a_reported_document_is_locked_for_all_and_kept_and_police_must_answer(place: Workspace) -> None:
    police = fill_ladder("police")
    where = concern(own_agency_only="Y")
    author = worried.youth_worker()
    reporter = worried.actor("yan", "manager", "youth_service")
    document_id = add(author, where)
    sealed = path_of(place, document_id).read_bytes()
    report_document(session_of(reporter), attachment_id=document_id, reason=PICTURE, words="It came from a parent.")
    report_document(session_of(author), attachment_id=document_id, reason=OTHER)
    for who in (author, reporter, worried.actor("ig", "information_governance", "")):
        with pytest.raises(Refused, match="locked"):
            opened(who, document_id)
        assert (listed(who, where).lines[0].state, listed(who, where).lines[0].name) == ("locked", "")
    with pytest.raises(NotHere):
        withdraw_document(session_of(author), attachment_id=document_id, why="It was added to the wrong concern.")
    assert path_of(place, document_id).read_bytes() == sealed, "what came in by mistake is evidence"
    kept = Attachment.objects.get()
    assert (kept.reported_by, bool(kept.reported_at)) == ("yan", True)
    item = Item.objects.get(source="reported_document")
    assert (item.agency, item.ladder, item.urgency, item.state) == ("police", "police", "urgent", "waiting")
    told = Notice.objects.filter(about_id=item.item_id).values_list("account__username", flat=True)
    assert list(told) == [police["practitioner"].reader.username], "by name, and at once"
    shown = read_item_view(session_of(police["practitioner"]), item_id=item.item_id)
    assert shown.page.may_answer
    assert "Do not open, copy, print or forward" in shown.page.line.about
    assert "It came from a parent" in shown.why_opened
    assert shown.opened_by == "yan"


def test_only_polices_posts_and_governance_know_of_the_report() -> None:
    police = fill_ladder("police")
    where = concern()
    report_document(session_of(nurse()), attachment_id=add(worried.youth_worker(), where), reason=PICTURE)
    item_id = Item.objects.get(source="reported_document").item_id
    why = "Police must see the telephone too, and nobody has asked for it yet."
    again = open_disagreement(session_of(police["practitioner"]), about="item", about_id=item_id, why=why)
    once_more = open_disagreement(session_of(police["practitioner"]), about="item", about_id=again, why=f"{why} Ask.")
    for who in (police["practitioner"], worried.actor("ig", "information_governance", "")):
        assert read_item_view(session_of(who), item_id=item_id).page.line.shown
    for who in (worried.actor("pat", "practitioner", "police", "police"), nurse(), manager(), worried.youth_worker()):
        for one_id in (item_id, again, once_more):
            with pytest.raises(NotHere):
                read_item_view(session_of(who), item_id=one_id)
        for scope in ("agency", "all"):
            found = list_work(session_of(who), choice=WorkChoice(scope))
            assert (found.total, found.lines) == (0, ()), "not in a count either"


def test_where_no_post_of_police_is_held_the_page_does_not_say_that_they_were_told() -> None:
    where, browser = concern(), client()
    address = reverse("document_report", args=[add(worried.youth_worker(), where)])
    shown = browser.post(address, {"reason": PICTURE}, follow=True).content.decode()
    assert "Sightline could not tell anyone in the police" in shown
    assert "have been told" not in shown


def test_a_withdrawn_document_is_opened_by_nobody_and_stays_with_its_reason(place: Workspace) -> None:
    where, author = concern(), worried.youth_worker()
    document_id = add(author, where)
    with pytest.raises(NotHere):
        withdraw_document(session_of(nurse()), attachment_id=document_id, why="It is not hers at all, I think.")
    withdraw_document(session_of(author), attachment_id=document_id, why="It is about another child of that school.")
    (line,) = listed(nurse(), where).lines
    assert (line.state, line.changed_by, line.why) == (
        "withdrawn", author.reader.username, "It is about another child of that school.",
    )  # fmt: skip
    with pytest.raises(Refused, match="withdrawn"):
        opened(author, document_id)
    assert path_of(place, document_id).exists()
    assert Decision.objects.filter(kind="document_withdrawn").exists()


def scanner(code: str, *, seconds: int = 20, given: str = "") -> AttachmentSettings:
    """A scanner made of Python: `data` is what it was given."""
    read = f"open({given!r}, 'rb').read()" if given else "sys.stdin.buffer.read()"
    script = f"import os, sys; data = open(sys.argv[1], 'rb').read() if len(sys.argv) > 1 else {read}; {code}"
    more = ("{file}",) if given else ()
    return AttachmentSettings(scanner=(sys.executable, "-c", script, *more), scanner_seconds=seconds)


@pytest.mark.parametrize("given", ["", "{file}"])
def test_the_scanner_is_given_the_document_and_what_it_says_holds(given: str, settings: Any) -> None:
    where, who = concern(), worried.youth_worker()
    settings.SIGHTLINE_ATTACHMENTS = scanner("sys.exit(b'heron' in data)", given=given)
    with pytest.raises(DocumentRefused, match="harmful"):
        add(who, where, f"{made.WORDS} is a virus".encode())
    assert opened(who, add(who, where, b"Nothing harmful is in this letter."))
    settings.SIGHTLINE_ATTACHMENTS = scanner(
        "sys.exit('SIGHTLINE_WORKSPACE' in os.environ or len(os.environ) > 3)", given=given
    )
    assert Attachment.objects.get(attachment_id=add(who, where, b"It is told no secret of ours.")).scan == "clean"


@pytest.mark.parametrize("code", ["sys.exit(2)", "import time; time.sleep(30)"], ids=["error", "no answer in time"])
def test_without_an_answer_it_is_held_until_the_scanner_gives_one(code: str, settings: Any) -> None:
    where, who = concern(), worried.youth_worker()
    settings.SIGHTLINE_ATTACHMENTS = scanner(code, seconds=1)
    document_id = add(who, where)
    assert listed(who, where).lines[0].state == "held"
    with pytest.raises(Refused, match="not checked"):
        opened(who, document_id)
    assert "Waiting for the scanner, and cannot be opened: 1." in describe_scanner()
    settings.SIGHTLINE_ATTACHMENTS = AttachmentSettings()
    assert scan_again(session_of(who), attachment_id=document_id) == "held", "nobody has looked at it"
    settings.SIGHTLINE_ATTACHMENTS = scanner("sys.exit(0)")
    with pytest.raises(NotHere):
        scan_again(session_of(nurse()), attachment_id=document_id)
    assert scan_again(session_of(who), attachment_id=document_id) == "clean"
    assert opened(who, document_id) == made.pdf() or opened(who, document_id).startswith(b"%PDF")


def test_doctor_names_what_is_missing_or_changed_and_nobody_opens_it(place: Workspace) -> None:
    where, who = concern(), worried.youth_worker()
    whole, changed, gone, other = (add(who, where) for _ in range(4))
    assert check_documents(workspace=place) == ""
    assert "not scanned" in describe_scanner()
    path = path_of(place, changed)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    path_of(place, gone).unlink()
    path_of(place, other).write_bytes(path_of(place, whole).read_bytes())
    says = check_documents(workspace=place)
    assert f"{changed} was changed; {gone} is missing; {other} was changed" in says
    assert whole not in says
    for document_id in (changed, gone, other):
        with pytest.raises(OurFault, match="missing or was changed"):
            opened(who, document_id)
    assert opened(who, whole)


def test_a_changed_data_key_seals_the_documents_keys_anew(place: Workspace) -> None:
    who = worried.youth_worker()
    document_id = add(who, concern())
    anew = read_keyring(place.root).with_new_key()
    write_keyring(place.root, anew)
    assert reseal(anew) == 2  # the key of the word index too
    write_keyring(place.root, anew.without_old_keys())
    assert count_sealed(except_under=anew.in_use.id) == 0
    assert opened(who, document_id)
    Attachment.objects.update(sealed="")
    with pytest.raises(OurFault):
        opened(who, document_id)


def client() -> Client:
    return worried.client_of(worried.youth_worker())


def upload(browser: Client, where: Place, data: bytes, name: str = NAME, **more: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"document": SimpleUploadedFile(name, data, content_type="image/png"), **more}
    return browser.post(reverse("document_add", args=where), sent)


def test_on_the_page_it_is_added_listed_and_downloaded_and_never_shown(place: Workspace, tmp_path: Path) -> None:
    where, browser = concern(), client()
    page = reverse("concern", args=where[1:])
    assert upload(browser, where, made.docx(), "Zoë’s “plan”.docm").headers["Location"] == f"{page}#documents"
    shown = browser.get(page).content.decode()
    assert "Zoë’s “plan”.docx" in shown
    assert "Sightline does not scan documents for viruses here." in shown
    answer = browser.get(reverse("document", args=[Attachment.objects.get().attachment_id]))
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Zo%C3%AB")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert made.WORDS not in answer.headers["Content-Disposition"]
    assert answer.content[:2] == b"PK"


def test_the_page_says_why_it_takes_no_file_and_offers_the_tick_for_pictures_alone(settings: Any) -> None:
    settings.SIGHTLINE_ATTACHMENTS = AttachmentSettings(megabytes=1)
    where, browser = concern(), client()
    tick = "I have looked: the pictures are only logos, signatures or scanned text"
    for data, says in ((made.png(), NEVER), (b"", "This file is empty."), (b"x" * 2_000_000, "larger than 1 MB")):
        answer = upload(browser, where, data)
        assert (answer.status_code, says in answer.content.decode(), tick in answer.content.decode()) == (
            400,
            True,
            False,
        )
    assert browser.post(reverse("document_add", args=where), {}).status_code == 400
    answer = upload(browser, where, made.docx(picture=True))
    assert answer.status_code == 400
    assert tick in answer.content.decode()
    assert upload(browser, where, made.docx(picture=True), pictures_checked="on").status_code == 302


def test_a_document_is_reported_withdrawn_and_scanned_again_from_its_page(settings: Any) -> None:
    fill_ladder("police")
    where, browser, who = concern(), client(), worried.youth_worker()
    first, second = add(who, where), add(who, where)
    settings.SIGHTLINE_ATTACHMENTS = scanner("sys.exit(2)")
    third = add(who, where)
    page = reverse("concern", args=where[1:])
    for name, document_id, sent in (
        ("document_report", first, {"reason": PICTURE, "words": ""}),
        ("document_withdraw", second, {"why": "It is about another child of that school."}),
    ):
        address = reverse(name, args=[document_id])
        assert browser.get(address).status_code == 200
        assert browser.post(address, {}).status_code == 400
        assert browser.post(address, sent).headers["Location"] == f"{page}#documents"
    assert browser.post(reverse("document_scan", args=[third])).status_code == 302
    shown = browser.get(page).content.decode()
    assert "A document that is locked" in shown
    assert "The scanner gave no answer" in shown
    assert "It is about another child of that school." in shown
    assert [browser.get(reverse("document", args=[one])).status_code for one in (first, second, third)] == [403] * 3

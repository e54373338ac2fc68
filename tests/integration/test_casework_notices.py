"""Notices: written with the step they tell of, said in counts, sent at least once and not twice, by whatever server."""

import hashlib
import hmac
import json
import smtplib
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from support import worried
from support.climbing import LADDER, fill_ladder, person, set_clock, thing
from support.listening import mail_server, web_server
from support.patience import PATIENCE, wait_until
from support.sessions import session_of

from sightline.casework.accounts.services.accounts import close_account, set_email
from sightline.casework.concerns.services.responses import keep_feedback
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.escalation.engine import Candidate, close_by_fact
from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.services.responses import answer_item
from sightline.casework.inbox.selectors import count_unread, list_notices
from sightline.casework.inbox.services import take_about_as_read, take_notices_as_read
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services.meetings import ask_to_meeting, call_off
from sightline.casework.notices import channels, delivery
from sightline.casework.notices import record as notices_record
from sightline.casework.notices.delivery import Sender, send_notices, send_round, wait_minutes
from sightline.casework.notices.models import Notice, NoticeLog, NoticeSending
from sightline.casework.notices.settings import MailSettings, NoticeSettings, WebhookSettings
from sightline.casework.operations import health
from sightline.casework.timekeeping.scheduler import run_tick, tick
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.model.nouns import Role
from sightline.model.visibility import Visibility

pytestmark = pytest.mark.django_db(transaction=True)
OPERATOR = house_actor()
NOON, LATER, NEXT_DAY = "2026-11-25T12:00:00Z", "2026-11-25T12:00:30Z", "2026-11-26T12:01:00Z"
ADDRESS, SECRET = "https://sightline.council.example", "a secret that only the two sides know"
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
NO_ANSWER = {
    "form": "act",
    "what": "Ring police about the grey van today",
    "who": "Duty worker",
    "by_when": "2026-11-27",
}


def mail_settings(port: int = 25, **more: Any) -> NoticeSettings:
    return NoticeSettings(ADDRESS, MailSettings("127.0.0.1", port, "none", "sightline@council.example"), **more)


@pytest.fixture
def mailing(settings: Any) -> None:
    """E-mail is on, into Django's own list of letters."""
    settings.SIGHTLINE_NOTICES = mail_settings()
    settings.SIGHTLINE_MAIL_BACKEND = LOCMEM


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Actor]]:
    """Somebody on each post, each with an address; it is noon and a bit."""
    set_clock(monkeypatch, LATER)
    found = fill_ladder()
    for one in found.values():
        name = one.reader.username.replace(" ", ".")
        Account.objects.filter(pk=one.account_id).update(email=f"{name}@council.example")
    yield found


def come(*candidates: Candidate, at: str = LATER) -> None:
    report = run_tick(session_of(OPERATOR), now=at, sources=[lambda _session, _now: candidates])
    assert not report.went_wrong


def outcomes() -> list[str]:
    return list(NoticeLog.objects.order_by("pk").values_list("outcome", flat=True))


def test_a_step_and_its_notice_stand_or_fall_together(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    come(thing(NOON))
    (notice,) = Notice.objects.all()
    assert (notice.account_id, notice.kind, notice.about_id, notice.occasion) == (
        people["practitioner"].account_id, "came", thing(NOON).item_id, 1_001)  # fmt: skip
    before = Notice.objects.count(), Step.objects.count()

    def broken(**_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("sightline.casework.escalation.engine.append_entry", broken)
    with pytest.raises(DatabaseError):
        come(thing(NOON, number=2))
    assert (Notice.objects.count(), Step.objects.count()) == before


def test_an_email_is_in_the_language_that_its_reader_chose_last(people: dict[str, Actor], mailing: None) -> None:
    own = Account.objects.filter(pk=people["practitioner"].account_id)
    client = Client()
    client.post(reverse("set_language"), {"language": "cy"})
    assert not Account.objects.exclude(language="").exists(), "the choice of nobody who is signed in"
    client.force_login(own.get())
    for code, status in (("cy", 302), ("fr", 400)):
        assert client.post(reverse("set_language"), {"language": code}).status_code == status
        assert own.get().language == "cy"
    assert AuditEntry.objects.filter(action="choose_language", outcome="done").count() == 1
    come(thing(NOON, number=1, urgent=True))
    assert send_notices(session_of(OPERATOR)).sent == 1
    (letter,) = mail.outbox
    assert letter.subject == "Sightline: mae gennych hysbysiadau brys"
    assert "Nid oes siaradwr Cymraeg wedi gwirio" in letter.body and "1 action" in letter.body


def test_several_items_of_one_tick_are_one_email_and_ten_records_of_a_child_are_one_matter(
    people: dict[str, Actor], mailing: None
) -> None:
    child = make_id("person", "one child")
    come(*(thing(NOON, number=number, person_id=child, urgent=number == 3) for number in range(10)),
         thing(NOON, number=20, urgent=False))  # fmt: skip
    executives = 3  # eleven on a day are more than the post can answer, so they are asked what changes
    assert send_round(actor=OPERATOR).sent == 1 + executives
    (letter,) = [one for one in mail.outbox if one.to == ["childrens_services_practitioner_holder@council.example"]]
    asked = [one.body for one in mail.outbox if one is not letter]
    assert all("1 role has more work than it can answer. Decide what changes." in body for body in asked)
    assert letter.subject == "Sightline: you have urgent notices"
    assert "2 actions need your answer.\nUrgent among them: 1." in letter.body
    assert f"{ADDRESS}/notices/" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    page = list_notices(session_of(people["practitioner"]))
    assert sorted((line.others, line.urgent) for line in page.lines) == [(0, False), (9, True)]
    assert page.unread == count_unread(session_of(people["practitioner"])) == 2
    assert send_round(actor=OPERATOR).sent == 0 and len(mail.outbox) == 1 + executives
    assert outcomes() == ["sent"] * (1 + executives)
    assert len(NoticeLog.objects.get(account=people["practitioner"].account_id).notice_ids) == 11
    for number in range(4):
        close_by_fact(session_of(OPERATOR), item_id=thing(NOON, number=number).item_id, record_id="", now=LATER)
    page = list_notices(session_of(people["practitioner"]))
    assert sorted((line.others, line.urgent) for line in page.lines) == [(0, False), (5, False)], "what still waits"


def test_hidden_items_are_not_said_to_be_of_one_child(people: dict[str, Actor]) -> None:
    hidden = Visibility("health", "Park Clinic", "health_attendances", True)
    child = make_id("person", "one child")
    come(*(thing(NOON, number=number, person_id=child, seen=hidden) for number in (1, 2)))
    page = list_notices(session_of(people["practitioner"]))
    assert len(page.lines) == 2
    assert all(line.item and not line.item.shown and not line.item.person_id for line in page.lines)


def test_the_next_stage_is_told_when_silence_or_an_answer_brings_the_item_there(
    people: dict[str, Actor], mailing: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(thing(NOON), thing(NOON, number=2))
    answer_item(session_of(people["practitioner"]), item_id=thing(NOON).item_id, form={
        "form": "not_proceed", "reason": "explained",
        "words": "The van is her uncle's; school met him and rang her mother, who says he drives her."})  # fmt: skip
    send_round(actor=OPERATOR)
    said = {letter.to[0].split("@")[0]: letter.body for letter in mail.outbox}
    assert "1 action needs your answer." in said["childrens_services_practitioner_holder"]
    assert "1 answer needs your review." in said["childrens_services_team_manager_holder"]
    mail.outbox.clear()
    set_clock(monkeypatch, NEXT_DAY)
    come(at=NEXT_DAY)
    assert send_round(actor=OPERATOR).sent == 2
    said = {letter.to[0].split("@")[0]: letter.body for letter in mail.outbox}
    assert "1 action needs your answer." in said["childrens_services_team_manager_holder"]
    assert "1 answer needs your review." in said["childrens_services_head_of_service_holder"]


def test_what_was_answered_or_closed_meanwhile_is_not_sent(people: dict[str, Actor], mailing: None) -> None:
    come(thing(NOON))
    close_by_fact(session_of(OPERATOR), item_id=thing(NOON).item_id, record_id="", now=LATER)
    assert send_round(actor=OPERATOR).dropped == 1
    assert not mail.outbox and outcomes() == ["dropped: nothing left to say"]
    assert list_notices(session_of(people["practitioner"])).unread == 0
    assert not NoticeSending.objects.filter(state="waiting").exists()


def test_a_notice_gives_no_right(people: dict[str, Actor], mailing: None) -> None:
    from sightline.casework.posts.services.posts import set_post

    come(thing(NOON, seen=Visibility("health", "Park Clinic", "health_attendances", True)))
    assert count_unread(session_of(people["practitioner"])) == 1
    person("new", Role.PRACTITIONER, LADDER)
    set_post(session_of(OPERATOR), ladder=LADDER, stage="practitioner", holder="new")
    assert count_unread(session_of(people["practitioner"])) == 0
    assert list_notices(session_of(people["practitioner"])).lines == ()
    assert send_round(actor=OPERATOR).dropped == 1 and not mail.outbox


def test_a_closed_account_is_sent_nothing(people: dict[str, Actor], mailing: None) -> None:
    come(thing(NOON))
    close_account(session_of(OPERATOR), username=people["practitioner"].reader.username, why="Left the council.")
    assert send_round(actor=OPERATOR).dropped == 1 and not mail.outbox


def test_elected_members_have_no_notices() -> None:
    with pytest.raises(Refused):
        list_notices(session_of(person("cllr", Role.ELECTED_MEMBER, "")))


def test_the_author_is_told_that_somebody_told_back(
    workspace: Any, mailing: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, LATER)
    author = worried.youth_worker()
    Account.objects.filter(pk=author.account_id).update(email="worker@council.example")
    concern_id = worried.enter(author)
    said = {"how": "by_phone", "words": "Police were told, and she was seen at school today."}
    keep_feedback(session_of(person("sw", Role.MANAGER, LADDER)), concern_id=concern_id, **said)
    assert count_unread(session_of(author)) == 1
    send_round(actor=OPERATOR)
    assert "1 concern of yours has feedback." in mail.outbox[0].body
    assert said["words"] not in mail.outbox[0].body
    page = reverse("concern", args=[concern_id])
    assert worried.client_of(author).head(page).status_code == 200
    assert count_unread(session_of(author)) == 1, "HEAD shows nobody anything"
    assert worried.client_of(author).get(page).status_code == 200
    assert count_unread(session_of(author)) == 0


def test_what_came_after_the_page_stays_unread_and_reading_is_audited(people: dict[str, Actor]) -> None:
    reader = people["practitioner"]
    come(thing(NOON))
    through = list_notices(session_of(reader)).through
    come(thing(NOON, number=2))
    assert take_notices_as_read(session_of(reader), through=through) == 1
    assert [line.is_read for line in list_notices(session_of(reader)).lines] == [False, True]
    assert take_notices_as_read(session_of(people["team_manager"]), through=10**6) == 0, "one's own alone"
    assert AuditEntry.objects.filter(action="read_notices", username=reader.reader.username).count() == 1
    assert take_about_as_read(session_of(reader), about_id=thing(NOON, number=2).item_id) == 1
    assert count_unread(session_of(reader)) == 0


def test_a_dead_mail_server_is_tried_later_and_later_and_turns_health_red(
    people: dict[str, Actor], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server() as server:
        dead = server.port
    settings.SIGHTLINE_NOTICES = mail_settings(dead)
    come(thing(NOON))
    assert send_round(actor=OPERATOR).failed == 1
    assert outcomes() == ["failed: ConnectionRefusedError"]
    (row,) = NoticeSending.objects.all()
    assert (row.attempts, row.next_at, row.claimed_by) == (1, "2026-11-25T12:01:30Z", "")
    assert send_round(actor=OPERATOR) == delivery.SendingReport(), "not before its time"
    set_clock(monkeypatch, "2026-11-25T12:01:30Z")
    assert send_round(actor=OPERATOR).failed == 1
    assert NoticeSending.objects.get().next_at == "2026-11-25T12:03:30Z"
    assert health._check_notices().in_order
    set_clock(monkeypatch, "2026-11-25T13:00:31Z")
    assert not health._check_notices().in_order
    with mail_server() as server:
        settings.SIGHTLINE_NOTICES = mail_settings(server.port)
        assert send_round(actor=OPERATOR).sent == 1
        assert [to for to, _ in server.taken] == ["childrens_services_practitioner_holder@council.example"]
    assert health._check_notices().in_order
    assert [wait_minutes(number) for number in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_after_seven_days_it_is_dropped_and_said_so(
    people: dict[str, Actor], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server() as server:
        settings.SIGHTLINE_NOTICES = mail_settings(server.port)
    come(thing(NOON))
    set_clock(monkeypatch, "2026-12-02T12:00:31Z")
    send_round(actor=OPERATOR)
    assert outcomes() == ["dropped: tried for seven days"]


def test_one_mailbox_that_is_refused_holds_up_no_other(people: dict[str, Actor], settings: Any) -> None:
    come_to = [people[stage].reader.username for stage in ("practitioner", "team_manager")]
    with mail_server(refuses=(f"{come_to[0]}@council.example",)) as server:
        settings.SIGHTLINE_NOTICES = mail_settings(server.port)
        come(thing(NOON), at=NEXT_DAY)
        Account.objects.exclude(username__in=come_to).update(email="")
        report = send_round(actor=OPERATOR)
        assert report == delivery.SendingReport()  # the notices are of the moment of the tick, which is yet to come
        NoticeSending.objects.update(next_at=LATER)
        report = send_round(actor=OPERATOR)
    assert (report.sent, report.failed) == (1, 1)
    assert sorted(outcomes()) == ["failed: smtp 550", "sent"]


def test_a_server_that_does_not_answer_is_asked_once_a_round(people: dict[str, Actor], settings: Any) -> None:
    with mail_server() as server:
        settings.SIGHTLINE_NOTICES = mail_settings(server.port)
    come(thing(NOON))
    for stage in ("team_manager", "head_of_service"):
        with transaction.atomic():
            notices_record.notify(
                usernames=[people[stage].reader.username], kind="came", about_id=thing(NOON).item_id, at=NOON
            )
    Item.objects.update(highest_stage="head_of_service")
    assert NoticeSending.objects.count() == 3
    assert send_round(actor=OPERATOR) == delivery.SendingReport(failed=1)
    assert len(outcomes()) == 1


def test_a_slow_mail_server_does_not_hold_up_the_tick(
    people: dict[str, Actor], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What sends is another thread: a tick is whole while the server has not answered."""
    began: list[str] = []
    answers = threading.Event()

    def slow(**_: Any) -> delivery.SendingReport:
        began.append("a round")
        assert answers.wait(PATIENCE)
        return delivery.SendingReport()

    monkeypatch.setattr(delivery, "send_round", slow)
    sender = Sender()
    sender.start()
    sender.wake()
    wait_until(lambda: began, what="the first round")
    come(thing(NOON))
    sender.wake()
    assert Step.objects.count() == 1
    assert len(began) == 1 and not answers.is_set(), "it came while the server had not answered"
    answers.set()
    wait_until(lambda: len(began) == 2, what="woken while it worked: once more after it")
    sender.stop()
    assert len(began) == 2


def test_a_deaf_mail_server_is_left_after_the_timeout(
    people: dict[str, Actor], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "TIMEOUT_SECONDS", 0.3)
    with mail_server(deaf=True) as server:
        settings.SIGHTLINE_NOTICES = mail_settings(server.port)
        come(thing(NOON))
        assert send_round(actor=OPERATOR).failed == 1
    assert outcomes() == ["failed: SMTPServerDisconnected"]


def test_who_died_while_sending_is_followed_by_another_a_quarter_of_an_hour_later_under_the_same_id(
    people: dict[str, Actor], mailing: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(thing(NOON))

    def power_cut(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_write_down", power_cut)
        with pytest.raises(KeyboardInterrupt):
            send_round(actor=OPERATOR)
    assert len(mail.outbox) == 1
    assert send_round(actor=OPERATOR) == delivery.SendingReport(), "it is claimed"
    set_clock(monkeypatch, "2026-11-25T12:15:31Z")
    assert send_round(actor=OPERATOR).sent == 1
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1


def test_the_webhook_is_signed_names_nobody_and_follows_no_redirect(people: dict[str, Actor], settings: Any) -> None:
    with web_server() as server:
        settings.SIGHTLINE_NOTICES = NoticeSettings(ADDRESS, webhook=WebhookSettings(f"{server.url}/hook", SECRET))
        come(thing(NOON))
        server.status, server.location = 307, f"{server.url}/elsewhere"
        assert send_round(actor=OPERATOR).failed == 1
        assert [path for path, *_ in server.posted] == ["/hook"] and outcomes() == ["failed: http 307"]
        server.status, server.location = 204, ""
        NoticeSending.objects.update(next_at=LATER)
        assert send_round(actor=OPERATOR).sent == 1
        (_, _, first), (_, headers, body) = server.posted
    # Independently of Sightline: as a receiver would.
    expected = hmac.new(SECRET.encode(), f"{headers['Sightline-Timestamp']}.".encode() + body, hashlib.sha256)
    assert hmac.compare_digest(expected.hexdigest(), headers["Sightline-Signature"])
    assert datetime.fromisoformat(headers["Sightline-Timestamp"]) == datetime.fromisoformat(LATER)
    said = json.loads(body)
    assert said["id"] == headers["Sightline-Id"] and first == body, "tried again under the same id"
    assert said == {"id": said["id"], "to": people["practitioner"].account_id, "notices": [Notice.objects.get().pk],
                    "came": 1, "to_see": 0, "told_back": 0, "meeting": 0, "working_file": 0, "breach": 0, "urgent": 1,
                    "address": f"{ADDRESS}/notices/"}  # fmt: skip


def test_with_both_channels_each_gets_it_once(people: dict[str, Actor], mailing: None, settings: Any) -> None:
    with web_server() as server:
        hook = WebhookSettings(server.url, SECRET)
        settings.SIGHTLINE_NOTICES = replace(settings.SIGHTLINE_NOTICES, webhook=hook)
        come(thing(NOON))
        assert send_round(actor=OPERATOR).sent == 2
        send_round(actor=OPERATOR)
        assert (len(mail.outbox), len(server.posted)) == (1, 1)


def test_where_nothing_is_configured_notices_are_in_the_pages_alone(people: dict[str, Actor]) -> None:
    come(thing(NOON))
    assert Notice.objects.count() == 1 and not NoticeSending.objects.exists()
    assert send_round(actor=OPERATOR) == delivery.SendingReport()


def test_the_log_is_only_added_to_and_each_attempt_is_audited(people: dict[str, Actor], mailing: None) -> None:
    come(thing(NOON))
    send_round(actor=OPERATOR)
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeLog.objects.update(outcome="failed")
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeLog.objects.all().delete()
    entry = AuditEntry.objects.get(action="send_notice")
    assert entry.details == {"channel": "email", "outcome": "sent"}
    assert "council.example" not in json.dumps([entry.ids, entry.details])


def test_what_the_mail_server_says_is_not_kept(people: dict[str, Actor], mailing: None, monkeypatch: Any) -> None:
    class Unwilling:
        def send_messages(self, _letters: Any) -> int:
            raise smtplib.SMTPDataError(554, b"childrens_services_practitioner_holder@council.example is a secret")

    monkeypatch.setattr(channels, "get_connection", lambda *_, **__: Unwilling())
    come(thing(NOON))
    send_round(actor=OPERATOR)
    assert outcomes() == ["failed: smtp 554"]


def test_who_sets_an_address_and_what_is_kept_of_it(people: dict[str, Actor]) -> None:
    with pytest.raises(Refused):
        set_email(
            session_of(people["team_manager"]), username=people["practitioner"].reader.username, email="a@b.example"
        )
    for bad in ("no address", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"):
        with pytest.raises(Usage):
            set_email(session_of(OPERATOR), username=people["practitioner"].reader.username, email=bad)
    set_email(session_of(OPERATOR), username=people["practitioner"].reader.username, email="duty@council.example")
    assert Account.objects.get(pk=people["practitioner"].account_id).email == "duty@council.example"
    assert "duty@council" not in json.dumps(Decision.objects.get(kind="set_email").body)


def test_who_may_send_by_hand(people: dict[str, Actor], mailing: None) -> None:
    with pytest.raises(Refused):
        send_notices(session_of(people["practitioner"]))
    tick(session_of(OPERATOR), sources=[lambda _session, _now: [thing(NOON)]])
    assert send_notices(session_of(OPERATOR)).sent == 1


def test_whoever_is_asked_to_a_meeting_is_told_by_their_account_or_their_post(
    people: dict[str, Actor], mailing: None, workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = people["team_manager"]
    account = Account.objects.get(pk=opener.account_id)
    meeting = Meeting.objects.create(
        meeting_id=make_id("meeting", "1"), kind="strategy_discussion", about="child", planned_at=NEXT_DAY,
        opened_at=LATER, account=account, opened_by=account.username, decision=1,
    )  # fmt: skip
    steps = {"practitioner": MeetingParty(username=people["practitioner"].reader.username),
             "head_of_service": MeetingParty(post=f"{LADDER} head_of_service holder"),
             "team_manager": MeetingParty(username=opener.reader.username)}  # fmt: skip
    for who in steps.values():
        ask_to_meeting(session_of(opener), meeting_id=meeting.meeting_id, who=who)
    told = {notice.account.username for notice in Notice.objects.filter(kind="meeting").select_related("account")}
    assert told == {people[stage].reader.username for stage in ("practitioner", "head_of_service")}
    assert count_unread(session_of(people["head_of_service"])) == 1
    assert send_round(actor=OPERATOR).sent == 2
    assert "1 meeting needs you or your action." in mail.outbox[0].body
    call_off(
        session_of(opener),
        meeting_id=meeting.meeting_id,
        words="Police have asked for another day, and will say which.",
    )
    assert count_unread(session_of(people["head_of_service"])) == 0


def test_nobody_is_told_that_their_own_answer_is_to_be_seen_by_them(people: dict[str, Actor], mailing: None) -> None:
    from sightline.casework.posts.services.posts import set_post

    both = people["practitioner"]
    set_post(session_of(OPERATOR), ladder=LADDER, stage="team_manager", holder=both.reader.username)
    come(thing(NOON))
    answer_item(session_of(both), item_id=thing(NOON).item_id, form={
        "form": "not_proceed", "reason": "explained",
        "words": "The van is her uncle's; school met him and rang her mother, who says he drives her."})  # fmt: skip
    assert Item.objects.get().state == "to_be_seen"
    assert count_unread(session_of(both)) == 0
    assert send_round(actor=OPERATOR).dropped == 1 and not mail.outbox


def test_whoever_is_put_into_a_post_is_told_of_what_waits_there_and_nobody_twice(
    people: dict[str, Actor], mailing: None
) -> None:
    from sightline.casework.posts.services.posts import set_post

    come(thing(NOON), thing(NOON, number=2), thing(NOON, number=3))
    answer_item(session_of(people["practitioner"]), item_id=thing(NOON, number=3).item_id, form=NO_ANSWER)
    new = person("new", Role.PRACTITIONER, LADDER)
    Account.objects.filter(username="new").update(email="new@council.example")
    for _ in range(2):
        set_post(session_of(OPERATOR), ladder=LADDER, stage="practitioner", holder="new")
    assert count_unread(session_of(new)) == 2, "what somebody promised waits for nobody yet"
    assert Notice.objects.filter(account_id=new.account_id).count() == 2
    send_round(actor=OPERATOR)
    assert [
        "2 actions need your answer" in letter.body for letter in mail.outbox if letter.to == ["new@council.example"]
    ] == [True]


def test_the_deputy_is_told_on_the_first_day_away_and_the_holder_on_the_first_day_back(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sightline.casework.posts.services.posts import set_post

    holder, deputy = people["practitioner"], person("dep", Role.PRACTITIONER, LADDER)
    days = {"absent_from": date(2026, 11, 26), "absent_to": date(2026, 11, 27)}
    set_post(
        session_of(OPERATOR), ladder=LADDER, stage="practitioner", holder=holder.reader.username, deputy="dep", **days
    )
    come(thing(NOON, urgent=False))
    assert (count_unread(session_of(holder)), count_unread(session_of(deputy))) == (1, 0)
    for moment in ("2026-11-26T00:01:00Z", "2026-11-26T00:02:00Z"):
        set_clock(monkeypatch, moment)
        come(at=moment)
    assert (count_unread(session_of(holder)), count_unread(session_of(deputy))) == (1, 1)
    set_clock(monkeypatch, "2026-11-27T09:00:00Z")
    come(thing("2026-11-27T08:00:00Z", number=2, urgent=False), at="2026-11-27T09:00:00Z")
    assert count_unread(session_of(deputy)) == 2
    set_clock(monkeypatch, "2026-11-28T00:01:00Z")
    come(at="2026-11-28T00:01:00Z")
    assert count_unread(session_of(holder)) == 2 and count_unread(session_of(deputy)) == 0, "back, and answers again"


def test_health_names_who_is_on_a_post_and_cannot_be_written_to(people: dict[str, Actor], settings: Any) -> None:
    Account.objects.filter(pk=people["team_manager"].account_id).update(email="")
    person("on no post", Role.PRACTITIONER, LADDER)
    assert health._check_addresses().in_order, "e-mail is off"
    settings.SIGHTLINE_NOTICES = mail_settings()
    red = health._check_addresses()
    assert not red.in_order and red.what_to_do.endswith(f"for: {people['team_manager'].reader.username}.")
    Account.objects.filter(pk=people["team_manager"].account_id).update(email="tm@council.example")
    assert health._check_addresses().in_order

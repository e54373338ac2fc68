"""What leaves Sightline in a notice holds no name of the invented partnership, whatever it is about and whoever is told.

Every free text of an item, its basis, its holder's account and the concern is made of those names; then each letter and
each body that goes out is taken apart into words.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.climbing import LADDER, thing
from support.listening import WebServer, web_server
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account
from sightline.casework.notices.delivery import send_round
from sightline.casework.notices.models import Notice, NoticeLog, NoticeSending
from sightline.casework.notices.pages import NoticeCounts
from sightline.casework.notices.settings import MailSettings, NoticeSettings, WebhookSettings
from sightline.casework.notices.wording import email_text, subject, webhook_body
from sightline.casework.posts.models import Post
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.visibility import Visibility

ADDRESS = "https://sightline.council.example"
COUNTS = st.builds(NoticeCounts, *(st.integers(0, 500) for _ in range(5)))


@cache
def invented_names() -> frozenset[str]:
    """Every forename and surname of the invented partnership, in parts and in small letters."""
    found = set[str]()
    for name in ("forenames.csv", "surnames.csv"):
        lines = (files("sightline.invented") / "data" / name).read_text(encoding="utf-8").splitlines()
        rows = csv.DictReader(line for line in lines if line and not line.startswith("#"))
        found |= {word.lower() for row in rows for word in re.findall(r"[^\W\d_]+", row["name"]) if len(word) > 2}
    return frozenset(found)


def names_in(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]+", text)} & invented_names()


def test_the_names_are_there_and_would_be_noticed() -> None:
    assert len(invented_names()) > 1_000
    some = sorted(invented_names())[::100]
    assert names_in(f"Sightline: about {' '.join(some)}.") == set(some)


@given(counts=COUNTS, numbers=st.lists(st.integers(1, 10**9), max_size=5))
def test_no_counts_make_a_body_with_a_name(counts: NoticeCounts, numbers: list[int]) -> None:
    body = webhook_body(counts=counts, account_id=7, message="0" * 20, notice_ids=numbers, address=ADDRESS)
    assert not names_in(subject(counts) + email_text(counts=counts, address=ADDRESS) + body.decode())


@pytest.fixture
def listening(settings: Any) -> Any:
    with web_server() as server:
        settings.SIGHTLINE_NOTICES = NoticeSettings(
            ADDRESS,
            MailSettings("127.0.0.1", 25, "none", "sightline@council.example"),
            WebhookSettings(f"{server.url}/hook", "a secret that only the two sides know"),
        )
        settings.SIGHTLINE_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        yield server


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.sampled_from(sorted(invented_names())), min_size=8, max_size=8), urgent=st.booleans())
def test_nothing_that_an_item_or_an_account_is_called_leaves(
    listening: WebServer, drawn: list[str], urgent: bool
) -> None:
    for table in (NoticeSending, Notice):
        table.objects.all().delete()
    mail.outbox = []
    listening.posted.clear()
    number = NoticeLog.objects.count() + 1
    account = Account.objects.create(
        username=f"{drawn[0]}.{drawn[1]}{number}", role="practitioner", agency=LADDER, post=drawn[2],
        email=f"{drawn[0]}.{drawn[1]}@council.example",
    )  # fmt: skip
    Post.objects.update_or_create(ladder=LADDER, stage="practitioner", defaults={"holder": account})
    seen = Visibility(LADDER, drawn[3], "childrens_services_events", False)
    one = thing("2026-11-25T12:00:00Z", number=number, urgent=urgent, about=f"{drawn[4]} {drawn[5]} has not been seen",
                organisation=drawn[6], opened_by=drawn[7], seen=seen)  # fmt: skip
    assert (
        run_tick(session_of(house_actor()), now="2026-11-25T12:01:00Z", sources=[lambda _session, _now: [one]]).steps
        == 1
    )
    assert send_round(actor=house_actor()).sent == 2
    (letter,), ((_, headers, body),) = mail.outbox, listening.posted
    said = [letter.subject, letter.body, *letter.extra_headers.values(), letter.from_email]
    said += [body.decode(), *headers.keys(), *headers.values()]
    assert not names_in(" ".join(said))
    outcomes = NoticeLog.objects.values_list("outcome", "message_id")
    assert not names_in(" ".join(part for row in outcomes for part in row))

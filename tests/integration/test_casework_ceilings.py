"""Full posts: nothing is dropped, one daily list beyond the ceiling, straight lines by themselves, the executive asked."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support.climbing import LADDER, fill_ladder, person, set_clock, thing
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.ceilings.selectors import list_over
from sightline.casework.ceilings.services import CeilingChange, answer_over
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Decision
from sightline.casework.escalation.engine import Candidate
from sightline.casework.escalation.handover import posts_passed_over
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.post_load import find_overloads
from sightline.casework.notices.models import Notice, NoticeSending
from sightline.casework.notices.settings import NoticeSettings, WebhookSettings
from sightline.casework.timekeeping.scheduler import tick
from sightline.casework.worklist.selectors.day_list import read_day_list
from sightline.escalation import ceiling_of
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NINE, NOON = "2026-11-25T09:00:00Z", "2026-11-25T12:00:00Z"  # a Wednesday
CEILING = int(ceiling_of(stage="practitioner", day=date(2026, 11, 25)) or 0)  # type: ignore[arg-type]
MORE = 4


@pytest.fixture
def people(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, Actor]:
    """A filled ladder and an executive; messages go out by a webhook."""
    hook = WebhookSettings("http://127.0.0.1:9/", "x" * 40)
    settings.SIGHTLINE_NOTICES = NoticeSettings("http://127.0.0.1", None, hook)
    set_clock(monkeypatch, NOON)
    return {**fill_ladder(), "executive": person("exec", Role.PARTNERSHIP_EXECUTIVE, "")}


def arrive(*candidates: Candidate, at: str = NOON) -> None:
    assert tick(session_of(house_actor()), as_at=at, sources=[lambda _session, _now: list(candidates)]).went_wrong == 0


def usual(count: int) -> list[Candidate]:
    return [
        thing(f"2026-11-25T09:{number:02}:00Z", number=number, rule_id="return_interview") for number in range(count)
    ]


def sent_to(actor: Actor) -> list[tuple[str, str]]:
    """What leaves Sightline for an account, and when."""
    rows = NoticeSending.objects.filter(account=actor.account_id).order_by("pk").select_related("notice")
    return [(row.notice.kind, row.next_at) for row in rows]


def test_beyond_its_ceiling_a_post_gets_one_daily_list_and_nothing_is_dropped(people: dict[str, Actor]) -> None:
    arrive(*usual(CEILING + MORE))
    worker = people["practitioner"]
    assert Item.objects.filter(closed_at=None).count() == CEILING + MORE
    assert Notice.objects.filter(account=worker.account_id, kind="came").count() == CEILING + MORE, (
        "in the pages at once"
    )
    sent = sent_to(worker)
    assert [kind for kind, _ in sent] == ["came"] * CEILING + ["day_list"]
    assert sent[-1] == ("day_list", "2026-11-26T08:00:00Z")
    assert len(read_day_list(session_of(worker)).lines) == CEILING + MORE


def test_up_to_its_ceiling_each_is_told_by_itself(people: dict[str, Actor]) -> None:
    arrive(*usual(CEILING))
    assert sent_to(people["practitioner"]) == [("came", NOON)] * CEILING
    assert find_overloads(now=NOON) == ()


def test_suspicion_account_and_group_are_never_only_in_the_list_and_come_first_in_it(people: dict[str, Actor]) -> None:
    straight = [
        thing("2026-11-25T10:00:00Z", number=50 + number, rule_id=rule)
        for number, rule in enumerate(("suspicion_answered", "account_followed_up", "group_around_children"))
    ]
    arrive(*usual(CEILING + MORE), *straight)
    worker = people["practitioner"]
    assert [kind for kind, _ in sent_to(worker)].count("came") == CEILING + len(straight)
    first = [line.item.rule_id for line in read_day_list(session_of(worker)).lines[:3]]
    assert set(first) == {"suspicion_answered", "account_followed_up", "group_around_children"}
    arrive(at="2026-11-26T12:00:00Z")  # a day later they are with the next stage, which is full too
    manager = people["team_manager"]
    told = NoticeSending.objects.filter(account=manager.account_id, notice__kind="came").values_list(
        "notice__about_id", flat=True
    )
    assert {one.item_id for one in straight} <= set(told)


def test_the_executive_is_asked_in_writing_once_a_week_and_what_they_decide_is_kept(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(*usual(CEILING + MORE))
    executive = people["executive"]
    assert [kind for kind, _ in sent_to(executive)] == ["over_ceiling"]
    arrive(at="2026-11-25T13:00:00Z")
    assert len(sent_to(executive)) == 1
    (over,) = list_over(session_of(executive)).over
    assert (over.most, over.open, over.holders, over.ceiling) == (CEILING + MORE, CEILING + MORE, 1, CEILING)
    change = CeilingChange(
        key=over.key, kind="staffing", who="Director of children’s services", by_when=date(2026, 12, 4),
        words="Two more duty workers from Monday week, agreed by the board.",
    )  # fmt: skip
    answer_over(session_of(executive), change=change)
    kept = Decision.objects.get(kind="over_ceiling_answered")
    assert (kept.by, kept.body["kind"], kept.body["ladder"]) == ("exec", "staffing", LADDER)
    assert Item.objects.filter(closed_at=None).count() == CEILING + MORE, "no item is touched"
    with pytest.raises(Refused):
        answer_over(session_of(people["practitioner"]), change=change)


def test_the_pages_of_full_posts(people: dict[str, Actor]) -> None:
    arrive(*usual(CEILING + MORE))
    executive, worker = client_of(people["executive"]), client_of(people["practitioner"])
    assert "with too much work" in executive.get("/").content.decode()
    assert "with too much work" not in worker.get("/").content.decode()
    (over,) = find_overloads(now=NOON)
    url = reverse("posts_over")
    assert f"{CEILING + MORE}, on 25 November 2026" in executive.get(url).content.decode()
    said = {"post": over.key.id, "kind": "rule", "who": "Head of service", "words": "The interview goes to the youth service.",
            "by_when_day": "4", "by_when_month": "12", "by_when_year": "2026"}  # fmt: skip
    page = executive.post(url, said, follow=True).content.decode()
    assert "We have recorded your decision" in page and "The interview goes to the youth service." in page
    assert executive.post(url, {**said, "by_when_year": "2025"}).status_code == 400
    assert worker.get(url).status_code == 403
    assert "Your daily list" in worker.get(reverse("notices")).content.decode()
    assert f"{CEILING + MORE} open actions for your roles" in worker.get(reverse("day_list")).content.decode()
    assert not Notice.objects.filter(kind="day_list", read_at=None).exists(), "opened: read"


def test_posts_are_read_once_however_many_there_are(people: dict[str, Actor]) -> None:
    arrive(*usual(CEILING + MORE))
    with CaptureQueriesContext(connection) as asked:
        (over,) = find_overloads(now=NOON)
        assert posts_passed_over(on=date(2026, 11, 25)) == ()
    assert over.holders == 1 and over.ceiling == CEILING
    assert [one["sql"] for one in asked if '"casework_post"' in one["sql"]][2:] == [], "one reading for each"

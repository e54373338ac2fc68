"""Questions that nobody has answered, on the web: on the child's page, as a team's list, and answered with its form."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.urls import reverse
from support import small_partnership as small

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core import clock
from sightline.casework.core.models import Account, AuditEntry, CurrentSnapshot, Decision
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
CHILDRENS, POLICE = "childrens_services", "police"
EPISODE, FOUR = "episode_without_interview", "four_agencies_no_discussion"
FOUND_WORDS = "Wren slept at her aunt's in Mill Court and walked home with her cousin in the morning."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("unanswered"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    settings.SIGHTLINE_WORKSPACE = built
    (snapshot,) = (folder.name for folder in Workspace(built).snapshots.iterdir())
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": snapshot, "changed_at": "2024-12-02T06:00:00Z"}
    )
    return Workspace(built)


def signed_in(role: str, agency: str, organisation: str = "") -> Client:
    account = Account.objects.create(
        username=f"{role}_of_{agency}", role=role, agency=agency, organisation=organisation
    )
    client = Client()
    client.force_login(account)
    return client


def asked(served: Workspace, rule_id: str) -> dict[str, str]:
    (snapshot,) = served.snapshots.iterdir()
    with duckdb.connect(str(snapshot / "analysis.duckdb"), read_only=True) as analysis:
        row = analysis.execute(
            "SELECT question_id, person_id, asks FROM unanswered WHERE rule_id = ?", [rule_id]
        ).fetchone()
    assert row
    return dict(zip(("question_id", "person_id", "asks"), row, strict=True))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def answer(**changes: str) -> dict[str, str]:
    day = clock.today()
    whole = {"form": "found", "who": "Her aunt, by telephone", "asked_on_day": str(day.day), "asked_on_month": str(day.month),
             "asked_on_year": str(day.year), "words": FOUND_WORDS, "by_when_day": "", "by_when_month": "", "by_when_year": ""}  # fmt: skip
    return whole | changes


def test_the_childs_page_asks_them_with_who_would_know(served: Workspace) -> None:
    one = asked(served, EPISODE)
    page = signed_in("practitioner", CHILDRENS).get(reverse("person_patterns", args=[one["person_id"]]))
    assert "Unanswered questions" in text(page)
    assert one["asks"] in text(page)
    assert reverse("asked", args=[one["question_id"]]) in text(page)
    assert "Asked of Children’s services, K. Adeyemi" in text(page)


def test_a_child_without_questions_has_no_such_part(served: Workspace) -> None:
    (snapshot,) = served.snapshots.iterdir()
    with duckdb.connect(str(snapshot / "analysis.duckdb"), read_only=True) as analysis:
        (noor,) = analysis.execute("SELECT person_id FROM person WHERE list_contains(names, 'Noor Elmore')").fetchall()[
            0
        ]
    page = signed_in("practitioner", CHILDRENS).get(reverse("person_patterns", args=[noor]))
    assert "Unanswered questions" not in text(page)


def test_who_may_not_see_one_of_its_records_has_no_such_question(served: Workspace) -> None:
    one = asked(served, FOUR)  # rests on an attendance, which a school lead never sees
    lead = signed_in("school_lead", "school", small.SCHOOL)
    page = lead.get(reverse("person_patterns", args=[one["person_id"]]))
    assert one["asks"] not in text(page)
    assert asked(served, EPISODE)["asks"] in text(page)
    assert lead.get(reverse("asked", args=[one["question_id"]])).status_code == 404
    assert one["asks"] not in text(lead.get(reverse("to_ask"), {"agency": CHILDRENS}))


def test_a_school_lead_is_asked_about_own_pupils_only(served: Workspace) -> None:
    one = asked(served, EPISODE)
    other = signed_in("school_lead", "school", small.OTHER_SCHOOL)
    assert other.get(reverse("asked", args=[one["question_id"]])).status_code == 404
    assert one["asks"] not in text(other.get(reverse("to_ask"), {"agency": CHILDRENS}))
    assert one["asks"] not in text(other.get(reverse("person_patterns", args=[one["person_id"]])))


def test_the_list_is_of_ones_own_agency_and_by_worker_without_a_name_in_the_address(served: Workspace) -> None:
    one = asked(served, EPISODE)
    client = signed_in("manager", CHILDRENS)
    page = client.get(reverse("to_ask"))
    assert one["asks"] in text(page)
    (whom,) = page.context["listed"].whom
    assert (whom.worker, whom.questions) == ("K. Adeyemi", 4)
    of_worker = client.get(reverse("to_ask"), {"agency": CHILDRENS, "whom": whom.key})
    assert of_worker.context["listed"].chosen == whom
    assert len(of_worker.context["listed"].lines) == 4
    urgent = client.get(reverse("to_ask"), {"agency": CHILDRENS, "urgent": "1"})
    assert [line.rule_id for line in urgent.context["listed"].lines] == ["account_without_outcome"]
    assert "No questions need asking now" in text(client.get(reverse("to_ask"), {"agency": "health"}))


def test_its_page_gives_rule_reason_and_records(served: Workspace) -> None:
    one = asked(served, FOUR)
    page = signed_in("practitioner", CHILDRENS).get(reverse("asked", args=[one["question_id"]]))
    assert "Known to four agencies, no discussion recorded" in text(page)
    assert "No agency sees the whole until they meet." in text(page)
    assert len(page.context["shown"].rests_on) == 4
    assert all(reverse("record", args=[rests.record_id]) in text(page) for rests in page.context["shown"].rests_on)


def test_what_was_found_answers_it(served: Workspace) -> None:
    one = asked(served, EPISODE)
    client, url = signed_in("practitioner", CHILDRENS), reverse("asked", args=[one["question_id"]])
    page = client.post(url, answer(), follow=True)
    assert page.status_code == 200, page.context["form"].errors
    assert "Your answer is saved." in text(page)
    assert "walked home with her cousin" in text(page)
    assert one["asks"] not in text(client.get(reverse("person_patterns", args=[one["person_id"]])))
    assert one["asks"] not in text(client.get(reverse("to_ask")))
    decision = Decision.objects.get(kind="answered")
    assert (decision.body["about"], decision.body["about_id"]) == ("question", one["question_id"])
    assert FOUND_WORDS not in str(decision.body)


def test_asked_and_not_known_sets_the_day_on_which_it_is_asked_again(served: Workspace) -> None:
    one, client = asked(served, EPISODE), signed_in("practitioner", CHILDRENS)
    url = reverse("asked", args=[one["question_id"]])
    later = clock.today() + timedelta(days=7)
    boxes = {"by_when_day": str(later.day), "by_when_month": str(later.month), "by_when_year": str(later.year)}
    page = client.post(url, answer(form="asked_not_known", words="", **boxes), follow=True)
    assert "asked, and still not known" in text(page)
    child = client.get(reverse("person_patterns", args=[one["person_id"]]))
    assert [line.question_id for line in child.context["unanswered"].later] == [one["question_id"]]
    assert one["asks"] not in text(client.get(reverse("to_ask")))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"who": ""}, "who"), ({"words": ""}, "words"), ({"words": "Noted."}, "words"), ({"asked_on_day": ""}, "asked_on"),
     ({"form": ""}, "form"), ({"form": "asked_not_known"}, "by_when")],
)  # fmt: skip
def test_what_lacks_a_part_is_no_answer_and_says_which(served: Workspace, changes: dict[str, str], field: str) -> None:
    one = asked(served, EPISODE)
    client = signed_in("practitioner", CHILDRENS)
    page = client.post(reverse("asked", args=[one["question_id"]]), answer(**changes))
    assert page.status_code == 400
    assert list(page.context["form"].errors) == [field]
    assert not Decision.objects.filter(kind="answered").exists()


def test_another_agency_is_told_whom_to_tell(served: Workspace) -> None:
    one = asked(served, EPISODE)
    page = signed_in("practitioner", POLICE).get(reverse("asked", args=[one["question_id"]]))
    assert "Tell them what you know." in text(page)
    assert "Save my answer" not in text(page)


def test_reading_is_audited(served: Workspace) -> None:
    one = asked(served, EPISODE)
    signed_in("practitioner", CHILDRENS).get(reverse("asked", args=[one["question_id"]]))
    entry = AuditEntry.objects.filter(action="read_unanswered").latest("sequence")
    assert f"unanswered:{hash_id(one['question_id'])}" in entry.ids
    assert f"person:{hash_id(one['person_id'])}" in entry.ids

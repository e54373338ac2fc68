"""Items and clocks on the web: what they show to whom, answered part by part, seen by the next stage, disagreed with."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.audited import acts_named
from support.climbing import LADDER, fill_ladder, set_clock, thing
from support.picture_laws import check_picture
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.concerns.models import Concern
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import AnswerText, Decision
from sightline.casework.escalation.engine import close_by_fact
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.escalation.services.responses import answer_item
from sightline.casework.timekeeping import scheduler as escalation_scheduler
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.visibility import Visibility
from sightline.store import Workspace
from sightline.web.escalation.forms import BOXES
from sightline.web.escalation.presenters import stage_in_words

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED, LATER, CHRISTMAS = "2026-12-22T16:30:00Z", "2026-12-22T16:40:00Z", "2026-12-25T08:00:00Z"
HOUR_LATER, MONTH_LATER = "2026-12-22T17:40:00Z", "2027-01-22T08:00:00Z"
WHAT = "Hold a strategy discussion with police and health about the grey van"
WORDS = "The van is her uncle's; school met him and rang her mother, who says he drives her to football."
ACT = {"form": "act", "act_what": WHAT, "act_who": "Front door manager", "act_by_when_day": "30",
       "act_by_when_month": "12", "act_by_when_year": "2026"}  # fmt: skip
NOT_PROCEED = {"form": "not_proceed", "not_proceed_reason": "explained", "not_proceed_words": WORDS}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("items"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    return copy


@pytest.fixture
def people() -> dict[str, Actor]:
    return fill_ladder()


@pytest.fixture
def suspicion(held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> Item:
    """A youth worker's suspicion about Wren, told ten minutes ago."""
    worried.enter(worried.youth_worker(), about=wren(held))
    set_clock(monkeypatch, LATER)
    escalation_scheduler.tick(session_of(house_actor()))
    return Item.objects.get(rule_id="suspicion_answered", agency="childrens_services")


def ask(workspace: Workspace, sql: str) -> list[str]:
    (snapshot,) = workspace.snapshots.iterdir()
    with duckdb.connect(str(snapshot / "analysis.duckdb"), read_only=True) as analysis:
        return [str(row[0]) for row in analysis.execute(sql).fetchall()]


def wren(workspace: Workspace) -> str:
    return ask(workspace, f"SELECT person_id FROM person WHERE list_contains(names, '{small.CHILD}')")[0]


def somebody(role: str, agency: str, organisation: str = "") -> Client:
    return client_of(worried.actor(f"{role}_{agency}", role, agency, organisation))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_an_item_says_what_it_is_about_and_every_step(suspicion: Item, people: dict[str, Actor]) -> None:
    page = client_of(people["practitioner"]).get(reverse("item", args=[suspicion.item_id]))
    said = text(page)
    assert page.status_code == 200
    assert "Answer the suspicion of exploitation" in said and small.CHILD in said
    assert "In 2005 a constable wrote down such a suspicion" in said
    assert "Local: decided here, not in law" in said
    assert (
        "Does it name a person who works with children?" in said
        and reverse("reassign", args=[suspicion.item_id]) in said
    )
    assert reverse("record", args=[suspicion.record_id]) in said
    assert "overdue" not in said.lower() or "left" in said
    assert people["practitioner"].reader.username in said
    assert "There are no answers yet." in said
    assert f"record:{hash_id(suspicion.record_id)}" in acts_named("read_item_about")[-1].ids


def test_its_ladder_is_drawn_with_roles_and_no_name(
    suspicion: Item, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(people["practitioner"])
    client.post(reverse("acknowledge_item", args=[suspicion.item_id]))
    set_clock(monkeypatch, CHRISTMAS)
    escalation_scheduler.tick(session_of(house_actor()))
    page = client.get(reverse("item_ladder", args=[suspicion.item_id]))
    picture = page.context["picture"]
    check_picture(picture)
    endings = [(row[1].text, row[3].text.partition(",")[0]) for row in picture.table.rows]
    assert endings[0] == ("Practitioner", "no answer in time") and ("Deadline", "1 day late") in endings
    assert "is dealing with this" in picture.table.rows[0][4].text
    acted = re.search(r"(\d+ Dec, [0-9:apm]+): is dealing with this", picture.table.rows[0][4].text)
    assert acted and f"Opened {acted[1]}." in picture.table.rows[0][4].text, "whoever acts on it has opened it"
    assert "Not opened." in picture.table.rows[1][4].text
    manager = client_of(people["team_manager"])
    assert "Not opened." in text(manager.get(reverse("item", args=[suspicion.item_id])))
    read = client.get(reverse("item_ladder", args=[suspicion.item_id])).context["picture"].table.rows
    assert "Opened 25 Dec, " in read[1][4].text, "by opening the page of the action"
    drawn = client.post(reverse("item_ladder_file", args=[suspicion.item_id]), {"purpose": "case"}).content.decode()
    saver = people["practitioner"].reader.username  # the label above the drawing says who saved it
    assert drawn.count(saver) == 1
    drawn = drawn.replace(saver, "")
    names = [one.reader.username for one in people.values()] + small.CHILD.split()
    assert 'role="img"' in drawn and not [one for one in names if one in drawn + str(picture.table.rows)]


def test_the_last_stage_of_a_ladder_past_its_time_has_not_answered_in_time(
    suspicion: Item, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(people["practitioner"])
    waits = client.get(reverse("item_ladder", args=[suspicion.item_id])).context["picture"]
    assert "Nobody has answered yet." in waits.finding and waits.table.rows[0][3].text == "still has time"
    set_clock(monkeypatch, MONTH_LATER)
    escalation_scheduler.tick(session_of(house_actor()))
    picture = client.get(reverse("item_ladder", args=[suspicion.item_id])).context["picture"]
    check_picture(picture)
    endings = [row[3].text.partition(",")[0] for row in picture.table.rows if row[2].text]
    assert set(endings) == {"no answer in time"}
    stages = {row[1].text for row in picture.table.rows if row[2].text}
    assert f"No answer in time at {len(stages)} stages." in picture.finding


def test_an_action_closed_by_a_later_record_has_ended_on_the_day_it_was_closed(
    suspicion: Item, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(people["practitioner"])
    set_clock(monkeypatch, HOUR_LATER)
    session = session_of(house_actor())
    assert close_by_fact(session, item_id=suspicion.item_id, record_id=suspicion.record_id, now=HOUR_LATER)
    set_clock(monkeypatch, MONTH_LATER)
    picture = client.get(reverse("item_ladder", args=[suspicion.item_id])).context["picture"]
    check_picture(picture)
    endings = [row[3].text for row in picture.table.rows if row[2].text and row[0].text]
    assert endings == ["closed, no answer needed, Tue 22 Dec 2026, 5:40pm"]
    assert "Nobody answered before it was closed." in picture.finding


def test_the_ladder_of_a_concern_about_someone_who_works_with_children_begins_with_the_lado(
    suspicion: Item, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stage_in_words("practitioner", "lado") == "local authority designated officer"
    assert stage_in_words("practitioner", "adult_safeguarding") == "adult safeguarding duty manager"
    assert stage_in_words("practitioner", "partnership") == "partnership business manager"
    assert stage_in_words("practitioner", "police") == stage_in_words("practitioner") == "practitioner"
    assert stage_in_words("team_manager", "lado") == "team manager"
    Item.objects.filter(pk=suspicion.pk).update(ladder="lado")
    client = client_of(fill_ladder(ladder="lado")["practitioner"])
    picture = client.get(reverse("item_ladder", args=[suspicion.item_id])).context["picture"]
    check_picture(picture)
    assert [cell.text for cell in picture.table.rows[0][1:3]] == [
        "Local authority designated officer",
        "Local authority designated officer",
    ]
    assert "Practitioner" not in picture.as_file
    assert "Head of quality assurance and safeguarding" in [row[2].text for row in picture.table.rows]
    steps = text(client.get(reverse("item", args=[suspicion.item_id])))
    assert "1. Local authority designated officer" in steps and "Practitioner" not in steps


def test_an_answer_is_of_the_stage_that_gave_it_and_not_of_the_next_that_reviews_it(
    suspicion: Item, people: dict[str, Actor]
) -> None:
    client = client_of(people["practitioner"])
    client.post(reverse("answer_item", args=[suspicion.item_id]), NOT_PROCEED)
    rows = client.get(reverse("item_ladder", args=[suspicion.item_id])).context["picture"].table.rows
    endings = [row[3].text.partition(",")[0] for row in rows]
    assert endings[:2] == ["answered", "still has time"]
    assert "not proceeding" in rows[0][4].text and "not proceeding" not in rows[1][4].text


def test_what_a_lower_stage_says_after_escalation_is_of_that_stage_in_chart_and_table(
    suspicion: Item, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, CHRISTMAS)
    escalation_scheduler.tick(session_of(house_actor()))
    client = client_of(people["practitioner"])

    def rows() -> list[tuple[str, str, str]]:
        picture = client.get(reverse("item_ladder", args=[suspicion.item_id])).context["picture"]
        check_picture(picture)
        return [(row[1].text, row[3].text.partition(",")[0], row[4].text) for row in picture.table.rows if row[4].text]

    client.post(reverse("acknowledge_item", args=[suspicion.item_id]))
    first, *others = rows()
    assert first[:2] == ("Practitioner", "no answer in time") and "is dealing with this" in first[2]
    assert others and not [words for _, _, words in others if "is dealing with this" in words]
    steps = client.get(reverse("item", args=[suspicion.item_id])).context["steps"]
    assert [step.stage for step, in_hand in steps if in_hand] == ["practitioner"]
    assert steps[-1][0].stage != "practitioner", "it was escalated before"
    client.post(reverse("answer_item", args=[suspicion.item_id]), NOT_PROCEED)
    first, *others = rows()
    assert first[1] == "answered late" and "not proceeding" in first[2]
    assert "answered" not in {ending for _, ending, _ in others}
    assert "another stage answered" in {ending for _, ending, _ in others}
    assert not [words for _, _, words in others if "not proceeding" in words]


def test_somebody_says_that_they_are_dealing_with_it(suspicion: Item, people: dict[str, Actor]) -> None:
    client = client_of(people["practitioner"])
    page = client.post(reverse("acknowledge_item", args=[suspicion.item_id]), follow=True)
    assert "We have recorded that you are dealing with this" in text(page)
    ((_, in_hand),) = page.context["steps"]
    assert [said.by for said in in_hand] == [people["practitioner"].reader.username]
    assert client.post(reverse("acknowledge_item", args=[suspicion.item_id])).status_code == 403


@pytest.mark.parametrize(
    ("changes", "boxes"),
    [
        ({"form": ""}, ["form"]),
        ({"act_what": ""}, ["act_what"]),
        ({"act_what": "Noted. No further action."}, ["act_what"]),
        ({"act_who": ""}, ["act_who"]),
        ({"act_by_when_day": "", "act_by_when_month": "", "act_by_when_year": ""}, ["act_by_when"]),
        ({"act_by_when_day": "31", "act_by_when_month": "2"}, ["act_by_when"]),
        ({"act_by_when_year": "2025"}, ["act_by_when"]),
        ({"act_what": "", "act_who": ""}, ["act_what", "act_who"]),
        ({"form": "not_proceed"}, ["not_proceed_reason", "not_proceed_words"]),
        (NOT_PROCEED | {"not_proceed_reason": "noted"}, ["not_proceed_reason"]),
        (NOT_PROCEED | {"not_proceed_words": "There is another explanation."}, ["not_proceed_words"]),
        (NOT_PROCEED | {"not_proceed_reason": "seen_and_safe"}, ["not_proceed_who"]),
        (NOT_PROCEED | {"not_proceed_who": "R. Okafor"}, ["not_proceed_who"]),
    ],
)
def test_what_lacks_a_part_is_no_answer_and_the_page_says_which(
    suspicion: Item, people: dict[str, Actor], changes: dict[str, str], boxes: list[str]
) -> None:
    client = client_of(people["practitioner"])
    page = client.post(reverse("answer_item", args=[suspicion.item_id]), ACT | changes)
    assert page.status_code == 400
    assert list(page.context["form"].errors) == boxes
    said = text(page)
    assert "There is a problem" in said
    for box in boxes:
        target = {
            "form": "#id_form_0",
            "not_proceed_reason": "#id_not_proceed_reason_0",
            "act_by_when": "#id_act_by_when_0",
        }
        assert f'href="{target.get(box, f"#id_{box}")}"' in said
    assert not Decision.objects.filter(kind="answered").exists()


def test_every_part_of_every_form_has_a_box() -> None:
    from sightline.escalation.responses import PARTS

    assert {(form, part) for form, parts in PARTS.items() for part in parts} <= set(BOXES)


def test_act_is_kept_done_seen_and_closed(suspicion: Item, people: dict[str, Actor]) -> None:
    worker, manager = client_of(people["practitioner"]), client_of(people["team_manager"])
    url = reverse("item", args=[suspicion.item_id])
    page = worker.post(reverse("answer_item", args=[suspicion.item_id]), ACT, follow=True)
    said = text(page)
    assert "Your answer is saved." in said and "Action under way" in said
    assert "Sightline is not your case system, so copy this answer there." in said
    assert f"What: {WHAT}\nWho: Front door manager\nBy: 30 December 2026" in page.context["to_copy"]
    assert small.CHILD not in page.context["to_copy"]
    assert WHAT not in str(list(Decision.objects.values_list("body", flat=True)))
    late = worker.post(reverse("answer_item", args=[suspicion.item_id]), ACT)
    assert late.status_code == 400 and "cannot be done at this stage" in text(late)
    noted = worker.post(reverse("action_done", args=[suspicion.item_id]), {"words": "Done."})
    assert noted.status_code == 400 and list(noted.context["form"].errors) == ["words"]
    done = {"words": "Police, health and school met on Tuesday; she was seen alone at school and spoke of the van."}
    assert (
        "we have recorded that this is done"
        in text(worker.post(reverse("action_done", args=[suspicion.item_id]), done, follow=True)).lower()
    )
    assert not worker.get(url).context["shown"].page.may_see
    assert "You cannot do this now" in text(worker.get(reverse("see_answer", args=[suspicion.item_id])))
    assert done["words"] in text(manager.get(reverse("see_answer", args=[suspicion.item_id])))
    page = manager.post(reverse("see_answer", args=[suspicion.item_id]), {"agrees": "yes", "words": ""}, follow=True)
    assert "This is closed." in text(page)
    assert "reviewed the answer, and agrees" in text(page)


def test_not_proceeding_needs_agreement_and_not_agreeing_needs_words(suspicion: Item, people: dict[str, Actor]) -> None:
    worker, manager = client_of(people["practitioner"]), client_of(people["team_manager"])
    page = worker.post(reverse("answer_item", args=[suspicion.item_id]), NOT_PROCEED, follow=True)
    assert "There is another explanation, and it was checked" in text(page)
    seen = reverse("see_answer", args=[suspicion.item_id])
    refused = manager.post(seen, {"agrees": "no", "words": ""})
    assert refused.status_code == 400 and list(refused.context["form"].errors) == ["words"]
    why = "Nobody has asked her where she was taken, and police have not been rung about the van."
    page = manager.post(seen, {"agrees": "no", "words": why}, follow=True)
    assert page.context["shown"].page.line.state == "waiting"
    assert why in text(page) and "the next stage did not agree with the answer" in text(page)


def test_whoever_answered_alone_has_hints_on_the_words_of_the_answer(suspicion: Item, people: dict[str, Actor]) -> None:
    first, above = client_of(people["practitioner"]), client_of(people["team_manager"])
    address = f"/items/{suspicion.item_id}/"
    assert "may blame the child" not in text(first.get(address))
    words = 'School calls it a "lifestyle choice", and by going there she puts herself at risk each week'
    assert first.post(f"{address}answer/", NOT_PROCEED | {"not_proceed_words": words}).status_code == 302
    shown = text(first.get(address))
    assert "Some of your words may blame the child" in shown
    assert "“puts herself at risk”" in shown and "opportunity to harm the child" in shown
    assert "“lifestyle choice”" not in shown, "what is quoted is nobody's to change"
    seen = text(above.get(address))
    assert "puts herself at risk each week" in seen and "may blame the child" not in seen


def test_the_same_text_given_before_is_counted(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        one = thing(ENTERED, number=number)
        tick(session_of(house_actor()), as_at="2026-12-22T17:00:00Z", sources=[lambda _session, _now, one=one: (one,)])
        set_clock(monkeypatch, "2026-12-22T17:10:00Z")
        answer_item(
            session_of(people["practitioner"]),
            item_id=one.item_id,
            form={"form": "not_proceed", "reason": "explained", "words": WORDS.upper() if number == 1 else WORDS},
        )
    page = client_of(people["team_manager"]).get(reverse("item", args=[one.item_id]))
    assert "is also the answer to 2 other actions" in text(page)


def test_whose_turn_it_is_answers_also_without_seeing_what_it_rests_on(
    held: Workspace, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = thing(ENTERED, seen=Visibility("health", "Park Clinic", "health_attendances", True), person_id=wren(held))
    tick(session_of(house_actor()), as_at="2026-12-22T17:00:00Z", sources=[lambda _session, _now: (hidden,)])
    set_clock(monkeypatch, "2026-12-22T17:10:00Z")
    client = client_of(people["practitioner"])
    page = client.get(reverse("item", args=[hidden.item_id]))
    said = text(page)
    assert "asks you to call" in said and "To ask for access, contact information governance." in said
    assert small.CHILD not in said and hidden.record_id not in said and hidden.person_id not in said
    assert (
        "Every stage so far" not in said and reverse("answer_item", args=[hidden.item_id]) not in page.content.decode()
    )
    assert reverse("answer_item", args=[hidden.item_id]) in client.get(reverse("work")).content.decode()
    assert "Your answer is saved." in text(client.post(reverse("answer_item", args=[hidden.item_id]), ACT, follow=True))
    listed = text(client.get(reverse("work")))
    assert reverse("item", args=[hidden.item_id]) in listed and small.CHILD not in listed
    assert somebody("practitioner", LADDER).get(reverse("item", args=[hidden.item_id])).status_code == 404
    nurse = somebody("practitioner", "health").get(reverse("item", args=[hidden.item_id]))
    assert nurse.status_code == 200 and not nurse.context["shown"].page.may_answer
    assert somebody("elected_member", "").get(reverse("item", args=[hidden.item_id])).status_code == 403


def test_either_side_may_disagree_and_reads_its_own_words(suspicion: Item, people: dict[str, Actor]) -> None:
    police = somebody("practitioner", "police")
    page = police.get(reverse("item", args=[suspicion.item_id]))
    assert "I do not agree with what is being done about this" in text(page)
    assert not page.context["shown"].page.may_answer
    why = "She was seen in that van by our officer on Friday, and nobody rang us back."
    opened = police.post(
        reverse("disagree_item", args=[suspicion.item_id]), {"words": why, "with_agency": ""}, follow=True
    )
    said = text(opened)
    assert "Your disagreement is recorded." in said and why in said.replace("&#x27;", "'")
    assert "Police does not agree with what is done about" in said
    assert reverse("item", args=[suspicion.item_id]) in said
    refused = police.post(reverse("disagree_item", args=[suspicion.item_id]), {"words": "Noted.", "with_agency": ""})
    assert refused.status_code == 400


def test_a_record_is_disagreed_with_from_its_page(held: Workspace, people: dict[str, Actor]) -> None:
    (contact,) = ask(held, "SELECT record_id FROM agency_record WHERE kind = 'childrens_services_events/contact'")
    lead = somebody("school_lead", "school", small.SCHOOL)
    assert reverse("disagree_record", args=[contact]) in text(lead.get(reverse("record", args=[contact])))
    why = "The contact was closed on the day, and nobody asked her tutor what she had said."
    page = lead.post(reverse("disagree_record", args=[contact]), {"words": why, "with_agency": ""}, follow=True)
    assert page.status_code == 200 and why in text(page)
    assert Item.objects.get(rule_id="disagreement").agency == LADDER


def test_a_concern_about_a_professional_is_opened_by_the_post_that_answers_it(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    lado = fill_ladder("lado")
    first = next(iter(lado.values()))
    worried.enter(worried.youth_worker(), about_professional="Y", professional_agency="school")
    set_clock(monkeypatch, CHRISTMAS)
    escalation_scheduler.tick(session_of(house_actor()))
    item = Item.objects.filter(ladder="lado").first()
    assert item is not None
    page = client_of(first).get(reverse("item", args=[item.item_id]))
    assert reverse("concern", args=[Concern.objects.get().concern_id]) in text(page)
    manager = somebody("manager", "youth_service")
    assert manager.get(reverse("item", args=[item.item_id])).status_code == 404
    assert item.item_id not in text(manager.get(reverse("work"), {"list": "all"}))


def test_erased_words_are_gone_from_the_page(suspicion: Item, people: dict[str, Actor]) -> None:
    worker = client_of(people["practitioner"])
    worker.post(reverse("answer_item", args=[suspicion.item_id]), NOT_PROCEED)
    AnswerText.objects.filter(sha256=ItemEvent.objects.get(kind="not_proceed").text_sha).update(words="", who="")
    page = worker.get(reverse("item", args=[suspicion.item_id]))
    assert page.status_code == 200 and "football" not in text(page)


@pytest.mark.parametrize(
    ("agency", "ladder"), [("school", "lado"), ("not_known", "lado"), ("police", "professional_standards")]
)
def test_an_item_that_names_a_colleague_leaves_the_line_and_is_found_there_no_more(
    suspicion: Item, people: dict[str, Actor], agency: str, ladder: str
) -> None:
    officers = fill_ladder(ladder)
    worker = client_of(people["practitioner"])
    own_id = suspicion.item_id
    url = reverse("reassign", args=[own_id])
    half = worker.post(url, {"about_agency": "", "words": ""})
    assert half.status_code == 400 and "Say where they work or volunteer" in text(half)
    told = "The driver is the husband of a colleague on the duty desk, whom I know."
    assert worker.post(url, {"about_agency": agency, "words": told}).status_code == 302
    suspicion.refresh_from_db()
    assert suspicion.state == "closed" and suspicion.reassigned
    moved = Item.objects.get(item_id=own_id)
    assert (moved.ladder, moved.opened_at, moved.state) == (ladder, LATER, "waiting")
    assert (moved.source, moved.deadline_at) == (suspicion.source, suspicion.deadline_at)
    for line in ("practitioner", "team_manager"):
        reader = client_of(people[line])
        for one in (suspicion, moved):
            assert reader.get(reverse("item", args=[one.item_id])).status_code == 404
        for scope in ("me", "reached", "agency", "all"):
            page = reader.get(reverse("work"), {"list": scope})
            assert suspicion.item_id not in text(page) and moved.item_id not in text(page)
    officer = client_of(officers["practitioner"])
    shown = text(officer.get(reverse("item", args=[moved.item_id])))
    assert told in shown
    assert officer.get(reverse("item", args=[suspicion.item_id])).status_code == 404
    chair = client_of(people["chair_and_scrutineer chair"])
    assert chair.get(reverse("item", args=[suspicion.item_id])).status_code == 200
    escalation_scheduler.tick(session_of(house_actor()), as_at="2026-12-23T17:00:00Z")
    assert Item.objects.filter(rule_id="suspicion_answered", ladder=LADDER, closed_at=None).count() == 0
    moved.refresh_from_db()
    assert moved.stage == "head_of_service"
    again = worker.post(url, {"about_agency": agency, "words": told})
    assert again.status_code == 404

"""A suspicion that only the model saw: asked, answered, read again elsewhere; a yes is told at once and becomes a sign."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from support import note_proposal_files as noted
from support.climbing import fill_ladder, person, set_clock
from support.sessions import session_of
from support.trials import second_governance

from sightline.casework.backlog.services import set_go_live
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.models import Account, Decision
from sightline.casework.escalation.candidates import refresh_basis
from sightline.casework.escalation.engine import CLOCK, SECOND_READING, SENTENCE, close_by_fact
from sightline.casework.escalation.models import Item, ItemBasis, Step
from sightline.casework.escalation.rights import ItemRight
from sightline.casework.escalation.selectors import line_of
from sightline.casework.escalation.services.responses import answer_item
from sightline.casework.notes.said_readings import list_said_readings
from sightline.casework.notes.services.feedback import say_passage_wrong
from sightline.casework.notes.text_hashes import kept_hash
from sightline.casework.readings import sample
from sightline.casework.readings.confirmed_signs import confirmed_signs_in_force
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.reader_choice import choose_second_agency
from sightline.casework.readings.sample import signs_asked_of_rules
from sightline.casework.readings.selectors.asked_sentences import read_asked
from sightline.casework.readings.sentence_questions import list_asked_sentences, question_about
from sightline.casework.readings.services.asked_sentences import answer_sentence, correct_answer
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.switches import start_with_rules_on
from sightline.casework.timekeeping.scheduler import tick
from sightline.casework.word_index.word_hashes import need_key
from sightline.escalation import SENTENCE_QUESTION
from sightline.model.errors import Refused, SightlineError
from sightline.model.nouns import Role
from sightline.model.passages import BY_PERSON
from sightline.model.visibility import Visibility
from sightline.rulebook.local_lists import read_vocabulary
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "I think somebody runs this and I cannot prove it."
DENIED = "No evidence that she is being exploited."  # a rule marks it, as denied: that silences nothing
OTHER = "I worry that this is being arranged by somebody and I have no proof."
NOTES = (("Tia", "Marlow", "01/03/2024", f"{DENIED} Quiet today. {WORDS} Home by six."),)
REAL = sample.value_of
OPENED, ANSWERED = "2026-11-26T09:00:00Z", "2026-11-27T10:00:00Z"


@pytest.fixture
def people(
    request: pytest.FixtureRequest, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, dict[str, Actor]]:
    """Posts of both agencies and the partnership, and one note taken in, with the marking that a test asks for."""
    set_clock(monkeypatch, "2026-11-26T08:00:00Z")
    start_with_rules_on()
    found = {agency: fill_ladder(agency) for agency in ("childrens_services", "police", "partnership")}
    noted.take_in(workspace, tmp_path / "files", notes=NOTES, notes_marking=getattr(request, "param", ""))
    at(monkeypatch, OPENED)
    return found


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    set_clock(monkeypatch, moment)
    assert tick(session_of(house_actor()), as_at=moment).went_wrong == 0


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=actor.reader.username))
    return client


def item(source: str, agency: str = "") -> Item:
    found = Item.objects.filter(source=source, **({"agency": agency} if agency else {}))
    return found.get()


def test_it_is_asked_of_the_first_post_for_one_working_day_and_escalates(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = item(SENTENCE)
    assert (asked.agency, asked.stage, asked.deadline_at) == (
        "childrens_services",
        "practitioner",
        "2026-11-27T23:59:59Z",
    )
    assert asked.known_from == "2024-03-01" and asked.person_id
    at(monkeypatch, "2026-11-28T09:00:00Z")
    assert Step.objects.of_item(asked).last().stage == "team_manager"
    worker, stranger = people["childrens_services"]["practitioner"], people["police"]["practitioner"]
    (shown,) = read_asked(session_of(worker), item_id=asked.item_id)
    assert "".join(piece.text for piece in shown.sentences[0].pieces) == WORDS
    with pytest.raises(SightlineError):
        answer_item(session_of(worker), item_id=asked.item_id, form={"form": "not_proceed"})
    with pytest.raises(SightlineError):
        answer_sentence(session_of(stranger), item_id=asked.item_id, answer=SentenceAnswer.YES)
    assert Item.objects.filter(source=CLOCK, rule_id="suspicion_answered").count() == 0


def test_who_cannot_tell_asks_the_next_stage(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, ANSWERED)
    worker, manager = people["childrens_services"]["practitioner"], people["childrens_services"]["team_manager"]
    asked = item(SENTENCE)
    answer_sentence(session_of(worker), item_id=asked.item_id, answer=SentenceAnswer.CANNOT_TELL)
    asked.refresh_from_db()
    step = Step.objects.of_item(asked).last()
    assert (asked.state, asked.stage, step.why, step.told) == (
        "waiting", "team_manager", "cannot_tell", [manager.reader.username]
    )  # fmt: skip
    at(monkeypatch, "2026-11-27T11:00:00Z")
    assert item(SENTENCE).closed_at is None
    answer_item_page = f"/items/{asked.item_id}/sentence/"
    said = client_of(worker).post(answer_item_page, {"answer": "cannot_tell"}, follow=True).content.decode()
    assert "already asked a more senior person" in said and "has asked a more senior" not in said
    assert said.count("I cannot tell from this note") == 2 and "cannot_tell" not in said
    assert Step.objects.of_item(asked).count() == 2
    at(monkeypatch, "2026-12-11T09:00:00Z")
    top = people["childrens_services"]["chair_and_scrutineer chair"]
    refused = client_of(top).post(answer_item_page, {"answer": "cannot_tell"}).content.decode()
    assert "You are the last stage" in refused and Step.objects.of_item(asked).last().stage == "chair_and_scrutineer"
    assert item(SENTENCE).answered_by == "" and item(SENTENCE).closed_at is None


def test_what_a_fact_closed_before_anybody_answered_is_asked_again_when_it_is_so_again(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = item(SENTENCE)
    close_by_fact(session_of(house_actor()), item_id=first.item_id, record_id="", now="2026-11-26T10:00:00Z")
    at(monkeypatch, "2026-11-26T11:00:00Z")
    again = Item.objects.open().get(source=SENTENCE)
    assert (again.about_id, again.stage) == (first.about_id, "practitioner") and again.pk != first.pk
    at(monkeypatch, "2026-11-26T12:00:00Z")
    assert Item.objects.filter(source=SENTENCE).count() == 2


def test_a_no_is_read_again_by_another_agency_and_two_end_it(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, ANSWERED)
    first, second = people["childrens_services"]["practitioner"], people["police"]["practitioner"]
    answer_sentence(session_of(first), item_id=item(SENTENCE).item_id, answer=SentenceAnswer.NO)
    at(monkeypatch, "2026-11-27T11:00:00Z")
    again = item(SECOND_READING)
    assert (item(SENTENCE).state, again.agency, again.opened_at) == ("closed", "police", ANSWERED)
    (shown,) = read_asked(session_of(second), item_id=again.item_id)
    assert len(shown.sentences) == 1 and list_said_readings() == []
    set_clock(monkeypatch, "2026-11-27T12:00:00Z")
    answer_sentence(session_of(second), item_id=again.item_id, answer=SentenceAnswer.NO)
    at(monkeypatch, "2026-11-27T13:00:00Z")
    assert not Item.objects.open().filter(source__in=[SENTENCE, SECOND_READING, CLOCK]).exists()
    (settled,) = list_said_readings()
    assert (settled.by, settled.sign, settled.is_so) == (second.reader.username, "suspected_exploitation", False)


def test_each_sentence_has_its_own_answer_and_an_open_one_survives_what_changes_around_it(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path
) -> None:
    worker = people["childrens_services"]["practitioner"]
    first = item(SENTENCE)
    noted.take_in(workspace, tmp_path / "two", notes=((*NOTES[0][:3], f"{OTHER} {WORDS} Home by six."),))
    at(monkeypatch, "2026-11-26T10:00:00Z")
    both = {one.about_id: one for one in Item.objects.filter(source=SENTENCE)}
    assert len(both) == 2 and both[first.about_id].pk == first.pk and not both[first.about_id].closed_at
    later = next(one for one in both.values() if one.pk != first.pk)
    (shown,) = read_asked(session_of(worker), item_id=later.item_id)
    assert ["".join(piece.text for piece in one.pieces) for one in shown.sentences] == [OTHER]
    set_clock(monkeypatch, "2026-11-26T11:00:00Z")
    answer_sentence(session_of(worker), item_id=later.item_id, answer=SentenceAnswer.YES)
    noted.run(workspace)
    at(monkeypatch, "2026-11-26T12:00:00Z")
    assert [one.pk for one in Item.objects.open().filter(source=SENTENCE)] == [first.pk]
    noted.take_in(workspace, tmp_path / "without", notes=(noted.THIRD,))
    at(monkeypatch, "2026-11-26T13:00:00Z")
    assert [one.pk for one in Item.objects.open().filter(source=SENTENCE, record_id=first.record_id)] == [first.pk]
    (shown,) = read_asked(session_of(worker), item_id=first.item_id)
    assert "".join(piece.text for piece in shown.sentences[0].pieces) == WORDS
    answer_sentence(session_of(worker), item_id=first.item_id, answer=SentenceAnswer.NO)


def test_a_rules_unlikely_sign_of_harm_is_asked_about_and_a_hidden_sign_is_not_named(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path
) -> None:
    worker, words = people["childrens_services"]["practitioner"], "They are passing her around."
    said = f"Quiet today. {words} Her uncle brings her friend to swimming."
    noted.take_in(workspace, tmp_path / "unlikely", notes=(("Noor", "Saidi", "12/03/2024", said),))
    at(monkeypatch, "2026-11-26T10:00:00Z")
    asked = {one.sentence["sign"]: one for one in Item.objects.filter(source=SENTENCE)}
    harm, hidden = asked["coercion_control"], asked["made_to_bring_others"]
    assert "faces threats or debt" in harm.about and harm.deadline_at == "2026-11-27T23:59:59Z"
    assert hidden.about == "Does this note show a sign of harm to a child?"
    assert all(ItemBasis.objects.filter(item=hidden).values_list("restricted", flat=True))
    page = client_of(worker).get(f"/items/{harm.item_id}/").content.decode()
    assert "passing her around" in page.replace("<mark>", "").replace("</mark>", "")
    answer_sentence(session_of(worker), item_id=harm.item_id, answer=SentenceAnswer.YES)
    noted.run(workspace)
    at(monkeypatch, "2026-11-26T12:00:00Z")
    assert all(ItemBasis.objects.filter(item=hidden).values_list("restricted", flat=True)), "after a run, too"
    assert not any(ItemBasis.objects.filter(item=harm).values_list("restricted", flat=True))
    ItemBasis.objects.filter(item=harm).update(restricted=True)
    refresh_basis(seen=[(harm.record_id, Visibility("childrens_services", "", "childrens_services_events", False))])
    assert not any(ItemBasis.objects.filter(item=harm).values_list("restricted", flat=True)), "no longer restricted"
    assert all(ItemBasis.objects.filter(item=hidden).values_list("restricted", flat=True)), "its sign still is"
    not_shown = ItemRight(None, sees_basis=False, holds_post=False)
    assert {line_of(one, not_shown).about for one in asked.values()} == {hidden.about}, "one name tells of no sign"
    assert line_of(harm, replace(not_shown, sees_basis=True)).about == harm.about
    with session_of(worker).need_current() as (_, store):
        marks = store.signs.of_record(record_id=harm.record_id, sight=THE_HOUSE)
    (sign,) = [one for one in marks if one["indicator"] == "coercion_control"]
    assert (sign["rule_id"], sign["text"]) == (BY_PERSON, words)


def test_while_the_rule_is_off_an_unlikely_sign_of_harm_is_a_sign_and_so_it_is_of_before_go_live(
    people: dict[str, dict[str, Actor]], workspace: Workspace, tmp_path: Path
) -> None:
    """Each without a question: what nobody is asked about is told."""
    session = session_of(house_actor())
    assert signs_asked_of_rules(session) == set(REAL("rule_signs"))
    notes = (("Noor", "Saidi", "12/03/2024", "They are passing her around."),)
    RuleSwitch.objects.create(rule_id=SENTENCE_QUESTION, on=False, at=OPENED, decision=0)
    assert signs_asked_of_rules(session_of(house_actor())) == set()
    noted.take_in(workspace, tmp_path / "off", notes=notes)
    assert "coercion_control" in signs_told() and "coercion_control" not in signs_asked()
    RuleSwitch.objects.all().delete()
    noted.run(workspace)
    assert "coercion_control" not in signs_told() and "coercion_control" in signs_asked()
    second_governance()
    gov = person("gov", Role.INFORMATION_GOVERNANCE, "")
    day, why = date(2024, 3, 13), "The executive agreed it with each agency."
    set_go_live(session_of(gov), agency="childrens_services", layout="", day=day, reason=why, despite_uncovered=True)
    noted.run(workspace)
    assert "coercion_control" in signs_told() and "coercion_control" not in signs_asked()


def signs_told() -> set[str]:
    with session_of(house_actor()).need_current() as (_, store):
        records = {one["record_id"] for one in store.texts(match="", sight=THE_HOUSE, limit=9, signs=[])}
        return {mark["indicator"] for one in records for mark in store.signs.of_record(record_id=one, sight=THE_HOUSE)}


def signs_asked() -> set[str]:
    return {one.row["indicator"] for one in list_asked_sentences(session_of(house_actor()))}


# Words of each sign's name that its question has too: a yes makes the whole sign, so it asks for no less.
NAMED = {
    "suspected_exploitation": "suspicion exploit",
    "account_given": "child told someone",
    "account_withdrawn": "child withdrew disclosure",
    "physical_injury": "explain injury",
    "self_harm": "harm thoughts",
    "coercion_control": "threats debt fear someone",
    "criminal_exploitation": "carrying selling others",
    "found_with_adults": "unknown adults",
    "older_associate": "older friend partner",
    "unexplained_gifts": "explain money gifts",
    "place_of_concern": "at place concern",
    "health_attendance": "health attend worried staff",
    "parent_worry": "parent carer worried",
}


def test_each_question_asks_of_this_child_for_the_whole_sign_as_the_vocabulary_names_it() -> None:
    named = read_vocabulary().indicator
    assert {*NAMED, "made_to_bring_others"} == set(REAL("rule_signs"))
    for sign, words in NAMED.items():
        asked, label = question_about(sign).lower(), named[sign].lower()
        for word in words.split():
            assert word in label and word in asked, (sign, word)
        assert "this child" in asked and asked.endswith("?") and len(asked.split()) <= 25


def test_a_yes_is_corrected_with_a_reason_and_stands_until_a_second_person_says_no(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    worker, police = people["childrens_services"]["practitioner"], people["police"]["practitioner"]
    set_clock(monkeypatch, ANSWERED)
    asked = item(SENTENCE)
    with pytest.raises(Refused):
        correct_answer(session_of(worker), item_id=asked.item_id, why="It was about a film that they watched.")
    answer_sentence(session_of(worker), item_id=asked.item_id, answer=SentenceAnswer.YES)
    noted.run(workspace)
    at(monkeypatch, "2026-11-27T11:00:00Z")
    client = client_of(worker)
    page = f"/items/{asked.item_id}/sentence/correct/"
    assert page in client.get(f"/items/{asked.item_id}/").content.decode()
    assert "Say why" in client.post(page, {"why": ""}).content.decode()
    why = "It was about a film that they watched."
    saved = client.post(page, {"why": why}, follow=True).content.decode()
    assert why in saved and "corrected the answer" in saved and "the sign stays until they answer no." in saved
    assert page not in saved and len(confirmed_signs_in_force()) == 1
    at(monkeypatch, "2026-11-27T12:00:00Z")
    again = item(SECOND_READING)
    assert again.agency == "police" and Item.objects.open().filter(source=CLOCK).count() == 2
    answer_sentence(session_of(police), item_id=again.item_id, answer=SentenceAnswer.NO)
    assert confirmed_signs_in_force() == ()
    at(monkeypatch, "2026-11-27T13:00:00Z")
    assert Item.objects.open().filter(source=CLOCK).count() == 2, "the snapshot has the sign until the next run"
    noted.run(workspace)
    at(monkeypatch, "2026-11-27T14:00:00Z")
    left = list(Item.objects.open().values_list("source", "rule_id", "about"))
    assert not [one for one in left if one[0] in (CLOCK, SENTENCE, SECOND_READING)], left
    assert (
        "cannot prove it."
        not in client.get(f"/people/{asked.person_id}/patterns/").content.decode().split("Sentences worth reading")[0]
    )


def test_a_yes_on_a_second_reading_is_corrected_by_no_one_person_alone(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, police = people["childrens_services"]["practitioner"], people["police"]["practitioner"]
    set_clock(monkeypatch, ANSWERED)
    answer_sentence(session_of(first), item_id=item(SENTENCE).item_id, answer=SentenceAnswer.NO)
    at(monkeypatch, "2026-11-27T11:00:00Z")
    again = item(SECOND_READING)
    answer_sentence(session_of(police), item_id=again.item_id, answer=SentenceAnswer.YES)
    at(monkeypatch, "2026-11-27T12:00:00Z")
    correct_answer(session_of(police), item_id=again.item_id, why="It was about a film that they watched.")
    assert len(confirmed_signs_in_force()) == 1, "the yes stands until another person says no too"
    at(monkeypatch, "2026-11-27T13:00:00Z")
    third = Item.objects.open().get(source=SECOND_READING)
    assert third.agency == "childrens_services" and third.about_id == again.about_id
    assert Item.objects.open().filter(source=CLOCK).count() == 2
    for read_before in (first, police):
        with pytest.raises(SightlineError):
            answer_sentence(session_of(read_before), item_id=third.item_id, answer=SentenceAnswer.NO)
    colleague = person("colleague", Role.PRACTITIONER, "childrens_services")
    answer_sentence(session_of(colleague), item_id=third.item_id, answer=SentenceAnswer.NO)
    assert confirmed_signs_in_force() == ()


def test_a_piece_that_a_form_divides_is_a_sign_in_the_corrected_row_and_two_people_correct_it(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path
) -> None:
    worker, police = people["childrens_services"]["practitioner"], people["police"]["practitioner"]
    form, before = f"Any worries about exploitation? No - {WORDS}", set(Item.objects.values_list("pk", flat=True))
    noted.take_in(workspace, tmp_path / "form", notes=(("Noor", "Saidi", "12/03/2024", form),))
    at(monkeypatch, "2026-11-26T10:00:00Z")
    asked = Item.objects.filter(source=SENTENCE).exclude(pk__in=before).get()
    answer_sentence(session_of(worker), item_id=asked.item_id, answer=SentenceAnswer.YES)
    noted.take_in(workspace, tmp_path / "typing", notes=(("Noor", "Saidi", "12/03/2024", f"Typing corrected. {form}"),))
    at(monkeypatch, ANSWERED)
    say_wrong(worker, asked.record_id, "suspected_exploitation", by_person=True)
    assert len(confirmed_signs_in_force()) == 1
    at(monkeypatch, "2026-11-27T11:00:00Z")
    again = Item.objects.open().get(source=SECOND_READING)
    assert again.about_id == asked.about_id
    answer_sentence(session_of(police), item_id=again.item_id, answer=SentenceAnswer.NO)
    assert confirmed_signs_in_force() == ()


def test_a_decision_holds_no_words_and_no_hash_that_others_can_make(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, ANSWERED)
    worker = people["childrens_services"]["practitioner"]
    number = answer_sentence(session_of(worker), item_id=item(SENTENCE).item_id, answer=SentenceAnswer.YES)
    body = Decision.objects.get(sequence=number).body
    assert hashlib.sha256(WORDS.encode()).hexdigest() not in json.dumps([body, item(SENTENCE).sentence])
    before = {**body["sentences"][0], "words_sha256": hashlib.sha256(WORDS.encode()).hexdigest()}
    words_hash = before.pop("words_mark")
    assert kept_hash(before, key=need_key()) == words_hash, "a decision of an earlier version names the same words"


def test_a_second_reading_is_closed_when_the_note_no_longer_holds_the_words(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path
) -> None:
    set_clock(monkeypatch, ANSWERED)
    first, second = people["childrens_services"]["practitioner"], people["police"]["practitioner"]
    answer_sentence(session_of(first), item_id=item(SENTENCE).item_id, answer=SentenceAnswer.NO)
    at(monkeypatch, "2026-11-27T11:00:00Z")
    assert item(SECOND_READING).closed_at is None
    noted.take_in(workspace, tmp_path / "later", notes=((*NOTES[0][:3], "Quiet today. Home by six."),))
    at(monkeypatch, "2026-11-27T13:00:00Z")
    assert item(SECOND_READING).state == "closed"
    page = client_of(second).get(f"/items/{item(SECOND_READING).item_id}/").content.decode()
    assert "The words are no longer in the note" in page


def test_a_yes_is_told_to_both_agencies_from_then_on_and_is_a_sign_after_the_next_run(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    worker = people["childrens_services"]["practitioner"]
    client = client_of(worker)
    set_clock(monkeypatch, ANSWERED)
    asked = item(SENTENCE)
    page = client.get(f"/items/{asked.item_id}/sentence/").content.decode()
    assert (
        "Does this note record a suspicion that this child, or another child, is exploited?" in page
        and "Read the whole note" in page
    )
    assert WORDS in page.replace("<mark>", "").replace("</mark>", "")
    empty = client.post(f"/items/{asked.item_id}/sentence/", {})
    assert empty.status_code == 400 and "Choose yes, no or that you cannot tell" in empty.content.decode()
    saved = client.post(f"/items/{asked.item_id}/sentence/", {"answer": "yes"}, follow=True).content.decode()
    assert "The note now has this sign" in saved and "read the sentence" in saved
    at(monkeypatch, "2026-11-27T11:00:00Z")
    told = {one.agency: one for one in Item.objects.filter(source=CLOCK, rule_id="suspicion_answered")}
    assert set(told) == {"childrens_services", "police"}
    assert {(one.opened_at, one.deadline_at, one.known_from) for one in told.values()} == {
        (ANSWERED, "2026-12-01T23:59:59Z", "2024-03-01")
    }
    set_clock(monkeypatch, "2026-11-30T09:00:00Z")
    noted.run(workspace)
    at(monkeypatch, "2026-11-30T10:00:00Z")
    after = Item.objects.filter(rule_id="suspicion_answered")
    assert {one.item_id for one in after} == {one.item_id for one in told.values()}
    signs = client.get(f"/people/{asked.person_id}/patterns/").content.decode()
    assert "cannot prove it." in signs and "Sentences worth reading" not in signs
    for one in told.values():
        assert client.get(f"/clocks/{one.about_id}/").status_code == 200
        assert client.get(f"/items/{one.item_id}/").status_code == 200


def sampled_in_hundred(monkeypatch: pytest.MonkeyPatch, share: int) -> None:
    monkeypatch.setattr(sample, "value_of", lambda name: share if name == "sample_in_hundred" else REAL(name))


def say_wrong(who: Actor, record_id: str, sign: str, *, by_person: bool = False) -> int:
    """What a reader reports of the mark of a rule in a record, or of what a person confirmed there."""
    with session_of(who).need_current() as (_, store):
        marks = store.signs.of_record(record_id=record_id, sight=THE_HOUSE)
    stated = [one for one in marks if one["indicator"] == sign and one["polarity"] == "affirmed"]
    (mark,) = [one for one in stated if (one["rule_id"] == BY_PERSON) is by_person]
    why = "It is about a film that the class had watched"
    return say_passage_wrong(session_of(who), record_id=record_id, passage_id=mark["passage_id"], why=why)


def test_a_no_to_what_a_rule_marked_is_read_again_always_of_a_suspicion_and_of_others_by_a_sample(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path
) -> None:
    worker, police = people["childrens_services"]["practitioner"], people["police"]["practitioner"]
    text = "We suspect that she is being exploited. She has a second phone. She was given new trainers by an older man."
    noted.take_in(workspace, tmp_path / "marked", notes=(("Noor", "Saidi", "12/03/2024", text),))
    with session_of(worker).need_current() as (_, store):
        texts = store.texts(match="", sight=THE_HOUSE, limit=9, signs=[["suspected_exploitation"]])
    record_id = next(one["record_id"] for one in texts if "second phone" in one["said"])
    set_clock(monkeypatch, ANSWERED)
    sampled_in_hundred(monkeypatch, 0)
    suspicion = say_wrong(worker, record_id, "suspected_exploitation")
    other = say_wrong(worker, record_id, "phone_contact")
    at(monkeypatch, "2026-11-27T11:00:00Z")
    again = item(SECOND_READING)
    assert again.agency == "police" and {one.sequence for one in list_said_readings()} == {other} != {suspicion}
    (shown,) = read_asked(session_of(police), item_id=again.item_id)
    assert shown.sentences[0].pieces[0].text == "We suspect that she is being exploited."
    set_clock(monkeypatch, "2026-11-27T12:00:00Z")
    answer_sentence(session_of(police), item_id=again.item_id, answer=SentenceAnswer.YES)
    assert confirmed_signs_in_force() == (), "the rule's mark stands: it needs no other"
    assert [(one.sign, one.is_so) for one in list_said_readings()] == [
        ("phone_contact", False),
        ("suspected_exploitation", True),
    ]
    sampled_in_hundred(monkeypatch, 100)
    at(monkeypatch, "2026-11-27T13:00:00Z")
    (sampled,) = Item.objects.open().filter(source=SECOND_READING)
    assert sampled.about.startswith("Another agency answered no. Does this sentence show this sign: ")
    assert (again.urgency, again.straight) == ("urgent", True), "a no to a suspicion"
    assert (sampled.urgency, sampled.straight, sampled.deadline_at) == ("standard", False, None)
    assert sampled.answer_by > "2026-11-30T23:59:59Z", "the ordinary time, and not one working day"
    assert client_of(police).get(f"/items/{sampled.item_id}/").status_code == 200


def test_the_sample_is_a_share_that_the_key_chooses_of_signs_that_are_not_always_read_again() -> None:
    chosen = [one for one in range(1_000) if sample.is_read_again(sign="phone_contact", about_id=str(one))]
    assert chosen == [one for one in range(1_000) if sample.is_read_again(sign="phone_contact", about_id=str(one))]
    assert 140 <= len(chosen) <= 260
    for sign in ("account_given", "made_to_bring_others"):
        assert all(sample.is_read_again(sign=sign, about_id=str(one)) for one in range(100))


@pytest.mark.parametrize("people", ["RESTRICTED"], indirect=True)
def test_a_no_to_a_restricted_note_is_read_again_by_a_manager_of_its_agency(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = people["childrens_services"]
    set_clock(monkeypatch, ANSWERED)
    answer_sentence(session_of(own["practitioner"]), item_id=item(SENTENCE).item_id, answer=SentenceAnswer.NO)
    at(monkeypatch, "2026-11-27T11:00:00Z")
    again = item(SECOND_READING)
    assert (again.agency, again.stage, again.deadline_at) == (
        "childrens_services", "team_manager", "2026-12-01T23:59:59Z",
    )  # fmt: skip
    assert Step.objects.of_item(again).last().told == [own["team_manager"].reader.username]
    colleague = person("colleague", Role.PRACTITIONER, "childrens_services")
    for refused in (own["practitioner"], colleague):
        with pytest.raises(Refused):
            answer_sentence(session_of(refused), item_id=again.item_id, answer=SentenceAnswer.NO)
    page = client_of(own["team_manager"]).get(f"/items/{again.item_id}/sentence/").content.decode()
    assert WORDS in page.replace("<mark>", "").replace("</mark>", "")
    client_of(own["team_manager"]).post(f"/items/{again.item_id}/sentence/", {"answer": "no"})
    again.refresh_from_db()
    assert again.state == "closed"


@pytest.mark.parametrize("people", ["RESTRICTED"], indirect=True)
def test_a_post_that_may_not_see_the_note_is_asked_to_call_and_may_record_the_answer(
    people: dict[str, dict[str, Actor]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, chair = item(SENTENCE), people["partnership"]["lead_safeguarding_partners council_chief_executive"]
    at(monkeypatch, "2026-12-04T09:00:00Z")
    asked.refresh_from_db()
    assert asked.stage == "lead_safeguarding_partners"
    shown = client_of(chair).get(f"/items/{asked.item_id}/").content.decode()
    assert "asks you to call" in shown and "Record the answer after your call" in shown
    page = client_of(chair).get(f"/items/{asked.item_id}/sentence/")
    assert page.status_code == 200 and "You cannot see this note" in page.content.decode()
    assert "exploited" not in page.content.decode() and WORDS not in page.content.decode()
    client_of(chair).post(f"/items/{asked.item_id}/sentence/", {"answer": "yes"})
    asked.refresh_from_db()
    assert asked.state == "closed"


def test_another_agency_reads_again_where_its_people_may_see_the_note() -> None:
    open_note = Visibility("health", "Clinic", "health_attendances", False)
    restricted = Visibility("health", "Clinic", "health_attendances", True)
    assert choose_second_agency(holder="health", seen=open_note) == "childrens_services"
    assert choose_second_agency(holder="health", seen=restricted) == ""

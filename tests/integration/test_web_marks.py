"""Saying that a mark is wrong or words were overlooked: kept, shown to whoever sees the mark, listed for the owners."""

from typing import Any

import pytest
from django.test import Client
from support import held
from support.sessions import session_of

from sightline.casework.accounts.services.accounts import create_account
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AnswerText, AuditEntry, Decision
from sightline.casework.notes.selectors.feedback import list_marks_said, read_marks_said
from sightline.casework.notes.selectors.signs import list_signs_of_record
from sightline.casework.notes.services.feedback import say_overlooked, say_passage_wrong
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "It was an officer in uniform who saw her there"
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "web")
TEACHER = Actor(Reader("teacher", Role.SCHOOL_LEAD, "school", "Elm School"), "web")
OWNER = Actor(Reader("owner", Role.INFORMATION_GOVERNANCE, ""), "web")
LEADER = Actor(Reader("leader", Role.PARTNERSHIP_EXECUTIVE, "police"), "web")
ELECTED = Actor(Reader("elected", Role.ELECTED_MEMBER, ""), "web")


@pytest.fixture(autouse=True)
def served(workspace: Workspace, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(workspace.root)}
    }
    held.serve_snapshot(workspace)


def hash_of(key: str) -> str:
    return make_id("passage", key)


def say_wrong(key: str, by: Actor) -> int:
    return say_passage_wrong(session_of(by), record_id=held.record_of(key), passage_id=hash_of(key), why=WHY)


def overlook(key: str, words: str, by: Actor, label: str = "unknown_vehicle") -> int:
    return say_overlooked(session_of(by), record_id=held.record_of(key), words=words, label=label, why=WHY)


def said(key: str, by: Actor) -> list[tuple[str, str, str, str]]:
    lines = read_marks_said(session_of(by), record_id=held.record_of(key))
    return [(one.passage_id, one.text, one.by, one.why) for one in lines]


def test_a_mark_said_to_be_wrong_is_kept_and_stays() -> None:
    number = say_wrong("police", OFFICER)
    kept = Decision.objects.get(sequence=number)
    assert (kept.kind, kept.by, kept.why) == ("passage_wrong", "officer", "")
    assert kept.body["record_id"] == held.record_of("police")
    assert kept.body["rule_id"] == "seen_with"
    assert said("police", NURSE) == [(hash_of("police"), "seen", "officer", WHY)]
    assert len(list_signs_of_record(session_of(OFFICER), record_id=held.record_of("police"))) == 1
    assert AuditEntry.objects.get(action="say_passage_wrong").outcome == "done"


def test_whoever_does_not_see_the_mark_neither_says_nor_reads() -> None:
    say_wrong("clinic", NURSE)
    assert said("clinic", NURSE)
    assert said("clinic", OFFICER) == []
    for key, by in (("clinic", OFFICER), ("sealed", OFFICER), ("ben", TEACHER)):
        with pytest.raises(NotHere):
            say_wrong(key, by)
        with pytest.raises(NotHere):
            overlook(key, "seen", by)
    with pytest.raises(NotHere):
        say_passage_wrong(
            session_of(OFFICER), record_id=held.record_of("police"), passage_id=hash_of("clinic"), why=WHY
        )
    with pytest.raises(Refused):
        say_wrong("police", ELECTED)
    assert Decision.objects.count() == 1


def test_words_that_say_nothing_are_no_reason() -> None:
    with pytest.raises(NotAnAnswer):
        say_passage_wrong(
            session_of(OFFICER), record_id=held.record_of("police"), passage_id=hash_of("police"), why="noted"
        )
    assert not Decision.objects.exists()


def test_overlooked_words_are_kept_by_place_and_hash_alone() -> None:
    number = overlook("police", "by   an\r\nofficer", OFFICER)
    kept = Decision.objects.get(sequence=number)
    assert "officer" not in str(kept.body)
    assert said("police", NURSE) == [("", "by an officer", "officer", WHY)]


def test_words_that_do_not_stand_in_the_record_are_not_taken() -> None:
    for words in ("never written anywhere", "", "   "):
        with pytest.raises(Usage) as refused:
            overlook("police", words, OFFICER)
        assert refused.value.code == "words_not_there"
    with pytest.raises(Usage) as refused:
        overlook("school", "1 Elm Row", OFFICER)
    assert refused.value.code == "words_not_there", "the home is protected"


def test_what_few_may_be_told_a_sentence_is_a_sign_of_is_told_to_them_alone() -> None:
    overlook("police", "officer", OFFICER, label="made_to_bring_others")
    assert [len(said("police", by)) for by in (OFFICER, OWNER, NURSE)] == [1, 1, 0]


def test_an_erased_reason_is_gone_and_the_decision_stays() -> None:
    say_wrong("police", OFFICER)
    AnswerText.objects.update(words="")
    assert said("police", OFFICER) == [(hash_of("police"), "seen", "officer", "")]


def test_the_owners_list_counts_everything_and_shows_what_is_open() -> None:
    say_wrong("police", OFFICER)
    say_wrong("police", NURSE)
    overlook("clinic", "words", NURSE)
    page = list_marks_said(session_of(OWNER))
    assert page.counts.wrong == {"seen_with": "1"}, "one mark, whoever says so"
    assert page.counts.overlooked == {"unknown_vehicle": "1"}
    assert int(page.counts.marked["seen_with"]) == len(held.RECORDS)
    assert (len(page.lines), page.elsewhere) == (3, 0)
    leader = list_marks_said(session_of(LEADER))
    assert (leader.lines, leader.elsewhere) == ((), 3)
    assert leader.counts.wrong["seen_with"] != "1", "a small number is not said to those who open no records"
    with pytest.raises(Refused):
        list_marks_said(session_of(OFFICER))


def signed_in(name: str, **more: str) -> Client:
    create_account(session_of(house_actor()), username=name, password="long-quiet-river-7", **more)
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def test_the_pages_take_it_and_show_it_to_another_reader() -> None:
    ann = signed_in("ann", role="practitioner", agency="police")
    bea = signed_in("bea", role="practitioner", agency="health")
    record = f"/records/{held.record_of('police')}/"
    wrong = f"{record}marks/{hash_of('police')}/wrong/"
    assert wrong in ann.get(record).content.decode()
    assert "“seen” is marked as: with unknown adults" in ann.get(wrong).content.decode()
    assert ann.post(wrong, {"words": ""}).status_code == 400
    assert ann.post(wrong, {"words": WHY})["Location"] == record
    given = {"sentence": "never written anywhere", "label": "", "words": WHY}
    refused = ann.post(f"{record}overlooked/", given)
    assert refused.status_code == 400
    assert "are not in this record" in refused.content.decode()
    assert ann.post(f"{record}overlooked/", given | {"sentence": "by an officer"})["Location"] == record
    shown = bea.get(record).content.decode()
    assert "ann reported this as wrong on" in shown
    assert f"Reason: {WHY}" in shown
    assert "that Sightline overlooked “by an officer”" in shown
    clinic = f"/records/{held.record_of('clinic')}/"
    assert ann.get(f"{clinic}marks/{hash_of('clinic')}/wrong/").status_code == 404
    assert ann.get(f"{clinic}overlooked/").status_code == 404


def test_the_page_of_rules_says_how_often() -> None:
    number = overlook("police", "by an officer", OFFICER)
    owner = signed_in("ivy", role="information_governance")
    page = owner.get("/what-sightline-looks-for/").content.decode()
    assert "What Sightline looks for in notes" in page
    assert (
        page.index("sl-contents") < page.index("<details") and page.count('<details class="sl-more sl-rule-line"') > 100
    )
    found = owner.post("/what-sightline-looks-for/", {"words": "STRATEGY discussion"}).content.decode()
    assert "Strategy discussion" in found and 'id="rule-was_not_brought"' not in found and "Overlooked: 1" not in found
    assert "No rule contains" in owner.post("/what-sightline-looks-for/", {"words": "zzz"}).content.decode()
    assert "Other words for it:</span> Went missing; ran away, where the child says so." in page
    assert "Overlooked: 1" in page
    assert "/what-sightline-looks-for/said/" in page
    listed = owner.get("/what-sightline-looks-for/said/").content.decode()
    assert f"({number})" in listed
    assert WHY in listed
    leader = signed_in("lee", role="elected_member")
    assert "/what-sightline-looks-for/said/" not in leader.get("/what-sightline-looks-for/").content.decode()

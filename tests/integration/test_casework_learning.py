"""What readers said of sentences becomes an example by another person's yes: sealed, kept here, gone with its record."""

import json

import pytest
from django.test import Client
from support import held
from support.sessions import session_of

from sightline.casework.audit.id_hashes import hash_named
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.keys.keyring import read_keyring, write_keyring
from sightline.casework.keys.sealed_rows import reseal
from sightline.casework.learning.models import NoteExample
from sightline.casework.learning.selectors.examples import list_examples, list_readings
from sightline.casework.learning.sentences import cut_sentences
from sightline.casework.learning.services.examples import decide_example, forget_gone_examples
from sightline.casework.notes.services.feedback import say_overlooked, say_passage_wrong
from sightline.model.errors import Refused
from sightline.model.ids import make_id
from sightline.model.nouns import Role
from sightline.model.schema import SOURCE_ROW
from sightline.model.visibility import Reader
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "It was an officer in uniform who saw her there"
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
OWNER = Actor(Reader("owner", Role.INFORMATION_GOVERNANCE, ""), "web")
ANALYST = Actor(Reader("analyst", Role.ANALYST, "police"), "web")
LEADER = Actor(Reader("leader", Role.PARTNERSHIP_EXECUTIVE, "police"), "web")
SENTENCE = "seen by an officer"


@pytest.fixture(autouse=True)
def served(workspace: Workspace) -> None:
    held.serve_snapshot(workspace)


def overlook(by: Actor = OFFICER, *, key: str = "police", label: str = "unknown_vehicle") -> int:
    record = held.record_of(key)
    return say_overlooked(session_of(by), record_id=record, words="an officer", label=label, why=WHY)


def say_wrong(by: Actor = OFFICER) -> int:
    mark = make_id("passage", "police")
    return say_passage_wrong(session_of(by), record_id=held.record_of("police"), passage_id=mark, why=WHY)


def examples() -> list[tuple[str, str, str, bool]]:
    with session_of(OWNER).need_current() as (_, store):
        found = list_examples(store)
    return [(one.sentence.text, one.sentence.subject, one.row.sign, one.row.is_so) for one in found]


def test_both_kinds_of_report_become_examples_by_another_persons_yes_and_none_before() -> None:
    wrong, missed = say_wrong(), overlook()
    assert examples() == []
    waiting = [(one.said, one.sign, one.is_so, one.text) for one in list_readings(session_of(OWNER)).lines]
    assert waiting == [(wrong, "found_with_adults", False, SENTENCE), (missed, "unknown_vehicle", True, SENTENCE)]
    for said in (wrong, missed):
        decide_example(session_of(OWNER), said=said, use=True)
    name = "Aoife Ó Brien"
    assert examples() == [
        (SENTENCE, name, "found_with_adults", False),
        (SENTENCE, name, "unknown_vehicle", True),
    ]
    page = list_readings(session_of(OWNER))
    assert (page.lines, page.confirmed, page.confirmed_without) == ((), 1, 1)
    kept = Decision.objects.of_kind("note_example").oldest_first().first()
    assert kept is not None and (kept.by, kept.body["said"], kept.body["use"]) == ("owner", wrong, True)


def test_a_no_is_no_example_and_is_asked_once() -> None:
    said = overlook()
    decide_example(session_of(OWNER), said=said, use=False)
    assert not NoteExample.objects.exists() and list_readings(session_of(OWNER)).lines == ()
    with pytest.raises(NotHere):
        decide_example(session_of(OWNER), said=said, use=True)


def test_what_two_people_said_of_the_same_words_is_asked_once() -> None:
    first, second = overlook(), overlook(Actor(Reader("sergeant", Role.MANAGER, "police"), "web"))
    assert [one.said for one in list_readings(session_of(OWNER)).lines] == [first]
    decide_example(session_of(OWNER), said=first, use=True)
    assert list_readings(session_of(OWNER)).lines == () and NoteExample.objects.count() == 1
    with pytest.raises(NotHere):
        decide_example(session_of(OWNER), said=second, use=True)


def test_nobody_confirms_their_own_report_or_one_that_they_may_not_read() -> None:
    own = overlook(OWNER)
    with pytest.raises(Refused) as refused:
        decide_example(session_of(OWNER), said=own, use=True)
    assert refused.value.code == "own_report" and list_readings(session_of(OWNER)).lines[0].is_own
    for by in (OFFICER, LEADER):
        with pytest.raises(Refused):
            decide_example(session_of(by), said=own, use=True)
        with pytest.raises(Refused):
            list_readings(session_of(by))
    few = overlook(label="made_to_bring_others")
    health = Actor(Reader("health analyst", Role.ANALYST, "health"), "web")
    assert few not in [one.said for one in list_readings(session_of(health)).lines]
    with pytest.raises(NotHere):
        decide_example(session_of(health), said=few, use=True)
    decide_example(session_of(ANALYST), said=few, use=True)
    assert NoteExample.objects.get().confirmed_by == "analyst"


def test_the_words_are_sealed_and_a_new_key_seals_them_anew(workspace: Workspace) -> None:
    decide_example(session_of(OWNER), said=overlook(), use=True)
    kept = json.dumps(list(NoteExample.objects.values("sealed")))
    decided = json.dumps([one.body for one in Decision.objects.all()])
    audited = json.dumps([[one.ids, one.details] for one in AuditEntry.objects.all()])
    assert all(word not in kept + decided + audited for word in ("officer in", SENTENCE, "Aoife"))
    keyring = read_keyring(workspace.root).with_new_key()
    write_keyring(workspace.root, keyring)
    reseal(keyring)
    assert NoteExample.objects.get().sealed.startswith(f"k1.{keyring.in_use.id}.") and len(examples()) == 1


@pytest.mark.parametrize("change", ["record gone", "words changed"])
def test_what_its_record_no_longer_holds_is_no_example_and_is_deleted(
    change: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_example(session_of(OWNER), said=overlook(), use=True)
    assert forget_gone_examples(session_of(OWNER)) == 0 and len(examples()) == 1
    made = held.tables()
    others = [row for row in made[SOURCE_ROW] if row["record_id"] != held.record_of("police")]
    (own,) = [row for row in made[SOURCE_ROW] if row not in others]
    changed = [{**own, "original": json.dumps({"Notes": "seen by nobody"})}] if change == "words changed" else []
    monkeypatch.setattr(held, "tables", lambda: {**made, SOURCE_ROW: [*others, *changed]})
    monkeypatch.setattr(held, "SNAPSHOT_ID", "2024-07-02-000000000000")
    held.serve_snapshot(workspace, anew=True)
    assert examples() == []
    assert forget_gone_examples(session_of(OWNER)) == 1
    assert not NoteExample.objects.exists()
    assert AuditEntry.objects.get(action="forget_note_examples").ids == hash_named(
        [f"record:{held.record_of('police')}"]
    )


def test_the_whole_sentence_is_taken_and_nothing_where_nothing_stands() -> None:
    text = "She was late. A man in a van was outside! Maths went well."
    start = text.index("a van")
    assert cut_sentences(text, start, start + 5) == "A man in a van was outside!"
    assert cut_sentences("", 3, 5) == ""


def test_the_page_asks_and_takes_the_answer() -> None:
    said = overlook()
    Account.objects.create_user("ivy", password=None, role=Role.INFORMATION_GOVERNANCE)
    client = Client()
    client.force_login(Account.objects.get(username="ivy"))
    address = "/what-sightline-looks-for/said/examples/"
    assert address in client.get("/what-sightline-looks-for/said/").content.decode()
    page = client.get(address).content.decode()
    assert SENTENCE in page and f'value="{said}"' in page
    assert client.post(address, {"said": said, "use": "perhaps"}).status_code == 400
    assert client.post(address, {"said": said, "use": "yes"})["Location"] == address
    after = client.get(address).content.decode()
    assert "No sentences need an answer from you." in after and SENTENCE not in after
    assert "Confirmed now: 1 with the sign, 0 without it." in after

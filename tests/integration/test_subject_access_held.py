"""A request for data reaches what Sightline itself holds, whatever domain holds it, and each agency tests its own words."""

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from support import documents, worried
from support import meeting as made
from support import small_partnership as small
from support import subject_files as files
from support.climbing import set_clock
from support.every_address import a_question
from support.grouped import build_in, stand
from support.sealed import seal
from support.sessions import session_of
from support.worried import client_of

from sightline.agreements import Bodies
from sightline.casework.attachments.services.documents import NewDocument, add_document
from sightline.casework.blind_questions.pages import NewAsk
from sightline.casework.blind_questions.services import ask_who_knows
from sightline.casework.comments.services import add_comment
from sightline.casework.core.row_keys.sealed_texts import sealed_fields
from sightline.casework.erasure.named_things import text_columns
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.meetings.services.meetings import MeetingInput, keep_decision
from sightline.casework.named_adults.pages import NewNamedAdult
from sightline.casework.named_adults.services import ask_whether_safe
from sightline.casework.protection.free_text import keep_text
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.casework.subject_access.conclusions import find_conclusions
from sightline.casework.subject_access.controllers import Controller
from sightline.casework.subject_access.pages import (
    FoundRecord,
    NewRequest,
    RecordDecision,
    RequestAct,
    RequestEntryKind,
)
from sightline.casework.subject_access.selectors import make_bundle, read_record_to_test, read_request
from sightline.casework.subject_access.services import decide_record, enter_request, record_act
from sightline.casework.subject_access.sources.journals import JOURNALS, table_of
from sightline.casework.subject_access.undivided_reads import whole
from sightline.casework.subject_access.writings import (
    SOURCES,
    HeldWriting,
    find_writings,
    is_like_a_name,
    near_words,
    read_subject,
)
from sightline.casework.subject_files.services.files import SubjectFileInput, keep_assessment
from sightline.model.errors import Usage
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED, CAME = "2026-12-22T16:30:00Z", date(2026, 12, 20)
NAMED = "Jay Coleman may not go near the school, and her aunt will say so tonight."
UNNAMED = "Her aunt will fetch her from school tonight, and the club knows of it."
K = RequestEntryKind


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("held"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    for one in (
        made.manager,
        made.officer,
        made.school_lead,
        made.nurse,
        files.analyst,
        files.social_worker,
        files.governance,
    ):
        one()
    return copy


def found(person_id: str, agency: str) -> dict[str, list[str]]:
    """What is found of a person: by what it is called, the words of all its boxes."""
    said: dict[str, list[str]] = {}
    for one in writings(person_id, agency):
        said.setdefault(one.label, []).extend(text for _heading, text in one.boxes)
    return said


def writings(person_id: str, agency: str) -> tuple[HeldWriting, ...]:
    return find_writings(whole(session_of(files.governance())), person_id=person_id, controller=body(agency))


def body(agency: str) -> Controller:
    return Controller(Bodies(), agency, small.SCHOOL if agency == "school" else "")


def requested(person_id: str, agency: str) -> str:
    ig = session_of(files.governance())
    request_id = enter_request(ig, request=NewRequest(agency, "own", CAME, "Lantern Seventyseven", "Him", ""))
    record_act(
        ig,
        request_id=request_id,
        act=RequestAct(K.IDENTITY, CAME, words="The passport was seen at the front desk, and compared."),
    )
    record_act(ig, request_id=request_id, act=RequestAct(K.PERSON, person_id=person_id))
    return request_id


def test_an_adult_is_told_of_a_file_on_them_once_it_is_tested(held: Workspace) -> None:
    """Its entries, measures and status; the tests come first, and what is added after a decision is tested too."""
    file_id = files.open_on_man(made.manager(), held)
    files.own(made.manager(), file_id, "mia")
    files.consider(made.manager(), file_id, "community_protection_notice")
    man, ig = files.man(held), session_of(files.governance())
    request_id = requested(man, "childrens_services")
    (one,) = [each for each in read_request(ig, request_id=request_id).records if each.kind.startswith("File on")]
    shown = read_record_to_test(ig, request_id=request_id, record_id=one.record_id)
    words = "\n".join(text for _heading, text in shown.boxes)
    assert files.WHY in words and "of concern" in words and "ommunity protection notice" in words
    assert shown.exemptions[0].exemption_id == "harm_social_work"
    page = client_of(files.governance()).get(reverse("access_record", args=[request_id, one.record_id]))
    assert files.WHY in page.content.decode() and page.status_code == 200
    decision = RecordDecision(one.record_id, one.version, "withhold", ("crime",))
    decide_record(ig, request_id=request_id, decision=decision)
    (given,) = make_bundle(ig, request_id=request_id).records
    assert given.boxes == () and given.kind == one.kind and given.withheld
    keep_assessment(
        session_of(made.manager()),
        file_id=file_id,
        entered=SubjectFileInput(words=files.VIEW, who="Mia, manager", record_ids=(files.complaint(held),)),
    )
    (again,) = [each for each in read_request(ig, request_id=request_id).records if each.record_id == one.record_id]
    assert not again.outcome and files.VIEW in str(again.concluded)
    assert "File on a person of concern" not in found(man, "health")
    assert "File on a person of concern" not in found(made.wren(held), "childrens_services")


def test_what_is_said_of_somebody_elsewhere_is_found_by_their_whole_name(held: Workspace) -> None:
    """A file and a meeting about the child: of the man only what names him; of the child all of it."""
    mia, man, child = made.manager(), files.man(held), made.wren(held)
    meeting_id = made.open_one(mia, held)
    for words in (NAMED, UNNAMED):
        keep_decision(session_of(mia), meeting_id=meeting_id, said=MeetingInput(words))
    his, hers = found(man, "childrens_services"), found(child, "childrens_services")
    assert his["Said of the person at another meeting"] == [NAMED] and "Meeting about the person" not in his
    assert {made.WHY, NAMED, UNNAMED} <= set(hers["Meeting about the person"])


def test_another_form_of_the_name_is_possible_until_a_person_says_whose_it_is(held: Workspace) -> None:
    """A nickname in running text. Nothing of it is given before."""
    mia, man, ig = made.manager(), files.man(held), session_of(files.governance())
    meeting_id = made.open_one(mia, held)
    spelled = "Jacob Coleman may not go near the school, and her aunt will say so tonight."
    assert "jacob" in near_words("jay"), "linkage's own list has it"
    for words in (spelled, "Jade Coleman went to the cinema with her mother on the same day."):
        keep_decision(session_of(mia), meeting_id=meeting_id, said=MeetingInput(words))
    request_id = requested(man, "childrens_services")

    def one_possible() -> FoundRecord:
        (one,) = [each for each in read_request(ig, request_id=request_id).records if spelled in str(each.concluded)]
        return one

    def given() -> str:
        return str([each.boxes for each in make_bundle(ig, request_id=request_id).records])

    one = one_possible()
    assert one.is_possible and not one.outcome and "Jade" not in str(one.concluded)
    browser, page = client_of(files.governance()), reverse("access_record", args=[request_id, one.record_id])
    assert "Possible" in browser.get(reverse("access_request", args=[request_id])).content.decode()
    asked = browser.get(page).content.decode()
    assert "is about someone else" in asked and "Legal tests" not in asked
    with pytest.raises(Usage, match="Whether it is about this person"):
        decide_record(ig, request_id=request_id, decision=RecordDecision(one.record_id, one.version, "give", ()))
    assert browser.post(page, {"theirs": "other_person"}).status_code == 302
    assert one_possible().outcome == "other_person"
    assert spelled not in given(), "it is somebody else's"
    assert browser.post(page, {"theirs": "theirs"})["Location"] == page
    assert not one_possible().is_possible and not one_possible().outcome
    assert "Legal tests" in browser.get(page).content.decode()
    decide_record(ig, request_id=request_id, decision=RecordDecision(one.record_id, one.version, "give", ()))
    assert spelled in given()
    with pytest.raises(Usage, match="Whether it is about this person"):
        decide_record(
            ig, request_id=request_id, decision=RecordDecision(one.record_id, one.version, "other_person", ())
        )


def test_what_names_the_person_and_also_another_form_is_found_as_both(held: Workspace) -> None:
    """The comment with the whole name is sure; the other is in a second find of its own."""
    mia, man = made.manager(), files.man(held)
    owner_id = made.open_one(mia, held)
    for words in (NAMED, "Jacob Coleman was seen at the station again, with two others."):
        add_comment(session_of(mia), owner="meeting", owner_id=owner_id, words=words)
    some = [one for one in writings(man, "childrens_services") if one.label == "Comments"]
    assert [(one.is_possible, len(one.boxes)) for one in sorted(some, key=lambda one: one.is_possible)] == [
        (False, 1), (True, 2)
    ]  # fmt: skip
    assert len({one.writing_id for one in some}) == 2


def test_people_of_a_name_like_the_one_that_was_typed_are_listed(held: Workspace) -> None:
    ig = session_of(files.governance())
    request_id = enter_request(ig, request=NewRequest("childrens_services", "own", CAME, "Wren", "Jacob Coleman", ""))
    shown = read_request(ig, request_id=request_id).possible
    assert files.man(held) in [one.person_id for one in shown]
    page = client_of(files.governance()).get(reverse("access_request", args=[request_id])).content.decode()
    assert "Possible people" in page and "Jay Coleman" in page
    for kind in (K.IDENTITY, K.PERSON):
        words = "The passport was seen at the front desk, and compared."
        act = RequestAct(kind, CAME, person_id=files.man(held), words=words)
        record_act(ig, request_id=request_id, act=act)
    assert files.man(held) not in [one.person_id for one in read_request(ig, request_id=request_id).possible]


@pytest.mark.parametrize(
    ("text", "is_like"),
    [
        ("Beth Ashdown came", True), ("ASHDOWN, Liz came", True), ("Elizabeth R Ashdown", True),
        ("Lizzie Marie Ashdown", True), ("Beth came. Her aunt is Mrs Ashdown", False), ("E Ashdown", False),
        ("Mary Ashdown came with Elizabeth Larch", False),
    ],
)  # fmt: skip
def test_running_text_has_a_name_where_its_words_are_side_by_side(text: str, is_like: bool) -> None:
    assert is_like_a_name(text, [("elizabeth", "ashdown")]) is is_like


def test_comments_and_documents_are_found_on_what_is_about_the_person_and_where_they_name_them(held: Workspace) -> None:
    mia, man, child = made.manager(), files.man(held), made.wren(held)
    on_child, on_man = made.open_one(mia, held), files.open_on_man(mia, held)
    for owner, owner_id in (("meeting", on_child), ("file", on_man)):
        add_comment(session_of(mia), owner=owner, owner_id=owner_id, words=UNNAMED)
        data = documents.docx("Seen with Coleman, Jay at the flat.")
        named = NewDocument(name="minutes.docx", data=data, size=len(data))
        add_document(session_of(mia), owner=owner, owner_id=owner_id, document=named)
    add_comment(session_of(mia), owner="meeting", owner_id=on_child, words=NAMED)
    his, hers = found(man, "childrens_services"), found(child, "childrens_services")
    assert sorted(his["Comments"]) == sorted([UNNAMED, NAMED]) and sorted(hers["Comments"]) == sorted([UNNAMED, NAMED])
    assert len(his["Attached document"]) == 2 and len(hers["Attached document"]) == 1
    assert all("minutes.docx" in one and "Seen with Coleman" in one for one in his["Attached document"])


def test_matches_answers_letters_and_blind_questions_are_found(held: Workspace) -> None:
    child, man, mia = made.wren(held), files.man(held), made.manager()
    reasons = {one.boxes[0][0]: one.bodies for one in writings(child, "health") if one.label.startswith("Why records")}
    assert reasons and all("health" in head and "health" in some for head, some in reasons.items())
    ask_who_knows(
        session_of(made.nurse()), ask=NewAsk(small.CHILD, small.CHILD_BORN, "Nia, nurse", "01632 960960", "worried")
    )
    ask_who_knows(
        session_of(made.nurse()), ask=NewAsk(small.CHILD, date(2011, 1, 1), "Nia, nurse", "01632 960961", "worried")
    )
    (asked,) = [texts for label, texts in found(child, "health").items() if label.startswith("Question about")]
    assert len(asked) == 1 and "Nia, nurse" in asked[0]
    adult = NewNamedAdult(man, "Jay Coleman", "The inspector looked at the open case about lantern-77.")
    ask_whether_safe(session_of(files.governance()), adult=adult)
    assert any(
        "lantern-77" in one for one in found(man, "partnership")["Letters, and whether it is safe to tell this adult"]
    )
    a, b = sides_of(held, a_question(held))
    why = "The health visitor knows both, and they are two girls of one street."
    answer_same_person(session_of(mia), mention_id_a=a[0], mention_id_b=b[0], answer="not_same", why=why)
    assert any(why in one for one in found(a[1], "childrens_services")["Answer about a possible match"])
    labels = {one.label for agency in small_agencies() for one in writings(a[1], agency)}
    assert "Possible match of two records" in labels


def small_agencies() -> tuple[str, ...]:
    return ("police", "childrens_services", "school", "health", "housing", "partnership")


def sides_of(held: Workspace, question_id: str) -> tuple[tuple[str, str], tuple[str, str]]:
    ig = session_of(files.governance())
    with ig.need_current() as (_snapshot, store):
        a, b = store.question_sides(question_ids=[question_id], sight=ig.sight)
    return (a["mention_id"], a["person_id"]), (b["mention_id"], b["person_id"])


def test_an_answer_to_an_action_is_found_by_the_agency_that_gave_it(held: Workspace) -> None:
    child = made.wren(held)
    with session_of(files.governance()).need_current() as (_snapshot, store):
        mention = sorted(store.mentions_of(person_ids=[child]))[0]
    for number, (by, mentions, words) in enumerate((("omar", [mention], UNNAMED), ("mia", [], NAMED))):
        item = Item.objects.create(
            item_id=f"item {number}", rule_id="r", source="clock", mention_ids=mentions, ladder="police", urgency="urgent",
            about="Hold a strategy discussion", opened_at=ENTERED, worked_through=ENTERED, state="waiting",
            stage="practitioner", highest_stage="practitioner", answer_by=ENTERED,
        )  # fmt: skip
        ItemEvent.objects.create(
            item=item, kind="act", at=ENTERED, by=by, text_sha=keep_text(words=words), decision=number
        )
    assert UNNAMED in found(child, "police")["Answers to an action"]
    assert "Answers to an action" not in found(child, "childrens_services")
    assert NAMED in found(files.man(held), "childrens_services")["Answers to an action"]


def test_each_earlier_version_of_a_record_is_found_and_the_newest_is_the_record(held: Workspace) -> None:
    record_id = files.complaint(held)
    (snapshot,) = held.snapshots.iterdir()
    with sqlite3.connect(snapshot / "serve.sqlite") as store:
        store.execute("CREATE TEMP TABLE newer AS SELECT * FROM record_row WHERE record_id = ?", [record_id])
        store.execute("UPDATE newer SET body = json_set(body, '$.row_version', body ->> '$.row_version' + 1)")
        store.execute(
            "UPDATE record_row SET original = json_set(original, '$.Lantern', 'as it was first written') "
            "WHERE record_id = ?",
            [record_id],
        )
        store.execute("INSERT INTO record_row SELECT * FROM newer")
    store.close()
    seal(snapshot)
    (one,) = [each for each in writings(files.man(held), "housing") if each.label == "Earlier version of a record"]
    assert "as it was first written" in dict(one.boxes).values() and one.record_ids == (record_id,)
    assert "Earlier version of a record" not in found(files.man(held), "police")


def test_a_group_is_found_of_everybody_in_it(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made_group: tuple[Workspace, Snapshot] = build_in(tmp_path)
    stand(made_group, settings, monkeypatch)
    ig = whole(session_of(files.governance()))
    with ig.need_current() as (_snapshot, store):
        (group, *_others) = store.networks.groups(sight=ig.sight)
        members = store.networks.members(group=group)
    people = {row["member_id"] for row in members if row["member_kind"] in ("child", "adult")}
    assert people
    for person_id in people:
        said = find_conclusions(ig, person_id=person_id, controller=body("police"))
        (one,) = [each for each in said if each.conclusion_id == group["group_id"]]
        assert "children" in dict(one.boxes())["What it says"]


@pytest.mark.parametrize("name", JOURNALS)
def test_each_journal_is_found_by_the_columns_that_name_a_person_and_by_their_name(held: Workspace, name: str) -> None:
    """Generated from the list of journals: an entry by mention or record, an entry that names them, and neither."""
    child, journal = made.wren(held), JOURNALS[name]
    subject = read_subject(whole(session_of(files.governance())), person_id=child, bodies=Bodies())
    nobody = "0" * 20
    for number, column in enumerate(journal.columns):
        ids = subject.record_ids if column.startswith("record") else subject.mention_ids
        write(name, number=number, words=f"Lantern in {column}", column=column, value=sorted(ids)[0])
        write(name, number=50 + number, words="Lantern of others", column=column, value=nobody)
    write(name, number=90, words=f"Lantern beside {small.CHILD}")
    said = [text for text in found(child, "police").get(str(journal.label), []) if "Lantern" in text]
    wanted = [f"Lantern in {column}" for column in journal.columns]
    assert sorted(said) == sorted([*wanted, f"Lantern beside {small.CHILD}"])


def write(name: str, *, number: int, words: str, column: str = "", value: str = "") -> None:
    """One entry of the first kind of a journal, straight into its table."""
    model = table_of(name)
    kinds = [
        kind for kind, _label in model._meta.get_field("kind").flatchoices if kind not in JOURNALS[name].leaves_out
    ]
    row: dict[str, Any] = {"entry_id": f"{name}-{number}", "kind": kinds[0], "at": ENTERED, "by": "omar"}
    row |= {"text_sha": keep_text(words=words), "decision": 10_000 + number}
    if column:
        row[column] = [value] if column == "record_ids" else [{"mention_id": value}] if column == "ends" else value
    model._default_manager.create(**row | REQUIRED.get(name, {}))


REQUIRED: dict[str, dict[str, Any]] = {
    "BreachEntry": {"happened_at": ENTERED},
    "ConclusionDisputeEntry": {"word": "pattern", "conclusion_id": "c", "rule_id": "r"},
    "MatchProposal": {},
    "OnwardEntry": {"agency": "police", "agreement": "a"},
}

# Tables that can name a person and that no source finds, each with the reason.
NOT_FOUND = {
    "Its words are told with the records of the request": "DisputeEntry",
    "It follows from records and decisions that are found, and has no words of its own": (
        "ItemBasis Step LiveClock ConcernNoted ConcernReceipt HintDone PersonChange MentionSuccessor LookAgain "
        "RollOpening IndexedText ItemConflict"
    ),
    "A sentence of a record, which is found with the record": "NoteExample",
    "Nothing is sent yet: it is the author's own until it is a concern": "ConcernDraft",
    "What one account looks for, and nobody else reads": "SavedSearch",
    "It names an account, a role or a body, and no person of whom records are": (
        "Account AccountRequest Recovery RecertificationEntry DeclaredDetail PipelineRun Telling Notice NoticeSending "
        "NoticeLog Post FrontDoor RotaShift CurrentSnapshot Lease OneTimeLink RuleSwitch"
    ),
    "It tells who was shown a record: information governance reads it in the sharing ledger and the audit log": (
        "SharedRecord SharedPerson InsiderLook AuditEntry"
    ),
    "Texts are found through the rows that carry their hash": "AnswerText",
    "A key of a row": "RowKey",
    "Who asked for the data has the reply, and its log is the proof of it": "AccessRequestEntry",
}


def tables_that_name() -> set[str]:
    """Every table with a column that can name somebody: an id of a record, a mention or a thing; words; JSON."""
    found_tables = set()
    for model in apps.get_app_config("casework").get_models():
        fields = model._meta.concrete_fields
        has_ids = any(one.name.endswith(("_id", "_ids")) and not one.is_relation for one in fields)
        has_json = any(isinstance(one, models.JSONField) for one in fields)
        if has_ids or has_json or text_columns(model) or sealed_fields(model):
            found_tables.add(model.__name__)
    return found_tables


def test_each_table_that_can_name_a_person_is_found_or_named_with_a_reason() -> None:
    """A new table fails here until a request for data finds it, or the list says why it does not."""
    sourced = {name for source in SOURCES.all() for name in source.tables}
    excused = {name for names in NOT_FOUND.values() for name in names.split()}
    every = {model.__name__ for model in apps.get_app_config("casework").get_models()}
    assert not sourced & excused and sourced <= every and excused <= every
    assert tables_that_name() <= sourced | excused, json.dumps(sorted(tables_that_name() - sourced - excused))

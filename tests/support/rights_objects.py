"""Objects of own and of other bodies on the hand-written snapshot of `held`, one set for all readers of the oracle."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from django.db import transaction
from support import agreed, books, held, officers, worried
from support.climbing import thing
from support.rights_commands import ABSENT
from support.rights_oracle import DECIDING, FRONT_DOOR, READERS, RECORDS, Thing
from support.sessions import session_of

from sightline.casework.access.services.teams import assign, keep_team, sign_task
from sightline.casework.attachments.services.documents import NewDocument, add_document
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import audited
from sightline.casework.breaches.pages import NewBreach
from sightline.casework.breaches.services import report_breach
from sightline.casework.comments.services import add_comment
from sightline.casework.complaints.pages import NewComplaint
from sightline.casework.complaints.services import enter_complaint
from sightline.casework.concerns import passages
from sightline.casework.concerns.clock_cache import rows_of
from sightline.casework.concerns.models import Concern
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, actor_for_account, house_actor
from sightline.casework.core.models import Account
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import house_session
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.services import tell_all_who_were_shown
from sightline.casework.disputed_conclusions.services import dispute_conclusion
from sightline.casework.disputes.pages import NewDispute
from sightline.casework.disputes.services import lay_dispute
from sightline.casework.emergency_access.services import open_restricted
from sightline.casework.escalation.engine import Basis, open_item
from sightline.casework.finding.services import save_search
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.match_proposals.services import propose_one_person
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services.meetings import MeetingInput, keep_action
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.casework.named_adults.pages import NewNamedAdult
from sightline.casework.named_adults.services import ask_whether_safe
from sightline.casework.networks.services import NewEntry, add_entry
from sightline.casework.restrictions.pages import NewRestriction
from sightline.casework.restrictions.services import restrict_record
from sightline.casework.review_reports.consents import quotation_id_of
from sightline.casework.review_reports.services.drafts import make_report_draft
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.rows import ChronologyFile, NewImport
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.selectors.same_events import read_same_events
from sightline.casework.reviews.services.imports import import_chronology
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.casework.sight.services import give_sight
from sightline.casework.subject_access.pages import NewRequest
from sightline.casework.subject_access.services import enter_request
from sightline.casework.subject_files.services.files import SubjectFileInput, keep_fact
from sightline.casework.subject_files.services.opening import NewSubjectFile as FileOpening
from sightline.casework.subject_files.services.opening import open_subject_file
from sightline.model.analysis_tables.conclusions import UNANSWERED, UNANSWERED_BASIS
from sightline.model.analysis_tables.pattern_instances import PATTERN
from sightline.model.ids import make_id
from sightline.model.schema import QUESTION
from sightline.model.visibility import Visibility
from sightline.review.report.nouns import DraftReport, ReportPart, ReportSentence, SentenceKind
from sightline.store import Workspace

NEVER_AN_ID = "0" * 20
DRAFTS = "sightline.casework.review_reports.services.drafts"
QUOTED = ReportSentence("episode-1/words/record/word/", "“I told them.”", kind=SentenceKind.WORDS)
TERMS = (ReportSentence("terms/period", "One year."), QUOTED)
A_DRAFT = DraftReport((ReportPart("terms", "Terms", lines=TERMS),), {})
WHY = "Two agencies name him beside her within six weeks, and a grey van waits outside her school."
LOG = {**held.POLICE, "restricted": True}
VISIT = {"agency": "childrens_services", "organisation": "childrens_services", "layout": "childrens_services_events"}
MORE_RECORDS = (
    *held.RECORDS,
    ("log", LOG, "Aoife Ó Brien", held.AOIFE, date(2010, 5, 4)),
    ("visit", VISIT, "Aoife Ó Brien", held.AOIFE, date(2010, 5, 4)),
)
# Each pattern, clock, proposal, question and unanswered question by the records that it is based on.
PATTERNS = {**held.PATTERNS, "log": ("police", "log")}
CLOCKS = {**held.CLOCKS, "log": ("log",)}
QUESTIONS = {"open": ("police", "ben"), "clinic": ("clinic", "ben"), "log": ("log", "ben")}
ASKED = {"open": ("police",), "clinic": ("police", "clinic"), "log": ("log",), "ben": ("ben",)}


@dataclass(frozen=True, eq=False)
class Objects:
    """What is in addresses, by kind: each with the ids that it gives to an address."""

    of: dict[str, dict[str, Thing]]

    def things(self, kind: str) -> list[Thing | None]:
        """The objects of a kind; one None where an address has none."""
        return list(self.of[kind].values()) if kind else [None]


def write_more(tables: Any = held.tables) -> dict[Any, list[dict[str, Any]]]:
    """The tables of `held` with a restricted record of police, and questions."""
    with (
        patch.object(held, "RECORDS", MORE_RECORDS),
        patch.object(held, "PATTERNS", PATTERNS),
        patch.object(held, "CLOCKS", CLOCKS),
    ):
        filled: dict[Any, list[dict[str, Any]]] = tables()
    for row in filled[PATTERN]:
        row["pattern_id"] = "repeat_missing"
    seen_of = {key: seen for key, seen, *_ in MORE_RECORDS}
    for name, (a, b) in QUESTIONS.items():
        filled[QUESTION].append({"question_id": make_id("question", name), "mention_id_a": make_id("mention", a),
                                 "mention_id_b": make_id("mention", b), "rule_id": "near_threshold",
                                 "says": "Names are near.", "agrees": "the name", "weight": 3.0})  # fmt: skip
    for name, keys in ASKED.items():
        filled[UNANSWERED].append({
            "question_id": make_id("asked", name), "rule_id": "account_without_outcome", "mention_id": make_id("mention", keys[0]),
            "person_id": held.BEN if name == "ben" else held.AOIFE, "record_id": held.record_of(keys[0]),
            "agency": "police", "organisation": "police", "asks": "What came of it?",
        })  # fmt: skip
        filled[UNANSWERED_BASIS] += [
            {"conclusion_id": make_id("asked", name), "record_id": held.record_of(key), **seen_of[key]} for key in keys
        ]
    return filled


@contextmanager
def made_once(workspace: Workspace, blocker: Any) -> Iterator[Objects]:
    """All of them, in a transaction round all tests of a module; each test goes on in one of its own within it."""
    from django.conf import settings

    workspace.create()
    with blocker.unblock(), read_nothing(), rolled_back(), patch_setting(settings, workspace):
        store(workspace)
        made = make(make_accounts())
        for concern in Concern.objects.all():
            rows_of(house_session(), concern)  # kept here for every test; each test's own transaction would forget them
        yield made


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction of which nothing stays; what is durable may stand within it, as in Django's TestCase."""
    within = transaction.atomic()
    within._from_testcase = True
    with within:
        yield
        transaction.set_rollback(True)


def patch_setting(settings: Any, workspace: Workspace) -> Any:
    """Pages and commands read this workspace."""
    return patch.object(settings, "SIGHTLINE_WORKSPACE", workspace.root)


def store(workspace: Workspace) -> None:
    """The snapshot, served from this workspace."""
    with patch.object(held, "tables", write_more):
        held.serve_snapshot(workspace, anew=True)


def make_accounts() -> dict[str, Actor]:
    """An account of everybody who asks."""
    return {
        name: actor_for_account(
            Account.objects.create(username=f"the_{name}", role=role, agency=agency, organisation=organisation)
        )
        for name, (role, agency, organisation) in READERS.items()
    }


def make(people: dict[str, Actor]) -> Objects:
    """All of them, through the services where somebody writes one."""
    concerns, meetings, files = _concerns(), _meetings(people), _files(people)
    items = _items(house_actor())
    return Objects({
        "nothing": {"none": Thing({**_numbers(), **dict.fromkeys(("bulk", "key", "entry_id", "review_id", "moment_id", "asked_id", "closure_id", "onward_id"), NEVER_AN_ID), "outcome": "agreed"}, only=())},
        "person": {
            "pupil": Thing({"person_id": held.AOIFE}, ("police", "school", "clinic", "log"), by_any=True),
            "other": Thing({"person_id": held.BEN}, ("ben",)),
            "sealed": Thing({"person_id": held.SEALED_PERSON}, ("sealed",)),
            "none": Thing({"person_id": NEVER_AN_ID}, only=()),
        },
        "not_asked": {"visit": Thing({"record_id": held.record_of("visit")}, only=())},  # test_onward_requests.py has one
        "two_people": {
            "both": Thing({"person_id": held.AOIFE, "other_id": held.BEN}, ("ben",)),
            "sealed": Thing({"person_id": held.AOIFE, "other_id": held.SEALED_PERSON}, only=()),
        },
        "record": {key: Thing({"record_id": held.record_of(key)}, (key,)) for key in _kept()},
        "unmarked": {"visit": Thing({"record_id": held.record_of("visit"), "number": 999_999}, only=())},
        "mark": {key: Thing({"record_id": held.record_of(key), "passage_id": make_id("passage", key)}, (key,)) for key in _kept()},
        "no_sentence": {"clock": Thing({"item_id": next(iter(items.values())).ids["item_id"]}, only=())},
        "sentence": {key: Thing({"record_id": held.record_of(key), "mark_id": make_id("sentence_mark", key)}, (key,)) for key in _kept()},
        "question": {name: Thing({"question_id": make_id("question", name)}, keys) for name, keys in QUESTIONS.items()},
        "asked": {name: Thing({"asked_id": make_id("asked", name)}, keys) for name, keys in ASKED.items()},
        "clock": {name: Thing({"clock_id": held.clock_of(name)}, keys) for name, keys in CLOCKS.items()},
        "recognised": {name: Thing({"instance_key": make_id("pattern", name)}, keys) for name, keys in PATTERNS.items()},
        "recognised_of_children": {name: Thing({"instance_key": make_id("pattern", name)}, only=()) for name in PATTERNS},
        "conclusion": _conclusions(),
        "proposal": {name: Thing({"proposal_id": held.proposal_of(name)}, keys) for name, keys in held.PROPOSALS.items()},
        "node": {
            "pupil": Thing({"kind": "person", "node_id": held.AOIFE, "format": "csv"}, ("police", "school"), by_any=True),
            "other": Thing({"kind": "person", "node_id": held.BEN, "format": "csv"}, ("ben",)),
            "sealed": Thing({"kind": "person", "node_id": held.SEALED_PERSON, "format": "csv"}, ("sealed",)),
        },
        "group": {"none": Thing({"group_id": NEVER_AN_ID}, only=())},  # test_web_networks.py has one
        "person_to_give": {
            "pupil": Thing({"person_id": held.AOIFE}, only=("manager", "information_governance")),
            "other": Thing({"person_id": held.BEN}, only=("information_governance",)),
            "sealed": Thing({"person_id": held.SEALED_PERSON}, only=()),
        },
        "account": {
            "of_childrens_services": _account("practitioner", "manager"),
            "of_police": _account("analyst", "senior_officer"),
        },
        "account_named": {
            "of_childrens_services": _account("practitioner", "manager"),
            "of_police": _account("analyst", "senior_officer"),
            "none": Thing({"username": ABSENT}, only=()),
        },
        "person_in_audit": {"pupil": Thing({"person_id": held.AOIFE}), "none": Thing({"person_id": NEVER_AN_ID})},
        "sight": _sight(people["information_governance"]),
        **_access(people["information_governance"]),
        "rule": {"one": Thing({"rule_id": "repeat_missing"})},
        "post": {"one": Thing({"post_id": make_id("post", "police", "team_manager", "holder", "")})},
        "ladder": {"one": Thing({"ladder": "police"})},
        "concern": concerns,
        "own_concern": {name: Thing(one.ids, only=()) for name, one in concerns.items()},
        "own_hint": {name: Thing({**one.ids, "passage_id": NEVER_AN_ID}, only=()) for name, one in concerns.items()},
        "item": items,
        **meetings,
        **files,
        **_documents(people, concerns, meetings["meeting"], files["file"]),
        **_comments(people, concerns, items, meetings["meeting"]),
        **_emergency(),
        "officers_request": _officers_request(),
        **_breach(people["practitioner"]),
        **_complaint(people["practitioner"]),
        **_access_request(people["information_governance"]),
        **_learning_review(people["information_governance"]),
        **_named_adult(people["information_governance"]),
        **_restriction(people["information_governance"]),
        **_dispute(people["practitioner"]),
        **_conclusion_dispute(people["practitioner"]),
        **_correction(people["practitioner"], people["information_governance"]),
        "match_proposal": _match_proposal(people["practitioner"]),
        "record_of_person": {"none": Thing({"person_id": held.AOIFE, "mention_id": NEVER_AN_ID}, only=())},
        "answer": _answer(people["analyst"]),
        "search": {"own": Thing({"saved_id": save_search(session_of(people["analyst"]), asked=WHY, watch=True)},
                                only=("analyst",))},
        "added": _added(people["analyst"]),
    })  # fmt: skip


def _account(name: str, *managers: str) -> Thing:
    """An account: those who look after all manage it, and a manager of its own agency."""
    username = f"the_{name}"
    number = Account.objects.get(username=username).pk
    return Thing(
        {"account_number": number, "act": "unlock", "username": username},
        only=(*managers, "information_governance", "operator"),
    )


def _kept() -> list[str]:
    return [key for key, *_ in MORE_RECORDS if key in RECORDS]


def _numbers() -> dict[str, object]:
    names = ("sequence", "number", "decision", "request_number", "recovery_number")
    return dict.fromkeys(names, 999_999)


def _concerns() -> dict[str, Thing]:
    youth_worker, officer = worried.youth_worker(), worried.actor("omar", "practitioner", "police", "police")
    entered = {
        "concern": worried.enter(youth_worker, about=held.AOIFE),
        "kept_concern": worried.enter(officer, about=held.BEN, own_agency_only="Y"),
        "professional_concern": worried.enter(youth_worker, about_professional="Y", professional_agency="school"),
    }
    return {key: Thing({"concern_id": concern_id}, (key,)) for key, concern_id in entered.items()}


def _items(house: Actor) -> dict[str, Thing]:
    """Items of police's ladder, each based on one record."""
    found = {}
    for number, key in enumerate(("police", "log", "clinic", "ben"), start=1):
        record = RECORDS[key]
        layout = next(seen["layout"] for name, seen, *_ in MORE_RECORDS if name == key)
        seen = Visibility(record.agency, record.organisation, layout, record.restricted)
        candidate = thing(
            "2026-11-02T09:00:00Z", number=number, agency="police", record_id=held.record_of(key), about_id=make_id("clock", f"of {key}"),
            mention_ids=(make_id("mention", key),), basis=(Basis(held.record_of(key), seen),),
            person_id=held.BEN if key == "ben" else held.AOIFE,
        )  # fmt: skip
        item = open_item(
            session_of(house), candidate=candidate, opened_at="2026-11-02T09:00:00Z", now="2026-11-02T09:00:00Z"
        )
        assert item is not None
        found[key] = Thing({"item_id": item.item_id}, (key,))
    return found


def _meetings(people: dict[str, Actor]) -> dict[str, dict[str, Thing]]:
    """One that the manager opened, one of the senior officer on a record that only police see."""
    meetings, entries = {}, {}
    for reader, key in (("manager", "police"), ("senior_officer", "log")):
        opening = NewMeeting(
            "strategy_discussion", (held.record_of(key),), "2027-01-05T10:00:00Z", WHY, person_id=held.AOIFE
        )
        meeting_id = open_meeting(session_of(people[reader]), opening=opening)
        said = MeetingInput(
            "Find out who drives the grey van.", by_when=date(2027, 1, 8), who=MeetingParty(username=f"the_{reader}")
        )
        entry_id = keep_action(session_of(people[reader]), meeting_id=meeting_id, said=said)
        only = (reader, "information_governance")
        meetings[key] = Thing({"meeting_id": meeting_id, "page": "decision"}, only=only)
        entries[key] = Thing({"meeting_id": meeting_id, "entry_id": entry_id}, only=(reader,))
    return {"meeting": meetings, "meeting_action": entries}


def _files(people: dict[str, Actor]) -> dict[str, dict[str, Thing]]:
    """One on an open record, one on a record that only police see. A practitioner owns neither."""
    files, entries = {}, {}
    for key, person_id in (("ben", held.BEN), ("log", held.AOIFE)):
        opening = FileOpening(
            record_ids=(held.record_of(key),), status="named", why=WHY, person_id=person_id, review_on=date(2027, 1, 29),
            as_a_child="Her social worker sees her alone each week, and asks what was done to her before anything else.",
        )  # fmt: skip
        file_id = open_subject_file(session_of(people["analyst"]), opening=opening)
        entered = SubjectFileInput(
            words="The report says that he waits in the car outside.", record_ids=(held.record_of(key),)
        )
        entry_id = keep_fact(session_of(people["analyst"]), file_id=file_id, entered=entered)
        only = ("analyst", "manager", "senior_officer", "reviewer", "information_governance")
        of_measure = {"measure_id": "sexual_risk_order", "page": "fact"}
        files[key] = Thing({"file_id": file_id, **of_measure}, (key,), only=only)
        entries[key] = Thing({"file_id": file_id, "entry_id": entry_id, "page": "back"}, (key,), only=only)
    no_measures = {key: Thing(one.ids, only=()) for key, one in files.items()}  # they are about children
    return {"file": files, "file_entry": entries, "file_without_measures": no_measures}


def _documents(
    people: dict[str, Actor], concerns: dict[str, Thing], meetings: dict[str, Thing], files: dict[str, Thing]
) -> dict[str, dict[str, Thing]]:
    """One on each concern, meeting and working file: read by whoever reads that, added to by whoever works on it."""
    youth_worker, officer = worried.youth_worker(), worried.actor("omar", "practitioner", "police", "police")
    writers = {"police": people["manager"], "log": people["senior_officer"], "kept_concern": officer}
    found: dict[str, dict[str, Thing]] = {
        name: {} for name in ("document_place", "document", "own_document", "scanned_document")
    }
    for owner, column, things in (
        ("concern", "concern_id", concerns),
        ("meeting", "meeting_id", meetings),
        ("file", "file_id", files),
    ):
        for key, on in things.items():
            owner_id, name = str(on.ids[column]), f"{owner} {key}"
            who = people["analyst"] if owner == "file" else writers.get(key, youth_worker)
            document = NewDocument("minutes.txt", WHY.encode(), len(WHY))
            document_id = add_document(session_of(who), owner=owner, owner_id=owner_id, document=document)
            ids: dict[str, object] = {"document_id": document_id}
            adds = {"concern": FRONT_DOOR, "meeting": tuple((on.only or ())[:1]), "file": DECIDING}[owner]
            added_by = {"concern": "", "meeting": adds[0], "file": "analyst"}[owner]
            found["document"][name] = Thing(ids, on.based_on, only=on.only)
            found["document_place"][name] = Thing({"owner": owner, "owner_id": owner_id}, on.based_on, only=adds)
            found["own_document"][name] = Thing(ids, on.based_on, only=(str(added_by), "information_governance"))
            found["scanned_document"][name] = Thing(ids, only=())  # no scanner is set; test_attachments.py has one
    return found


def _comments(
    people: dict[str, Actor], concerns: dict[str, Thing], items: dict[str, Thing], meetings: dict[str, Thing]
) -> dict[str, dict[str, Thing]]:
    """Whoever opens a concern, item or meeting may comment on it; the manager withdraws the one of her own."""
    found: dict[str, dict[str, Thing]] = {"comment_place": {}, "own_comment": {}}
    for owner, column, things in (
        ("concern", "concern_id", concerns),
        ("item", "item_id", items),
        ("meeting", "meeting_id", meetings),
    ):
        for key, on in things.items():
            ids = {"owner": owner, "owner_id": str(on.ids[column])}
            found["comment_place"][f"{owner} {key}"] = Thing(ids, on.based_on, only=on.only, also=on.also)
    manager = session_of(people["manager"])
    own = add_comment(manager, owner="concern", owner_id=str(concerns["concern"].ids["concern_id"]), words=WHY)
    found["own_comment"]["managers"] = Thing({"comment_id": own}, only=("manager",))
    return found


def _emergency() -> dict[str, dict[str, Thing]]:
    """Read by whoever opened it, who is none of the readers, and by information governance, which reviews it."""
    entry_id = open_restricted(
        session_of(worried.actor("erin", "practitioner", "childrens_services")), person_id=held.AOIFE, purpose="danger_now", why=WHY, signed_in_at=clock.now_at()
    )  # fmt: skip
    one = {"entry_id": entry_id}
    return {
        "emergency": {"one": Thing(one, only=("information_governance",))},
        "emergency_review": {"one": Thing(one, only=("information_governance",))},
    }


def _officers_request() -> dict[str, Thing]:
    """Read by the officer who asked, who is none of the readers, and by information governance; nobody is on duty."""
    entry_id = officers.asked_by(worried.actor("erin", "practitioner", "childrens_services"), WHY)
    return {"one": Thing({"entry_id": entry_id}, only=("information_governance",))}


def _breach(reporter: Actor) -> dict[str, dict[str, Thing]]:
    """Read by whoever reported it and by information governance, which alone decides about it."""
    new = NewBreach("2026-11-02T09:00:00Z", "no", WHY, "A family’s")
    breach_id, only = report_breach(session_of(reporter), breach=new), ("practitioner", "information_governance")
    settles = Thing({"breach_id": breach_id, "outcome": "not_reportable"}, only=only[1:])
    return {"breach": {"one": Thing({"breach_id": breach_id}, only=only)}, "breach_decide": {"one": settles}}


def _complaint(entered_by: Actor) -> dict[str, dict[str, Thing]]:
    """Read by whoever entered it and by information governance, which alone answers it."""
    new = NewComplaint(date(2026, 11, 2), "A parent", "By letter", WHY)
    complaint_id = enter_complaint(session_of(entered_by), complaint=new)
    only = ("practitioner", "information_governance")
    settles = Thing({"complaint_id": complaint_id, "outcome": "acknowledged"}, only=only[1:])
    return {
        "complaint": {"one": Thing({"complaint_id": complaint_id}, only=only)},
        "complaint_decide": {"one": settles},
    }


def _access_request(governance: Actor) -> dict[str, dict[str, Thing]]:
    """Read and worked on by information governance alone."""
    asked = NewRequest("police", "own", date(2026, 11, 2), "A person", "A person", "By letter")
    request_id, only = enter_request(session_of(governance), request=asked), ("information_governance",)
    act = {"request_id": request_id}
    return {
        "access_request": {"one": Thing(act, only=only)},
        "access_record": {"none": Thing({**act, "record_id": NEVER_AN_ID}, only=())},
        "access_request_act": {"one": Thing({**act, "outcome": "identity"}, only=only)},
    }


def _learning_review(governance: Actor) -> dict[str, dict[str, Thing]]:
    """Read by information governance and by its author, the reviewer; only the first sets its terms."""
    session, (author,) = session_of(governance), Account.objects.filter(role="reviewer")[:1]
    new = NewReview("A review", WHY, date(2024, 1, 1), date(2024, 12, 31), ("police", "school"))
    review_id = open_review(session, review=new)
    for act in (
        ReviewAct(ReviewEntryKind.CHILD, person_id=held.AOIFE),
        ReviewAct(ReviewEntryKind.AUTHOR, username=author.username),
    ):
        add_to_terms(session, review_id=review_id, act=act)
    file = ChronologyFile("a.xlsx", books.chronology_book(("22/05/2024", "Seen at the station, OC24/00012")))
    agreed.write_agreements(current_workspace().root, more=("review_chronology",))
    police = session_of(worried.actor("ig_police", "information_governance", "police"))
    import_id = import_chronology(police, review_id=review_id, new=NewImport("police", "A", file))
    with patch(f"{DRAFTS}.gather_material"), patch(f"{DRAFTS}.make_draft", return_value=A_DRAFT):
        *_, draft_id = [make_report_draft(session, review_id=review_id, why=f"{WHY} {end}") for end in ("One.", "Two.")]
    other = ChronologyFile("b.xlsx", books.chronology_book(("23/05/2024", "Police told us of OC24/00012")))
    school = session_of(worried.actor("ig_school", "information_governance", "school"))
    import_chronology(school, review_id=review_id, new=NewImport("school", "A", other))
    (group,) = read_same_events(session, review_id=review_id).groups
    one, governing = {"review_id": review_id}, ("information_governance",)
    reading = ("reviewer", *governing)
    row = {"row_id": ReviewEntry.objects.rows_of([import_id])[0].entry_id}
    act_of, part = {**one, "outcome": "child"}, {"place": "0", "quotation_id": quotation_id_of(QUOTED)}
    return {
        "learning_review": {"one": Thing(one, only=reading)},
        "learning_review_agency": {"one": Thing({**one, "agency": "police"}, only=governing)},
        "review_sender": {"none": Thing(one, only=())},  # of an agency's own account: test_review_imports.py
        "review_withdrawer": {"one": Thing({**one, "import_id": import_id}, only=governing)},
        "review_import": {"one": Thing({**one, "import_id": import_id}, only=reading)},
        "review_row": {"one": Thing(row, only=reading)},
        "review_row_correct": {"none": Thing(row, only=())},  # of an agency's own account: test_review_row_rights.py
        "review_draft": {"one": Thing({**one, "draft_id": draft_id, **part}, only=reading)},
        "review_same_event": {"one": Thing({**one, "key": group.key}, only=reading)},
        "review_telling": {"one": Thing({**one, "key": group.tellings[0].event.key}, only=reading)},
        "review_inquiry": {"one": Thing(one, only=governing)},
        "learning_review_act": {"one": Thing(act_of, only=governing)},
        "learning_review_day": {"none": Thing(one, only=())},  # without a day: test_review_knowledge.py has some
        "review_holder": {"none": Thing(one, only=())},  # of an agency's own account: test_review_holders.py
    }


def _named_adult(governance: Actor) -> dict[str, dict[str, Thing]]:
    """Read by information governance and by managers of the agencies that reply."""
    asked = NewNamedAdult(held.AOIFE, "A person", WHY)
    adult = {"adult_id": ask_whether_safe(session_of(governance), adult=asked)}
    only = ("information_governance", "manager", "senior_officer")
    return {
        "named_adult": {"one": Thing(adult, only=only)},
        "named_adult_act": {"one": Thing({**adult, "outcome": "reason"}, only=only[:1])},
    }


def _restriction(governance: Actor) -> dict[str, dict[str, Thing]]:
    """Read and decided by information governance alone. Of a record that its agency restricts already."""
    new = NewRestriction(held.record_of("clinic"), "accuracy", clock.today() + timedelta(days=30), WHY)
    made = {"restriction_id": restrict_record(session_of(governance), restriction=new)}
    only = ("information_governance",)
    return {
        "restriction": {"one": Thing(made, only=only)},
        "restriction_decide": {"one": Thing({**made, "outcome": "longer"}, only=only)},
    }


def _dispute(reader: Actor) -> dict[str, dict[str, Thing]]:
    """Read by whoever entered it and by information governance, which alone settles it and adds statements here."""
    record_id = held.record_of("visit")
    dispute_id = lay_dispute(session_of(reader), dispute=NewDispute(record_id, WHY))
    only = ("practitioner", "information_governance")
    return {
        "dispute": {"one": Thing({"dispute_id": dispute_id}, only=only)},
        "dispute_decide": {"one": Thing({"dispute_id": dispute_id, "outcome": "stands"}, only=only[1:])},
        "statement_add": {"one": Thing({"record_id": record_id}, only=only[1:])},
    }


def _conclusions() -> dict[str, Thing]:
    """What a reader may dispute: each pattern, question and deadline that they see."""
    every = (
        ("pattern", {make_id("pattern", name): keys for name, keys in PATTERNS.items()}),
        ("question", {make_id("asked", name): keys for name, keys in ASKED.items()}),
        ("deadline", {held.clock_of(name): keys for name, keys in CLOCKS.items()}),
    )
    return {
        f"{what} {one}": Thing({"what": what, "conclusion_id": one}, keys)
        for what, ids in every
        for one, keys in ids.items()
    }


def _conclusion_dispute(reader: Actor) -> dict[str, dict[str, Thing]]:
    """Read by who sees all that is behind it and by information governance, which alone replies."""
    clock_id, keys = held.clock_of("school"), CLOCKS["school"]
    dispute_id = dispute_conclusion(session_of(reader), kind="deadline", conclusion_id=clock_id, words=WHY)
    return {
        "conclusion_dispute": {"one": Thing({"conclusion_dispute_id": dispute_id}, keys)},
        "conclusion_dispute_decide": {
            "one": Thing({"conclusion_dispute_id": dispute_id, "outcome": "stands"}, only=("information_governance",))
        },
    }


def _correction(reader: Actor, governance: Actor) -> dict[str, dict[str, Thing]]:
    """Read by the reader who was shown the record, and by information governance, which alone tells them otherwise."""
    SharedRecord.objects.create(
        at="2026-11-02T09:00:00Z", audit_row=1, way="shown", action="read_record", role=reader.reader.role,
        username=reader.reader.username, to_agency=reader.reader.agency, record_id=hash_id(NEVER_AN_ID), from_agency="police",
    )  # fmt: skip
    session = session_of(governance)
    with audited(session, action="correct") as trail:
        made = tell_all_who_were_shown(session, record_ids=[NEVER_AN_ID], what=CorrectionWhat.CORRECTED, trail=trail)
    only = ("practitioner", "information_governance")
    return {
        "correction": {"one": Thing({"correction_id": made}, only=only)},
        "correction_told": {"one": Thing({"correction_id": made}, only=only[1:])},
    }


def _match_proposal(proposer: Actor) -> dict[str, Thing]:
    """Read by whoever proposed it, and by those who answer possible matches."""
    made = propose_one_person(session_of(proposer), person_id=held.AOIFE, other_id=held.BEN, why=WHY)
    only = ("practitioner", "analyst", "manager", "information_governance")
    return {"one": Thing({"proposal_id": made}, ("police", "ben"), only=only)}


def _answer(analyst: Actor) -> dict[str, Thing]:
    mentions = sorted((make_id("mention", "police"), make_id("mention", "ben")))
    number = answer_same_person(
        session_of(analyst),
        mention_id_a=mentions[0],
        mention_id_b=mentions[1],
        answer="not_same",
        why="Two boys of the football team, seen together.",
    )
    return {"analysts": Thing({"sequence": number}, only=("analyst",))}


def _sight(governance: Actor) -> dict[str, Thing]:
    """That a school sees its own pupil: it opens nothing more, and can be ended."""
    number = give_sight(
        session_of(governance),
        person_id=held.AOIFE,
        agency="school",
        organisation="Elm School",
        until_on=clock.today(),
        why=WHY,
    )
    ids = {"person_id": held.AOIFE, "sequence": number}
    return {"given": Thing(ids, only=("manager", "information_governance"))}


def _access(governance: Actor) -> dict[str, dict[str, Thing]]:
    """A team of children's services with a standing task, and a social worker assigned to the pupil."""
    session, member = session_of(governance), ["the_practitioner"]
    team_id = keep_team(session, name="East", agency="childrens_services", members=member, managers=["the_manager"])
    task_id = sign_task(session, team_id=team_id, kind="front_door", until_on=clock.today(), why=WHY)
    entry_id = assign(session, person_id=held.AOIFE, username="the_practitioner", why=WHY)
    # One who joined after the task was signed, and waits to be let into it.
    joined = [*member, "the_partnership_executive"]
    keep_team(
        session, name="East", agency="childrens_services", members=joined, managers=["the_manager"], team_id=team_id
    )
    both, one = ("manager", "information_governance"), ("information_governance",)
    return {
        "team": {"one": Thing({"team_id": team_id}, only=both)},
        "task": {"one": Thing({"task_id": task_id}, only=one)},
        "assignment": {"given": Thing({"person_id": held.AOIFE, "entry_id": entry_id}, only=both)},
    }


def _added(analyst: Actor) -> dict[str, Thing]:
    entry = NewEntry("hypothesis", "person", held.AOIFE, "2", "C", "P", WHY)
    return {"analysts": Thing({"sequence": add_entry(session_of(analyst), entry=entry)}, only=("analyst",))}


def read_nothing() -> Any:
    """Concerns of these tests are not read for signs: the reading is tested elsewhere and takes seconds to make ready."""
    return patch.object(passages, "_read_passages", lambda _session, concern: [])

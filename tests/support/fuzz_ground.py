"""Something of everything that pages show, so that every address has something behind it for the fuzz to ask for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from django.test import Client
from django.urls import reverse
from support import agreed, books, meeting, officers, subject_files, worried
from support import small_partnership as small
from support.climbing import fill_ladder, set_clock
from support.fuzzing import NOBODY, every_pattern
from support.grouped import person_called
from support.sessions import session_of

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.services.teams import keep_team, sign_task
from sightline.casework.attachments.models import Attachment
from sightline.casework.attachments.services.documents import NewDocument, add_document
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import audited
from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import NewAsk
from sightline.casework.blind_questions.services import ask_who_knows, send_signal
from sightline.casework.breaches.models import BreachEntry
from sightline.casework.breaches.pages import NewBreach
from sightline.casework.breaches.services import report_breach
from sightline.casework.bulk_exports.services import ask_export
from sightline.casework.comments.models import Comment
from sightline.casework.comments.services import add_comment
from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.complaints.pages import NewComplaint
from sightline.casework.complaints.services import enter_complaint
from sightline.casework.concerns.models import Concern
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.services import tell_all_who_were_shown
from sightline.casework.disputed_conclusions.models import ConclusionDisputeEntry
from sightline.casework.disputed_conclusions.services import dispute_conclusion
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.disputes.pages import NewDispute
from sightline.casework.disputes.services import lay_dispute
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.emergency_access.services import open_restricted
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.disagreements import open_disagreement
from sightline.casework.escalation.services.responses import answer_item
from sightline.casework.finding.models import SavedSearch
from sightline.casework.finding.services import save_search
from sightline.casework.insiders.models import InsiderEntry
from sightline.casework.insiders.pages import DeclaredAs, NewDeclared, NewWatch, WatchPurpose
from sightline.casework.insiders.services import declare_person, set_watch
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.match_proposals.models import MatchProposal
from sightline.casework.match_proposals.services import propose_one_person
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services.meetings import MeetingInput, add_to_agenda, keep_action, keep_decision
from sightline.casework.named_adults.models import NamedAdultEntry
from sightline.casework.named_adults.pages import NewNamedAdult
from sightline.casework.named_adults.services import ask_whether_safe
from sightline.casework.networks.services import NewEntry, add_entry
from sightline.casework.notes.services.author_hints import list_hints
from sightline.casework.restrictions.models import RestrictionEntry
from sightline.casework.restrictions.pages import NewRestriction
from sightline.casework.restrictions.services import restrict_record
from sightline.casework.review_reports.selectors import read_report_draft
from sightline.casework.review_reports.services.drafts import make_report_draft
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.rows import ChronologyFile, NewImport
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.services.imports import import_chronology
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.casework.same_person.services.bulk import keep_bulk, preview_bulk
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.subject_access.pages import NewRequest, RequestAct, RequestEntryKind
from sightline.casework.subject_access.services import enter_request, record_act
from sightline.casework.subject_files.models import SubjectFile, SubjectFileEntry
from sightline.casework.subject_files.services.files import (
    SubjectFileInput,
    keep_assessment,
    keep_fact,
    keep_next_action,
)
from sightline.casework.timekeeping.scheduler import tick
from sightline.casework.two_officers.models import OfficersEntry
from sightline.casework.unusual_reading.models import ReadingEntry
from sightline.casework.unusual_reading.services import put_in_news
from sightline.model.ids import make_id
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot
from sightline.web.accounts.acts import ACTS

ENTERED, LATER = "2026-12-22T16:30:00Z", "2026-12-25T08:00:00Z"
HINTED = "She absconded again and is streetwise; the grey van waited."
MOST_IDS = 3
HYPOTHESIS = {
    "kind": "hypothesis", "about_kind": "person", "source_grade": "2", "information_grade": "C", "handling": "P",
    "words": "The same grey van stood outside on both nights, by the neighbour’s account.",
}  # fmt: skip
ANSWER = {"form": "act", "what": "Hold a strategy discussion with police and health about the grey van",
          "who": "Front door manager", "by_when": "2026-12-30"}  # fmt: skip


def people() -> dict[str, Actor]:
    """One of each role, who write, and who hold posts."""
    roles = {role: worried.actor(small.username(role), role, *small.ROLES[role]) for role in small.ROLES}
    posts = fill_ladder()
    first = ("manager", "analyst", "information_governance")  # who may open most
    return {
        **{role: roles[role] for role in first}, "yaz": worried.youth_worker(), "on_post": posts["practitioner"],
        "leads": posts["team_manager"], **roles,
    }  # fmt: skip


def clients(who: dict[str, Actor]) -> dict[str, Client]:
    """A browser for each, and one in which nobody is signed in."""
    return {name: worried.client_of(actor) for name, actor in who.items()} | {NOBODY: Client()}


def play_small(held: Workspace, monkeypatch: Any) -> dict[str, Actor]:
    """Concerns, a draft, items, answers, a meeting, working files and an analyst's entry on the small partnership."""
    set_clock(monkeypatch, ENTERED)
    who = people()
    child, yaz = meeting.wren(held), who["yaz"]
    worried.enter(yaz, about=child)
    worried.enter(who["practitioner"], about=child, referral="Y", seen_heard=HINTED, childs_words="")
    set_clock(monkeypatch, LATER)
    tick(session_of(house_actor()))
    worried.write_draft(yaz, worried.written(day="other", on_day="1"))
    save_search(session_of(who["practitioner"]), asked="grey van", watch=True)
    _answer(held, who)
    _meet(who["manager"], held)
    _files(who, held)
    _documents(who["practitioner"])
    add_entry(
        session_of(who["analyst"]),
        entry=NewEntry(**HYPOTHESIS, about_id=subject_files.man(held)),  # type: ignore[arg-type]
    )
    _report(who)
    _propose(who["practitioner"], held)
    ask = NewAsk("Wren Ash", date(2012, 3, 4), "Nia Roberts, nurse", "01632 960 200", "worried")
    ask_who_knows(session_of(who["practitioner"]), ask=ask)
    send_signal(session_of(who["practitioner"]), ask=ask)
    open_restricted(
        session_of(who["practitioner"]), person_id=meeting.wren(held), purpose="danger_now", why=HYPOTHESIS["words"],
        signed_in_at=clock.now_at(),
    )  # fmt: skip
    put_in_news(session_of(who["information_governance"]), person_id=subject_files.man(held), why=HYPOTHESIS["words"])
    officers.asked_by(who["practitioner"], HYPOTHESIS["words"])
    _ask_about_data(who, held)
    _open_reviews(who, held)
    own = NewDeclared(DeclaredAs.OWN, name="Nia Roberts", phone="01632 960 201")
    declare_person(session_of(who["practitioner"]), number=who["practitioner"].account_id or 0, declared=own)
    watch = NewWatch(WatchPurpose.NEWS, HYPOTHESIS["words"], clock.today())
    set_watch(session_of(who["information_governance"]), person_id=meeting.wren(held), watch=watch)
    return who


def _open_reviews(who: dict[str, Actor], held: Workspace) -> None:
    """Learning reviews of one child, whose author is the reviewer; what is sent at random may close one."""
    governance, agencies = session_of(who["information_governance"]), ("police", "childrens_services", "health")
    agreed.write_agreements(held.root, more=("review_chronology",))
    for number in range(MOST_IDS):
        days = (date(2020, 1, 1), date(2026, 12, 31))
        new = NewReview(f"Review {number}", HYPOTHESIS["words"], *days, agencies)
        review_id = open_review(governance, review=new)
        child = ReviewAct(ReviewEntryKind.CHILD, person_id=meeting.wren(held))
        author = ReviewAct(ReviewEntryKind.AUTHOR, username=who["reviewer"].reader.username)
        for act in (child, author):
            add_to_terms(governance, review_id=review_id, act=act)
        file = ChronologyFile("a.xlsx", books.chronology_book(("22/05/2024", "Seen at the station"), ("soon", "")))
        police = session_of(worried.actor("ig_police", "information_governance", "police"))
        import_chronology(police, review_id=review_id, new=NewImport("police", "A", file))
        make_report_draft(governance, review_id=review_id, why=HYPOTHESIS["words"])


def _ask_about_data(who: dict[str, Actor], held: Workspace) -> None:
    """A request for a person's data, a disputed record, a notice of correction and a bulk export that somebody asks for."""
    governance, worker, day = session_of(who["information_governance"]), who["practitioner"], date(2026, 12, 24)
    asked = NewRequest("childrens_services", "own", day, "A person", "A person", "By letter")
    request_id, *_ = [  # what is sent at random may close one
        enter_request(governance, request=replace(asked, reach=f"By letter {number}")) for number in range(MOST_IDS)
    ]
    record_act(governance, request_id=request_id, act=RequestAct(RequestEntryKind.IDENTITY, on_day=day, words=HINTED))
    named = RequestAct(RequestEntryKind.PERSON, person_id=meeting.wren(held))
    record_act(governance, request_id=request_id, act=named)
    adult = NewNamedAdult(subject_files.man(held), "A person", HYPOTHESIS["words"])
    ask_whether_safe(governance, adult=adult)
    attended = meeting.ask(held, "SELECT record_id FROM agency_record WHERE agency = 'health' AND latest ORDER BY 1")[0]
    new = NewRestriction(attended, "accuracy", day + timedelta(days=30), HYPOTHESIS["words"])
    restrict_record(governance, restriction=new)
    visit = meeting.record(held, "childrens_services_events/visit")
    lay_dispute(session_of(worker), dispute=NewDispute(visit, HINTED))
    clock_id = meeting.ask(held, "SELECT clock_id FROM clock ORDER BY started_at")[0]
    dispute_conclusion(governance, kind="deadline", conclusion_id=clock_id, words=HINTED, who="A person")
    ask_export(session_of(who["analyst"]), table="persons", purpose="review", why=HYPOTHESIS["words"])
    SharedRecord.objects.create(
        at=clock.now_at(), audit_row=1, way="shown", action="read_record", role=worker.reader.role,
        username=worker.reader.username, to_agency=worker.reader.agency, record_id=hash_id(visit), from_agency="police",
    )  # fmt: skip
    with audited(governance, action="correct") as trail:
        tell_all_who_were_shown(governance, record_ids=[visit], what=CorrectionWhat.CORRECTED, trail=trail)


def _propose(worker: Actor, held: Workspace) -> None:
    """Two people of whom somebody says that they are one."""
    session = session_of(worker)
    child, man = meeting.wren(held), subject_files.man(held)
    propose_one_person(session, person_id=child, other_id=man, why=HYPOTHESIS["words"])


def _report(who: dict[str, Actor]) -> None:
    """A data breach, a complaint about data, and a team with a standing task."""
    author, governance = session_of(who["practitioner"]), session_of(who["information_governance"])
    report_breach(author, breach=NewBreach(LATER, "not_known", HINTED, "One family’s"))
    day = date.fromisoformat(LATER[:10])
    enter_complaint(author, complaint=NewComplaint(day, "Her mother", "By letter", HINTED))
    manager = who["manager"].reader.username
    team = keep_team(governance, name="East", agency="childrens_services", members=[], managers=[manager])
    sign_task(governance, team_id=team, kind="front_door", until_on=day, why=HYPOTHESIS["words"])


def _answer(held: Workspace, who: dict[str, Actor]) -> None:
    manager = who["manager"]
    shown = preview_bulk(
        session_of(manager), question_ids=[question(held)], answer="not_same", why="Siblings, I know both."
    )
    keep_bulk(session_of(manager), draft=shown.draft)
    about = {"rule_id": "suspicion_answered", "person_id": meeting.wren(held)}
    mine = Item.objects.filter(**about, ladder="childrens_services").order_by("pk")
    answer_item(session_of(who["on_post"]), item_id=mine[0].item_id, form=ANSWER)
    open_disagreement(
        session_of(who["practitioner"]), about="record", about_id=meeting.record(held, "childrens_services_events/visit"),
        why="She was not seen alone, and nobody asked her about the van.", with_agency="police",
    )  # fmt: skip


def _documents(author: Actor) -> None:
    """One of the author's own concern, and one that a scanner gave no answer about."""
    (concern,) = Concern.objects.filter(author=author.reader.username)
    added = [
        add_document(
            session_of(author), owner="concern", owner_id=concern.concern_id, document=NewDocument("a.txt", data, 20)
        )
        for data in (b"Minutes of the meeting", b"Minutes of another one")
    ]
    Attachment.objects.filter(attachment_id=added[1]).update(scan="held")
    add_comment(session_of(author), owner="concern", owner_id=concern.concern_id, words="Ring the school first")


def question(held: Workspace) -> str:
    found: str = meeting.ask(held, "SELECT question_id FROM question ORDER BY 1")[0]
    return found


def _meet(manager: Actor, held: Workspace) -> None:
    one = meeting.open_one(manager, held)
    who = MeetingParty(username=manager.reader.username)
    meeting.asked(manager, one, small.username("senior_officer"), small.username("practitioner"))
    add_to_agenda(
        session_of(manager),
        meeting_id=one,
        said=MeetingInput("The grey van outside her school since April", theme="themes"),
    )
    keep_decision(session_of(manager), meeting_id=one, said=MeetingInput(meeting.DECIDED))
    keep_action(session_of(manager), meeting_id=one, said=MeetingInput(meeting.DO, who=who, by_when=date(2026, 12, 30)))


def _files(who: dict[str, Actor], held: Workspace) -> None:
    analyst = who["analyst"]
    on_man = subject_files.open_on_man(analyst, held)
    subject_files.open_on_child(who["manager"], held)
    record = (subject_files.complaint(held),)
    keep_fact(
        session_of(analyst), file_id=on_man, entered=SubjectFileInput(words=subject_files.FACT, record_ids=record)
    )
    keep_assessment(
        session_of(analyst),
        file_id=on_man,
        entered=SubjectFileInput(words=subject_files.VIEW, who="Analyst of the north"),
    )
    keep_next_action(
        session_of(analyst),
        file_id=on_man,
        entered=SubjectFileInput(words=subject_files.NEXT, who="Housing of the north", on_day=date(2027, 1, 4)),
    )
    subject_files.consider(analyst, on_man, "sexual_risk_order")
    assert SubjectFileEntry.objects.count() > 5


def starts_small(held: Workspace, who: dict[str, Actor]) -> list[str]:
    """Addresses to which no page leads whoever opened it first: all ids x all pages that are given one such id."""
    people_ids = [
        meeting.wren(held),
        subject_files.man(held),
        *meeting.ask(held, "SELECT person_id FROM person ORDER BY 1")[:3],
    ]
    decisions, own = Decision.objects.filter(kind="same_person"), Concern.objects.all()
    concerns = list(own.filter(author=who["practitioner"].reader.username).values_list("concern_id", flat=True))

    def hints_of(concern_id: str) -> Iterable[Any]:
        return list_hints(session_of(who["practitioner"]), concern_id=concern_id)

    ids: dict[str, Iterable[Any]] = {
        "person_id": people_ids,
        "other_id": people_ids[:2],
        "node_id": people_ids[:2],
        "record_id": [subject_files.complaint(held), meeting.record(held, "childrens_services_events/visit")],
        "question_id": [question(held)],
        "bulk": [one.body["bulk"] for one in decisions],
        "sequence": [*decisions.values_list("sequence", flat=True), *_entries()],
        "concern_id": Concern.objects.values_list("concern_id", flat=True),
        "passage_id": [one.passage_id for each in concerns for one in hints_of(each)],
        "item_id": Item.objects.values_list("item_id", flat=True),
        "clock_id": meeting.ask(held, "SELECT clock_id FROM clock ORDER BY started_at")[:2],
        "proposal_id": MatchProposal.objects.filter(about="").values_list("entry_id", flat=True),
        "breach_id": BreachEntry.objects.filter(about="").values_list("entry_id", flat=True),
        "request_id": AccessRequestEntry.objects.filter(kind="received").values_list("entry_id", flat=True),
        "restriction_id": RestrictionEntry.objects.made().values_list("entry_id", flat=True),
        "adult_id": NamedAdultEntry.objects.asked().values_list("entry_id", flat=True),
        "dispute_id": DisputeEntry.objects.filter(kind="laid").values_list("entry_id", flat=True),
        "conclusion_dispute_id": ConclusionDisputeEntry.objects.disputes().values_list("entry_id", flat=True),
        "what": ["deadline", "group", "none"],
        "conclusion_id": meeting.ask(held, "SELECT clock_id FROM clock ORDER BY started_at")[:2],
        "correction_id": CorrectionEntry.objects.filter(about="").values_list("entry_id", flat=True),
        "complaint_id": ComplaintEntry.objects.filter(about="").values_list("entry_id", flat=True),
        "agency": ["police"],
        "import_id": ReviewEntry.objects.filter(kind="imported").values_list("entry_id", flat=True),
        "row_id": ReviewEntry.objects.filter(kind="row").values_list("entry_id", flat=True),
        "draft_id": ReviewEntry.objects.filter(kind="report_draft").values_list("entry_id", flat=True),
        "place": [0, 1],
        "quotation_id": list(_quotations(session_of(who["reviewer"]))),
        "review_id": ReviewEntry.objects.filter(kind="opened").values_list("entry_id", flat=True),
        "outcome": ["stands", "not_reportable", "person", "acknowledged", "child", "author", "proceeding"],
        "request_number": Decision.objects.filter(kind="bulk_export_asked").values_list("sequence", flat=True),
        "team_id": AccessEntry.objects.filter(kind="team").values_list("entry_id", flat=True),
        "task_id": AccessEntry.objects.filter(kind="task").values_list("entry_id", flat=True),
        "comment_id": Comment.objects.values_list("comment_id", flat=True),
        "document_id": Attachment.objects.values_list("attachment_id", flat=True),
        "owner": ["concern"],
        "owner_id": concerns,
        "post_id": [make_id("post", "police", "team_manager", "holder", "")],
        "ladder": ["police"],
        "rule_id": ["repeat_missing"],
        "meeting_id": Meeting.objects.values_list("meeting_id", flat=True),
        "saved_id": SavedSearch.objects.values_list("saved_id", flat=True),
        "file_id": SubjectFile.objects.values_list("file_id", flat=True),
        "entry_id": [
            *MeetingEntry.objects.values_list("entry_id", flat=True), *SubjectFileEntry.objects.values_list("entry_id", flat=True),
            *EmergencyEntry.objects.openings().values_list("entry_id", flat=True),
            *OfficersEntry.objects.requests().values_list("entry_id", flat=True),
            *BlindAsk.objects.asked().values_list("entry_id", flat=True),
            *ReadingEntry.objects.in_news().values_list("entry_id", flat=True),
            *InsiderEntry.objects.values_list("entry_id", flat=True),
        ],
        "account_number": [one.account_id for one in who.values()],
        "act": sorted(ACTS),
        "token": ["x" * 40],
        "kind": ["person"],
        "format": ["csv", "anx"],
        "measure_id": ["sexual_risk_order"],
        "page": ["decision", "fact", "back", "done", "used"],
        "name": ["who", "choose", "seen", "marks", "safe", "referral"],
    }  # fmt: skip
    return addresses(ids)


def _quotations(session: ReaderSession) -> Iterator[str]:
    """The ids of the quotations of the drafts that a reviewer reads."""
    for row in ReviewEntry.objects.filter(kind="report_draft")[:MOST_IDS]:
        read = read_report_draft(session, review_id=row.review_id, draft_id=row.entry_id)
        yield from (one.quotation_id for one in read.quotations)


def addresses(ids: Mapping[str, Iterable[Any]]) -> list[str]:
    """Each pattern with each of the ids that it is given, at most so many."""
    found = []
    for pattern in every_pattern():
        names = list(pattern.pattern.converters)
        if names and all(name in ids for name in names):
            every = product(*(list(ids[name])[:MOST_IDS] for name in names))
            found += [reverse(pattern.name or "", kwargs=dict(zip(names, one, strict=True))) for one in every]
    return found


def _entries() -> list[int]:
    """The numbers of what analysts added."""
    return list(Decision.objects.filter(kind__startswith="network").values_list("sequence", flat=True))


def play_tied(snapshot: Snapshot) -> dict[str, Actor]:
    """People around the group whose notes name others, and an analyst's entry."""
    who = people()
    add_entry(
        session_of(who["analyst"]),
        entry=NewEntry(**HYPOTHESIS, about_id=person_called(snapshot, "Dean")),  # type: ignore[arg-type]
    )
    return who


def starts_tied(snapshot: Snapshot) -> list[str]:
    """Addresses to which no page leads everybody."""
    urls = []
    for name in ("Nell", "Dean", "Ivy"):
        one = person_called(snapshot, name)
        urls += [reverse("person", args=[one]), *(reverse(each, args=["person", one]) for each in OF_NODES)]
    return urls


OF_NODES = ("network", "network_picture", "network_picture_data", "network_picture_svg", "network_add")

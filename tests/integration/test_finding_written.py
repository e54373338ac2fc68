"""What people write in Sightline is found at once by its words, by whoever may open it, and lies nowhere in plain words."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from support import documents as made
from support import held, worried
from support.climbing import thing
from support.sessions import session_of

from sightline.casework.attachments.services.documents import NewDocument, add_document, withdraw_document
from sightline.casework.attachments.services.reports import OTHER, report_document
from sightline.casework.comments.services import add_comment, withdraw_comment
from sightline.casework.comments.text_search import search_comments
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import reader_session
from sightline.casework.escalation.engine import Basis, open_item
from sightline.casework.finding.selectors import find_all
from sightline.casework.finding.services import change_watching, save_search
from sightline.casework.finding.watch import rerun_watched_searches
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.casework.subject_files.services.opening import NewSubjectFile, open_subject_file
from sightline.casework.word_index.models import IndexedText
from sightline.casework.word_index.services import count_unindexed, fill_index
from sightline.casework.word_index.words import WantedWords
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = "A turquoise scooter, VX21 ABC, waits at Harbour Steps; ring 07700 900 777 or Zoë."
WHY = "Two agencies name him beside her within six weeks, and a grey van waits outside her school."
COMMENT = "The magenta rucksack is hers; ask the coach about Łódź."
SHOWN = {
    "vx21abc": ("VX21 ABC",), "07700900777": ("07700 900 777",), "+44 7700 900777": ("07700 900 777",),
    "harbour zoe": ("Harbour", "Zoë"), "Aoif turquoise": ("turquoise",),
}  # fmt: skip
Found = list[tuple[str, list[str]]]


@pytest.fixture(autouse=True)
def place(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    held.serve_snapshot(workspace)
    monkeypatch.setattr("sightline.casework.concerns.passages._read_passages", lambda _session, concern: [])
    return workspace


def nurse() -> Actor:
    return worried.actor("nia", "practitioner", "health", "Clinic")


def officer() -> Actor:
    return worried.actor("omar", "practitioner", "police", "police")


def other_lead() -> Actor:
    return worried.actor("lee", "school_lead", "school", "Oak School")


def ways(who: Actor, typed: str) -> Found:
    page = find_all(session_of(who), asked=typed)
    return [(one.person.name if one.person else "", [why.how for why in one.why]) for one in page.people]


def marked(who: Actor, typed: str) -> list[str]:
    """What is marked in the excerpt of the first reason."""
    (why, *_) = find_all(session_of(who), asked=typed).people[0].why
    return [part.words for part in why.snippet if part.is_hit]


def add(who: Actor, concern_id: str, name: str, data: bytes) -> str:
    document = NewDocument(name, data, len(data))
    return add_document(session_of(who), owner="concern", owner_id=concern_id, document=document)


@pytest.mark.parametrize(
    "typed",
    ("turquoise scooter", '"turquoise scooter"', "vx21abc", "07700900777", "+44 7700 900777", "harbour zoe",
     "aoife turquoise scooter", "Aoif turquoise"),
)  # fmt: skip
def test_a_concern_is_found_as_soon_as_it_is_sent_by_whoever_may_see_it(typed: str) -> None:
    concern_id = worried.enter(worried.youth_worker(), about=held.AOIFE, seen_heard=SEEN)
    for who in (worried.youth_worker(), officer(), nurse()):
        assert ways(who, typed) == [("Aoife Ó Brien", ["concern"])], who.reader.username
    assert ways(other_lead(), typed) == []
    assert ways(officer(), '"scooter turquoise"') == [], "a phrase has its words side by side"
    assert ways(officer(), "ben turquoise scooter") == [], "it is about nobody of that name"
    page = worried.client_of(officer()).post(reverse("find"), {"typed": typed}, follow=True).content.decode()
    assert reverse("concern", args=[concern_id]) in page and "Words in a concern entered in Sightline" in page
    assert set(marked(officer(), typed)) == set(SHOWN.get(typed, ("turquoise", "scooter")))


def test_an_excerpt_of_a_concern_has_what_people_typed_and_no_time_or_account() -> None:
    worried.enter(worried.youth_worker(), about=held.AOIFE, seen_heard=SEEN)
    (found,) = find_all(session_of(officer()), asked="turquoise zoe").people
    words = "".join(part.words for why in found.why for part in why.snippet)
    assert "turquoise" in words and worried.youth_worker().reader.username not in words
    year = str(clock.today().year)
    assert year not in words and ways(officer(), f"turquoise scooter {worried.youth_worker().reader.username}") == []


def test_a_note_that_says_the_name_hides_nobody_who_is_called_so() -> None:
    yaz = worried.youth_worker()
    worried.enter(yaz, about=held.AOIFE, seen_heard=SEEN)
    worried.enter(yaz, about=held.BEN, seen_heard="He says that Aoife came by with the turquoise scooter.")
    assert [name for name, _ in ways(officer(), "aoife turquoise scooter")] == ["Aoife Ó Brien", "Ben Hale"]
    assert [name for name, _ in ways(officer(), "aofie turquoise scooter")] == ["Aoife Ó Brien"]


def test_a_concern_that_few_may_see_is_found_by_those_alone() -> None:
    worried.enter(worried.youth_worker(), about=held.AOIFE, seen_heard=SEEN, own_agency_only="Y")
    assert ways(worried.youth_worker(), "turquoise scooter") and not ways(officer(), "turquoise scooter")
    of_colleague = {"about_professional": "Y", "professional_agency": "school", "seen_heard": "A saffron umbrella."}
    worried.enter(worried.youth_worker(), **of_colleague)
    assert ways(worried.youth_worker(), "saffron umbrella") == [("", ["concern"])]
    page = worried.client_of(worried.youth_worker()).post(reverse("find"), {"typed": "saffron umbrella"}, follow=True)
    assert "Found in what people wrote" in page.content.decode() and "1 person found" not in page.content.decode()
    assert ways(worried.actor("yoko", "practitioner", "youth_service"), "saffron umbrella") == []


def test_comments_and_documents_are_found_as_far_as_one_may_open_what_they_are_on() -> None:
    yaz = worried.youth_worker()
    open_one = worried.enter(yaz, about=held.AOIFE)
    kept = worried.enter(yaz, about=held.AOIFE, own_agency_only="Y")
    comment = add_comment(session_of(yaz), owner="concern", owner_id=open_one, words=COMMENT)
    add_comment(session_of(yaz), owner="concern", owner_id=kept, words="A kept ochre ladder.")
    assert ways(nurse(), "MAGENTA rucksack lodz") == [] and ways(nurse(), "magenta łódź") == [
        ("Aoife Ó Brien", ["comment"])
    ]
    assert ways(yaz, "ochre ladder") == [("Aoife Ó Brien", ["comment"])] and ways(nurse(), "ochre ladder") == []
    found = {}
    for name, data, words in (
        ("Letter.docx", made.docx("The vermilion kite &amp; the heron"), "vermilion heron"),
        ("Rota.xlsx", made.xlsx("cerulean caravan"), "cerulean caravan"),
        ("note.txt", b"An amber lantern by the canal.", "amber canal"),
        ("days.csv", b"day,what\n1,indigo tent\n2,none\n", "indigo tent"),
        ("Walnut plan.pdf", made.pdf(), "walnut plan"),
    ):
        found[name] = add(yaz, open_one, name, data)
        assert ways(nurse(), words) == [("Aoife Ó Brien", ["document"])], name
        assert ways(nurse(), f"aoife {words}") == [("Aoife Ó Brien", ["document"])], name
        assert ways(other_lead(), words) == []
    ways(nurse(), "walnut plan")
    last = AuditEntry.objects.filter(action="find_people").latest("sequence")
    assert f"document:{found['Walnut plan.pdf']}" in last.ids and "walnut" not in str(last.details)
    (plan,) = find_all(session_of(nurse()), asked="walnut plan").people[0].why
    assert [part.words for part in plan.title if part.is_hit] == ["Walnut", "plan"] and plan.snippet == ()
    page = worried.client_of(nurse()).post(reverse("find"), {"typed": "vermilion kite"}, follow=True).content.decode()
    assert "Words in the document “Letter.docx”" in page and "<q>The <mark>vermilion</mark>" in page
    assert f"{reverse('concern', args=[open_one])}#documents" in page
    report_document(session_of(nurse()), attachment_id=found["note.txt"], reason=OTHER)
    withdraw_document(session_of(yaz), attachment_id=found["days.csv"], why="It is about another child.")
    withdraw_comment(session_of(yaz), comment_id=comment, why="It is about another child.")
    for words in ("amber canal", "indigo tent", "magenta rucksack"):
        assert ways(yaz, words) == ways(nurse(), words) == []


def test_what_is_on_meetings_files_and_actions_is_found_by_who_opens_those() -> None:
    mia = worried.actor("mia", "manager", "childrens_services", "childrens_services")
    (record, log), day = (held.record_of("police"), held.record_of("clinic")), clock.today() + timedelta(days=30)
    meeting = open_meeting(
        session_of(mia),
        opening=NewMeeting("strategy_discussion", (record,), "2027-01-05T10:00:00Z", WHY, person_id=held.AOIFE),
    )
    file = open_subject_file(
        session_of(mia),
        opening=NewSubjectFile(
            record_ids=(record,), status="named", why=WHY, person_id=held.AOIFE, review_on=day, as_a_child=WHY
        ),
    )
    basis = (Basis(log, Visibility("health", "Clinic", "health_attendances", True)),)
    asked = thing(
        "2026-11-20T09:00:00Z", agency="health", record_id=log, basis=basis, mention_ids=(), person_id=held.AOIFE
    )
    item = open_item(session_of(mia), candidate=asked, opened_at="2026-11-20T09:00:00Z", now="2026-11-20T09:00:00Z")
    assert item is not None
    for owner, owner_id, who in (("meeting", meeting, mia), ("file", file, mia), ("item", item.item_id, nurse())):
        add_comment(session_of(who), owner=owner, owner_id=owner_id, words=f"A {owner} with a cobalt kettle.")
    document = NewDocument("Plan.txt", b"An ivory teapot stands there.", 29)
    for owner, owner_id in (("meeting", meeting), ("file", file)):
        add_document(session_of(mia), owner=owner, owner_id=owner_id, document=document)

    def where(who: Actor, typed: str) -> list[str]:
        people = find_all(session_of(who), asked=typed).people
        return sorted(why.place.kind for one in people for why in one.why if why.place)

    assert where(mia, "cobalt kettle") == where(mia, "ivory teapot") == ["meeting", "working_file"]
    assert where(nurse(), "cobalt kettle") == ["item"] and where(nurse(), "ivory teapot") == []
    assert where(officer(), "cobalt kettle") == where(other_lead(), "cobalt kettle") == []
    with reader_session(mia, only_reads=True) as session:  # it keeps what was asked once, for one reader alone
        wanted = WantedWords((("cobalt",),))
        assert len(search_comments(session, wanted)) == 2 and not search_comments(session.of(officer()), wanted)


def test_what_is_protected_now_is_found_in_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    yaz = worried.youth_worker()
    add(yaz, worried.enter(yaz, about=held.AOIFE), "a.txt", b"She sleeps at 12 Pewter Yard and likes the heron.")
    assert ways(nurse(), "pewter yard")

    def without(_session: Any, value: str, **_: Any) -> str:
        return value.replace("12 Pewter Yard", "[withheld]")

    monkeypatch.setattr("sightline.casework.attachments.selectors.redact_said", without)
    assert ways(nurse(), "pewter yard") == []


def test_the_index_holds_marks_alone_and_is_filled_anew() -> None:
    yaz = worried.youth_worker()
    concern_id = worried.enter(yaz, about=held.AOIFE, seen_heard=SEEN)
    add_comment(session_of(yaz), owner="concern", owner_id=concern_id, words=COMMENT)
    add(yaz, concern_id, "Walnut.txt", b"An amber lantern by the canal.")
    kept = {(one.source, one.source_id, one.marks) for one in IndexedText.objects.all()}
    said = " ".join(marks for _, _, marks in kept)
    assert {source for source, _, _ in kept} == {"concern", "text", "document"}
    assert not any(word in said for word in ("turquoise", "magenta", "amber", "walnut", "aoife", "900777"))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if "indexed" in table:
                cursor.execute(f'SELECT * FROM "{table}"')
                assert "amber" not in str(cursor.fetchall()), table
    assert count_unindexed() == 0
    IndexedText.objects.all().delete()
    assert ways(yaz, "amber lantern") == []
    assert (count_unindexed(), fill_index(), count_unindexed()) == (3, 3, 0)
    assert kept == {(one.source, one.source_id, one.marks) for one in IndexedText.objects.all()}
    assert ways(yaz, "amber lantern") and ways(yaz, "magenta rucksack") and ways(yaz, "turquoise scooter")


def test_a_watched_search_tells_of_a_new_comment_and_document_to_whoever_may_open_them() -> None:
    yaz = worried.youth_worker()
    concern_id = worried.enter(yaz, about=held.AOIFE)
    watching = {who: save_search(session_of(who), asked="amber lantern", watch=True) for who in (nurse(), other_lead())}
    assert rerun_watched_searches(session_of(yaz)).told == 0
    add_comment(session_of(yaz), owner="concern", owner_id=concern_id, words="An amber lantern was lit.")
    assert rerun_watched_searches(session_of(yaz)).told == 1
    add(yaz, concern_id, "Amber lantern.pdf", made.pdf())
    assert rerun_watched_searches(session_of(yaz)).told == 1 and rerun_watched_searches(session_of(yaz)).told == 0
    client = worried.client_of(nurse())
    opened = client.post(reverse("search_open", args=[watching[nurse()]]), follow=True).content.decode()
    assert 'class="govuk-tag govuk-tag--blue">New</strong>' in opened
    for who, saved_id in watching.items():
        change_watching(session_of(who), saved_id=saved_id, watch=False)

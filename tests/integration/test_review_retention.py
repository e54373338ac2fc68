"""How long a closed learning review is kept: due by the partnership's own period, held, and erased with all its words."""

from datetime import date

import pytest
from django.urls import reverse
from support import agreed, held, worried
from support.books import chronology_book
from support.climbing import set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.agreements.retention_rules import LOCAL_FILE
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AnswerText, Decision
from sightline.casework.core.serving import current_workspace
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.disputes.pages import NewDispute
from sightline.casework.disputes.services import lay_dispute
from sightline.casework.erasure.casework_rows import erase_casework
from sightline.casework.erasure.services import decide_erasure
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.services import record_paper
from sightline.casework.retention.decisions import read_erasures
from sightline.casework.retention.held_records import find_holds, list_all_records, records_left
from sightline.casework.retention.pages import DueReview, NewHold
from sightline.casework.retention.selectors import read_due
from sightline.casework.retention.services import keep_until, lift_hold, place_hold
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.rows import ChronologyFile, NewImport
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.selectors.terms import list_reviews, read_review
from sightline.casework.reviews.services.imports import import_chronology
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.model.errors import Refused
from sightline.model.retention import ErasureGround, HoldKind
from sightline.store import Workspace
from sightline.store.erasures import ErasureRegister, need_key

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The safeguarding partners decided this on Monday, in writing."
ASKS, KEPT = "What was known of the van, and by which agency?", "What the school knew of the other child."
OWN = '[learning_review]\nyears = 5\ndecided_by = "Invented board"\ndecided_on = 2026-11-01\nwhy = "Counsel advised so."\n'
K = ReviewEntryKind


def governance(agency: str = "") -> Actor:
    return worried.actor(f"ig_{agency}" if agency else "ig", "information_governance", agency)


def opened(title: str, asks: str) -> str:
    days = (date(2024, 1, 1), date(2024, 12, 31))
    made = open_review(session_of(governance()), review=NewReview(title, asks, *days, ("police", "school")))
    for act in (ReviewAct(K.CHILD, person_id=held.AOIFE), ReviewAct(K.AUTHOR, username="author")):
        add_to_terms(session_of(governance()), review_id=made, act=act)
    return made


@pytest.fixture
def review_id(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> str:
    """Closed on 1 December 2026, with a row of the police and a dispute of it. Another review is still open."""
    set_clock(monkeypatch, "2026-12-01T09:00:00Z")
    held.serve_snapshot(workspace)
    agreed.write_agreements(workspace.root, more=("review_chronology",))
    (workspace.root / "sightline.toml").touch()
    (workspace.root / "rules").mkdir(exist_ok=True)
    author = worried.actor("author", "reviewer", "partnership")
    made = opened("The van", ASKS)
    opened("Another", KEPT)
    new = NewImport("police", "A", ChronologyFile("a.xlsx", chronology_book(("15/02/2024", "Rang about a van"))))
    import_chronology(session_of(governance("police")), review_id=made, new=new)
    row = ReviewEntry.objects.get(kind=K.ROW)
    lay_dispute(session_of(author), dispute=NewDispute(row.entry_id, "The caller spoke of a car, and of no van."))
    add_to_terms(session_of(governance()), review_id=made, act=ReviewAct(K.CLOSED, words=WHY))
    return made


def set_period(workspace: Workspace) -> None:
    (workspace.root / LOCAL_FILE).write_text(OWN, encoding="utf-8")


def due(agency: str = "") -> list[DueReview]:
    lines = read_due(session_of(governance(agency))).lines
    return [line.review for line in lines if line.review.rule_id == "learning_review"]


def test_a_closed_review_is_due_by_the_partnerships_period_alone(
    workspace: Workspace, review_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2031-12-02T09:00:00Z")
    assert not due(), "no period is set"
    set_period(workspace)
    set_clock(monkeypatch, "2031-11-30T09:00:00Z")
    assert not due()
    set_clock(monkeypatch, "2031-12-02T09:00:00Z")
    assert [(one.review_id, one.due_on, one.record_ids) for one in due()] == [
        (review_id, date(2031, 12, 1), (review_id,))
    ]
    assert not due("police"), "information governance of the partnership decides"
    page = client_of(governance()).get(reverse("retention_due")).content.decode()
    assert reverse("learning_review", args=[review_id]) in page and "A closed learning review" in page
    said = {"rule_id": "learning_review", "until": date(2040, 1, 1), "why": WHY}
    with pytest.raises(NotHere):
        keep_until(session_of(governance()), about="", **said)
    keep_until(session_of(governance()), about=review_id, **said)
    assert not due()
    set_clock(monkeypatch, "2040-01-02T09:00:00Z")
    assert [one.review_id for one in due()] == [review_id]


@pytest.mark.parametrize(
    "terms",
    [
        {"agency": "police"},
        {"people": (held.AOIFE,)},
        {"is_everything": True},
        {"record_ids": ("of the row",)},
        {"first_on": date(2024, 6, 1), "last_on": date(2024, 6, 2)},
    ],
)
def test_a_hold_on_what_the_review_read_stops_its_erasure(review_id: str, terms: dict[str, object]) -> None:
    sign_papers()
    if "record_ids" in terms:
        terms = {"record_ids": tuple(ReviewEntry.objects.get(kind=K.ROW).record_ids)}
    said = NewHold(HoldKind.INQUIRY, "An inquiry", date(2030, 1, 1), **terms)  # type: ignore[arg-type]
    number = place_hold(session_of(governance()), hold=said, why=WHY)
    with pytest.raises(Refused, match="hold"):
        decide(review_id)
    lift_hold(session_of(governance()), hold=number, why=WHY)
    other = NewHold(HoldKind.INQUIRY, "An inquiry", date(2030, 1, 1), agency="licensing")
    place_hold(session_of(governance()), hold=other, why=WHY)
    assert decide(review_id)
    place_hold(session_of(governance()), hold=said, why=WHY)  # after the decision: it waits
    (erasure,) = read_erasures()
    register = ErasureRegister.of([erasure.as_registered()], key_of())
    left = records_left(register, {review_id: "partnership"})
    assert left and find_holds(session_of(governance()), left)


def test_all_words_of_a_review_are_erased_and_no_others(workspace: Workspace, review_id: str) -> None:
    sign_papers()
    with pytest.raises(NotHere):
        decide(review_id, "police")
    with pytest.raises(Refused, match="open"):
        decide(ReviewEntry.objects.reviews().exclude(entry_id=review_id).get().entry_id)
    decide(review_id)
    assert review_id not in str(Decision.objects.of_kind("erasure_decided").get().body)
    (erasure,) = read_erasures()
    assert (erasure.reviews, erasure.records) == (1, 0)
    own = set(ReviewEntry.objects.filter(review_id=review_id).exclude(text_sha="").values_list("text_sha", flat=True))
    own |= {DisputeEntry.objects.get().text_sha}
    erase_casework(ErasureRegister.of([erasure.as_registered()], need_key(workspace.root).key))
    gone = set(AnswerText.objects.exclude(erased_at=None).values_list("sha256", flat=True))
    assert own <= gone
    session = session_of(governance())
    assert {one.review_id: one.title for one in list_reviews(session)}[review_id] == ""
    assert {one.title for one in list_reviews(session)} == {"", "Another"}
    (other,) = [one.review_id for one in list_reviews(session) if one.title]
    assert read_review(session, review_id=other).asks == KEPT
    assert review_id not in list_all_records(workspace), "nothing of it is left to erase"
    with pytest.raises(Refused):
        decide(review_id)


def sign_papers() -> None:
    for one in ("inquiry_holds", "prosecution_holds"):
        paper = NewPaper(one, "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet")
        record_paper(session_of(governance()), paper=paper)


def key_of() -> bytes:
    return need_key(current_workspace().root).key


def decide(review_id: str, agency: str = "") -> int:
    return decide_erasure(
        session_of(governance(agency)),
        workspace=current_workspace(),
        record_ids=[review_id],
        ground=ErasureGround.RETENTION,
        why=WHY,
    )

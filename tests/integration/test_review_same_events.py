"""Events that several agencies tell: proposed, confirmed or parted by people; and what is written about one event."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from support import agreed, held, worried
from support.books import chronology_book
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.rows import ChronologyFile, NewImport
from sightline.casework.reviews.pages.same_events import EventGroup
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind, ReviewFileForm
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.same_events import read_same_events, read_telling
from sightline.casework.reviews.services.chronology_files import write_review_file
from sightline.casework.reviews.services.imports import import_chronology
from sightline.casework.reviews.services.same_events import decide_same_event, write_remark
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.chronology.same_events import SameState, SharedBy, TellingPart
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "Both describe the same bruise on the same morning, and give one number."


@pytest.fixture
def review_id(workspace: Workspace) -> str:
    """Police, school and health each tell of OC24/00012; police on another day than the others, and at another time."""
    held.serve_snapshot(workspace)
    agreed.write_agreements(workspace.root, more=("review_chronology",))
    session = session_of(governance())
    days = (date(2024, 1, 1), date(2024, 12, 31))
    made = open_review(session, review=NewReview("Review one", WHY, *days, ("police", "school", "health")))
    for act in (
        ReviewAct(ReviewEntryKind.CHILD, person_id=held.AOIFE),
        ReviewAct(ReviewEntryKind.AUTHOR, username=author().reader.username),
    ):
        add_to_terms(session, review_id=made, act=act)
    send(made, "police", [("22/05/2024", "Bruise seen, OC24/00012"), ("01/07/2024", "Van stopped")])
    send(made, "school", [("23/05/2024", "Teacher rang police: OC24/00012")])
    send(made, "health", [("23/05/2024", "Seen at the clinic, OC24/00012")])
    return made


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


def send(review_id: str, agency: str, rows: Iterable[tuple[str, str]]) -> None:
    new = NewImport(agency, "A", ChronologyFile(f"{agency}.xlsx", chronology_book(*rows)))
    sender = worried.actor(f"ig_{agency}", "information_governance", agency)
    import_chronology(session_of(sender), review_id=review_id, new=new)


def groups(review_id: str) -> list[EventGroup]:
    return list(read_same_events(session_of(author()), review_id=review_id).groups)


def answer(review_id: str, group: EventGroup, *, is_same: bool, words: str = WHY) -> str:
    return decide_same_event(session_of(author()), review_id=review_id, key=group.key, is_same=is_same, words=words)


def test_tellings_of_one_event_are_proposed_with_what_they_share_and_where_they_differ(review_id: str) -> None:
    (group,) = groups(review_id)
    assert (
        group.state is SameState.PROPOSED
        and group.shared == (SharedBy.REFERENCE,)
        and group.differs == (TellingPart.DAY,)
    )
    assert [one.event.agency for one in group.tellings] == ["police", "health", "school"]


def test_people_confirm_and_part_and_the_last_answer_counts_with_every_telling_still_there(review_id: str) -> None:
    before = read_review_chronology(session_of(author()), review_id=review_id).total
    (group,) = groups(review_id)
    answer(review_id, group, is_same=True)
    (confirmed,) = groups(review_id)
    assert (confirmed.state, confirmed.by, confirmed.words) == (SameState.CONFIRMED, "author", WHY)
    answer(review_id, confirmed, is_same=False)
    (separate,) = groups(review_id)
    assert separate.state is SameState.SEPARATE and separate.event_ids == group.event_ids
    answer(review_id, separate, is_same=True, words=f"{WHY} The clinic confirmed it.")
    assert [one.state for one in groups(review_id)] == [SameState.CONFIRMED]
    assert read_review_chronology(session_of(author()), review_id=review_id).total == before
    kinds = list(ReviewEntry.objects.filter(kind__in=("same_event", "separate_events")).values_list("kind", flat=True))
    assert kinds == ["same_event", "separate_events", "same_event"], "nothing that was answered is changed"


def test_a_further_telling_is_proposed_beside_those_that_were_confirmed(review_id: str) -> None:
    answer(review_id, groups(review_id)[0], is_same=True)
    send(review_id, "school", [("24/05/2024", "Head heard of OC24/00012")])
    proposed, confirmed = groups(review_id)
    assert proposed.state is SameState.PROPOSED and len(confirmed.tellings) == 3
    assert len(set(proposed.event_ids) - set(confirmed.event_ids)) == 1
    answer(review_id, proposed, is_same=True)
    (whole,) = groups(review_id)
    assert len(whole.tellings) == 4 and whole.state is SameState.CONFIRMED


def test_a_remark_stands_beside_the_event_with_author_agency_and_day_and_goes_out_in_files(review_id: str) -> None:
    event = groups(review_id)[0].tellings[0].event
    for kind, words in (
        ("comment", WHY),
        ("event_analysis", "It was three days until anyone asked the child."),
        ("theme", "Injury"),
    ):
        write_remark(session_of(author()), review_id=review_id, key=event.key, kind=kind, agency="police", words=words)
    shown = read_telling(session_of(author()), review_id=review_id, key=event.key)
    assert [(one.kind, one.agency, one.by) for one in shown.remarks] == [
        ("comment", "police", "author"), ("event_analysis", "police", "author"), ("theme", "police", "author")
    ]  # fmt: skip
    assert shown.age == "14 or 14" or shown.age.startswith("14")
    made = write_review_file(session_of(author()), review_id=review_id, form=ReviewFileForm.EXCEL, purpose=WHY)
    sheet = openpyxl.load_workbook(BytesIO(made.data)).worksheets[1]
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in cells if "What happened" in row)
    row = next(row for row in cells if any("Bruise seen" in text for text in row))
    said = dict(zip(head, row, strict=True))
    assert said["Also told by"] == "Health, School (proposed)" and said["Themes"].startswith("Injury (Police, author, ")
    assert WHY in said["Comments"] and "three days" in said["Analysis"] and "three days" not in said["What happened"]


def test_the_pages_show_tellings_side_by_side_and_take_answers_and_remarks(review_id: str) -> None:
    client, (group,) = client_of(author()), groups(review_id)
    listed = client.get(reverse("review_same_events", args=[review_id])).content.decode()
    assert listed.count('<th scope="col"') == 3 and "They share a reference number." in listed and "Differs" in listed
    url = reverse("review_same_event", args=[review_id, group.key])
    assert client.get(url).status_code == 200 and client.post(url, {"is_one": "", "words": ""}).status_code == 400
    assert client.post(url, {"is_one": "same", "words": WHY}).status_code == 302
    event = group.tellings[0].event
    url = reverse("review_telling", args=[review_id, event.key])
    assert client.post(url, {"kind": "key_episode", "agency": "", "words": WHY}).status_code == 302
    assert WHY in client.get(url).content.decode()
    chronology = client.get(reverse("review_chronology", args=[review_id])).content.decode()
    assert "One event, also told by: Health and School" in chronology and "1 remark<" in chronology


def test_only_readers_answer_and_a_closed_review_takes_no_answer(review_id: str) -> None:
    (group,) = groups(review_id)
    stranger = session_of(worried.actor("mia", "practitioner", "police"))
    with pytest.raises(NotHere):
        decide_same_event(stranger, review_id=review_id, key=group.key, is_same=True, words=WHY)
    with pytest.raises(NotHere):
        read_telling(stranger, review_id=review_id, key=group.tellings[0].event.key)
    with pytest.raises(NotHere):
        decide_same_event(session_of(author()), review_id=review_id, key="f" * 20, is_same=True, words=WHY)
    with pytest.raises(Usage):
        write_remark(
            session_of(author()),
            review_id=review_id,
            key=group.tellings[0].event.key,
            kind="closed",
            agency="",
            words=WHY,
        )
    add_to_terms(session_of(governance()), review_id=review_id, act=ReviewAct(ReviewEntryKind.CLOSED, words=WHY))
    with pytest.raises(Refused):
        decide_same_event(session_of(governance()), review_id=review_id, key=group.key, is_same=True, words=WHY)
    assert AuditEntry.objects.filter(action="read_review_same_events").exists()

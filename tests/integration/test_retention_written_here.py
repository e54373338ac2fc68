"""What people write in Sightline itself is due for review by rules, is kept or erased by name, and stays under a hold."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from support import documents, worried
from support import meeting as made
from support import small_partnership as small
from support import subject_files as files
from support.climbing import set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.agreements.retention_rules import LOCAL_FILE, WrittenHere, retention_rules
from sightline.casework.attachments.models import Attachment
from sightline.casework.attachments.services.documents import NewDocument, add_document
from sightline.casework.attachments.vault import path_of
from sightline.casework.comments.services import add_comment
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AnswerText
from sightline.casework.erasure.services import apply_erasures, decide_erasure
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.services import record_paper
from sightline.casework.retention.due import list_due
from sightline.casework.retention.own_writings import OwnWriting, list_writings
from sightline.casework.retention.pages import DueReview, NewHold
from sightline.casework.retention.services import keep_until, lift_hold, place_hold
from sightline.casework.subject_files.services.files import SubjectFileInput, decide_status
from sightline.model.errors import Refused
from sightline.model.retention import ErasureGround, HoldKind
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED, LATER = "2026-12-22T16:30:00Z", "2029-01-15T09:00:00Z"
WHY = "The council's lawyer said on Monday that a claim is likely."
SAID = "Her aunt will fetch her from school tonight, and the club knows of it."
OWN = "".join(
    f'[{rule}]\nyears = 1\ndecided_by = "Invented board"\ndecided_on = 2026-11-01\nwhy = "Counsel advised so."\n'
    for rule in ("own_subject_file", "own_meeting", "own_action", "own_blind_question")
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("written"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    for one in (made.manager, made.officer, files.analyst, files.governance):
        one()
    return copy


def own_periods(held: Workspace) -> None:
    (held.root / "rules").mkdir(exist_ok=True)
    (held.root / LOCAL_FILE).write_text(OWN, encoding="utf-8")


def due() -> dict[str, DueReview]:
    return {one.rule_id: one for one in list_due(session_of(files.governance())) if one.is_written_here}


def test_a_file_on_an_adult_with_nothing_proved_has_a_short_period_and_a_proved_one_has_none(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = files.open_on_man(made.manager(), held)
    on_child = files.open_on_child(made.manager(), held)
    assert due() == {}
    set_clock(monkeypatch, LATER)
    (one,) = due().values()
    assert (one.rule_id, one.due_on, one.person_id) == ("own_adult_file", date(2028, 12, 22), files.man(held))
    assert len(list_due(session_of(files.governance()))) == 1, "the child was a child when her file began"
    assert (one.record_ids, one.agency) == ((file_id,), "childrens_services")
    page = client_of(files.governance()).get(reverse("retention_due")).content.decode()
    assert "file on an adult with no charge or conviction recorded" in page and file_id in page and on_child not in page
    keep_until(
        session_of(files.governance()), rule_id=one.rule_id, about=one.person_id, until=date(2030, 1, 1), why=WHY
    )
    assert due() == {}
    set_clock(monkeypatch, "2031-02-01T09:00:00Z")
    assert set(due()) == {"own_adult_file"}
    charged = SubjectFileInput(word="charged", words=WHY, record_ids=(files.complaint(held),), on_day=date(2031, 3, 1))
    decide_status(session_of(made.manager()), file_id=file_id, entered=charged)
    set_clock(monkeypatch, "2036-02-01T09:00:00Z")
    assert due() == {}, "the partnership has set no period for other files"


def test_each_kind_that_people_write_is_due_by_the_partnerships_own_period(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Generated from the kinds: of each the rule finds what is past its period, but work that goes on."""
    own_periods(held)
    rules = {one.written_here: one for one in retention_rules(on=date(2026, 12, 22), root=held.root)}
    assert set(WrittenHere) <= set(rules)
    day = date(2026, 12, 22)
    made_up = [
        OwnWriting(f"thing {kind}", kind, "police", (), (), day, day, frozenset({"sha"}), is_proved=True)
        for kind in WrittenHere
    ]
    going_on = OwnWriting("going on", WrittenHere.ACTION, "police", (), (), day, day, frozenset({"sha"}), is_open=True)
    monkeypatch.setattr("sightline.casework.retention.due.list_writings", lambda: [*made_up, going_on])
    set_clock(monkeypatch, "2027-12-21T09:00:00Z")
    assert due() == {}
    set_clock(monkeypatch, LATER)
    found = {each for one in due().values() for each in one.record_ids}
    assert found == {one.writing_id for one in made_up}
    assert {one.due_on for one in due().values()} == {date(2027, 12, 22)}


def test_what_is_erased_goes_with_its_comments_and_documents_and_nothing_else_does(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, ig = made.manager(), session_of(files.governance())
    meeting_id, other_id = (
        made.open_one(mia, held),
        made.open_one(mia, held, planned_at="2026-12-24T10:00:00Z", why=SAID),
    )
    add_comment(session_of(mia), owner="meeting", owner_id=meeting_id, words="The club was rung on Monday at noon.")
    for owner_id in (meeting_id, other_id):
        data = documents.docx("Invented minutes")
        add_document(
            session_of(mia), owner="meeting", owner_id=owner_id, document=NewDocument("minutes.docx", data, len(data))
        )
    own_periods(held)
    set_clock(monkeypatch, LATER)
    review = due()["own_meeting"]
    assert set(review.record_ids) == {meeting_id, other_id}
    gone, stays = (Attachment.objects.get(owner_id=one).attachment_id for one in (meeting_id, other_id))
    for one in ("inquiry_holds", "prosecution_holds"):
        record_paper(ig, paper=NewPaper(one, "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet"))
    said = {"workspace": held, "record_ids": [meeting_id], "ground": ErasureGround.RETENTION, "why": WHY}
    hold = place_hold(ig, hold=NewHold(HoldKind.LEGAL, "Claim", date(2035, 1, 1), people=(made.wren(held),)), why=WHY)
    with pytest.raises(Refused, match="hold"):
        decide_erasure(ig, **said)  # type: ignore[arg-type]
    lift_hold(ig, hold=hold, why=WHY)
    place_hold(ig, hold=NewHold(HoldKind.LEGAL, "Another", date(2035, 1, 1), people=(files.man(held),)), why=WHY)
    decide_erasure(ig, **said)  # type: ignore[arg-type]
    left = {one.writing_id: one.shas for one in list_writings()}
    assert len(apply_erasures(session_of(house_actor()), workspace=held).erasures) == 1
    assert not AnswerText.objects.filter(sha256__in=left[meeting_id], erased_at=None).exists()
    assert AnswerText.objects.filter(sha256__in=left[other_id], erased_at=None).count() == len(left[other_id]) > 0
    assert not path_of(held, gone).exists() and path_of(held, stays).exists()
    assert due()["own_meeting"].record_ids == (other_id,)


def test_a_text_that_another_row_has_too_stays(held: Workspace) -> None:
    """Two meetings that were called for the same words: erasing one must not take the other's."""
    mia = made.manager()
    one, other = made.open_one(mia, held), made.open_one(mia, held, planned_at="2026-12-24T10:00:00Z")
    found = {each.writing_id: each.shas for each in list_writings()}
    assert one not in found and other not in found


def test_the_impact_assessment_asks_for_every_period_that_has_no_value(held: Workspace) -> None:
    from sightline.casework.papers.prints import gather_facts
    from sightline.papers import PaperKind, make_paper

    asked = {
        one.key for one in make_paper(PaperKind.DPIA, facts=gather_facts(session_of(files.governance()))).questions
    }
    rules = retention_rules(on=date(2026, 12, 22), root=held.root)
    assert {key for key in asked if key.startswith("period.")} == {
        f"period.{one.rule.id}" for one in rules if not one.years
    }
    own_periods(held)
    asked = {
        one.key for one in make_paper(PaperKind.DPIA, facts=gather_facts(session_of(files.governance()))).questions
    }
    assert "period.own_meeting" not in asked and "period.police_review" in asked

"""Words in minutes of meetings and in working files: found by whoever has a part in the meeting and reads the words, and by nobody else."""

from pathlib import Path

import pytest
from django.urls import reverse
from support import meeting as made
from support import small_partnership as small
from support import subject_files as files
from support import worried
from support.climbing import set_clock
from support.sessions import session_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.finding.pages import FoundPage
from sightline.casework.finding.selectors import find_all
from sightline.casework.meetings.services.meetings import MeetingInput, add_records, add_to_agenda, keep_decision
from sightline.casework.subject_files.selectors.files import read_subject_file
from sightline.casework.word_index.words import plain_words
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("minutes"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, "2026-12-22T16:30:00Z")
    return copy


def look(who: Actor, typed: str) -> FoundPage:
    return find_all(session_of(who), asked=typed)


def test_minutes_are_found_by_whoever_reads_them(held: Workspace) -> None:
    mia, omar, nia = made.manager(), made.officer(), made.nurse()
    meeting_id = made.open_one(mia, held)
    made.asked(mia, meeting_id, "omar")
    keep_decision(
        session_of(mia),
        meeting_id=meeting_id,
        said=MeetingInput("Police look for the turquoise scooter that waits outside her school today."),
    )
    secret = (made.restricted_police(held),)
    add_records(session_of(omar), meeting_id=meeting_id, record_ids=secret)
    add_to_agenda(
        session_of(omar),
        meeting_id=meeting_id,
        said=MeetingInput("The flat with the magenta door is used at night", secret, theme="locations"),
    )

    (found,) = look(mia, "TURQUOISE scooter").people
    assert found.person is not None and found.person.name == small.CHILD
    (why,) = found.why
    assert why.place and (why.how, why.place.owner_id) == ("minutes", meeting_id)
    assert [part.words for part in why.snippet if part.is_hit] == ["turquoise", "scooter"]
    assert AuditEntry.objects.order_by("-sequence")[0].ids == [
        f"person:{hash_id(found.person.person_id)}", f"meeting:{meeting_id}"
    ]  # fmt: skip
    assert len(look(omar, "turquoise scooter").people) == 1 and len(look(omar, "magenta door").people) == 1
    assert look(nia, "turquoise scooter").people == ()  # she was not asked
    assert look(mia, "magenta door").people == ()  # she may not see the record that it speaks of
    assert look(mia, "turquoise wolf").people == ()


def test_working_files_are_found_by_title_and_words_by_those_alone_who_may_open_them(held: Workspace) -> None:
    ana, mia = files.analyst(), made.manager()
    on_man = files.open_on_man(ana, held, why="He was seen with the turquoise scooter behind the arcade.")
    on_flat = files.open_on_thing(ana, held, "place")

    (found,) = look(ana, "turquoise scooter").people
    assert found.person is not None and found.person.name == files.MAN
    assert [(why.how, why.place and why.place.owner_id) for why in found.why] == [("file", on_man)]
    assert f"working_file:{on_man}" in AuditEntry.objects.order_by("-sequence")[0].ids
    title = plain_words(read_subject_file(session_of(ana), file_id=on_flat).line.subject.words)
    by_title = [why for one in look(ana, " ".join(filter(str.isalpha, title))).people for why in one.why if why.place]
    assert on_flat in {why.place.owner_id for why in by_title if why.place}
    social_worker = files.social_worker()
    with pytest.raises(NotHere):
        read_subject_file(session_of(social_worker), file_id=on_man)
    assert look(social_worker, "turquoise scooter").people == ()
    assert read_subject_file(session_of(mia), file_id=on_man) and look(mia, "turquoise scooter").people
    page = worried.client_of(ana).post(reverse("find"), {"typed": "turquoise scooter"}, follow=True).content.decode()
    assert reverse("subject_file", args=[on_man]) in page and "<mark>turquoise</mark>" in page

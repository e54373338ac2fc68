"""Concerns: saved as written, sent once, in the chronology at once, and the same record after the next run."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support import small_partnership as small
from support import worried

from sightline.casework import selectors, services
from sightline.casework.actors import Actor, operator_actor
from sightline.casework.concern_models import Concern, ConcernDraft
from sightline.casework.concern_words import hash_said
from sightline.casework.current import need_snapshot
from sightline.casework.models import AuditEntry, Decision
from sightline.casework.reading import ChronologyFilter, PersonPage, SearchTerms
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(workspace: Workspace, tmp_path: Path) -> Workspace:
    """The small partnership, taken in and run."""
    small.write_files(tmp_path / "files")
    services.ingest_files(actor=operator_actor(), workspace=workspace, paths=[tmp_path / "files"])
    run(workspace)
    return workspace


def run(workspace: Workspace, as_at: date | None = None) -> None:
    services.run_pipeline(actor=operator_actor(), workspace=workspace, as_at=as_at)


def read(workspace: Workspace, sql: str) -> list[Any]:
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        return analysis.execute(sql).fetchall()


def wren(who: Actor) -> str:
    found = selectors.find_people(actor=who, terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    return found.people[0].person_id


def page_of(who: Actor, person_id: str, **chosen: Any) -> PersonPage:
    return selectors.read_person(actor=who, person_id=person_id, chosen=ChronologyFilter(size=500, **chosen))


def concerns_on(page: PersonPage) -> list[Any]:
    return [entry for entry in page.entries if entry.kind.startswith("sightline_")]


def test_it_is_in_the_chronology_at_once_and_the_same_line_after_the_run(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    before = page_of(who, child)
    concern_id = worried.enter(who, about=child)
    live_page = page_of(who, child)
    (live,) = concerns_on(live_page)
    assert (live.concern_id, live_page.total) == (concern_id, before.total + 1)
    assert live.childs_words == worried.WORDS.strip() and worried.SEEN in live.what
    assert dict(live_page.kinds)["sightline_concerns/concern"] == 1
    run(held)
    after = page_of(who, child)
    (taken,) = concerns_on(after)
    assert after.total == live_page.total
    for field in ("entry_id", "record_id", "what", "childs_words", "occurred_from", "known_from", "kind", "agency",
                  "organisation", "date_precision", "restricted", "as_role", "present"):  # fmt: skip
        assert getattr(taken, field) == getattr(live, field), field
    assert taken.concern_id == ""
    record = selectors.read_record(actor=who, record_id=live.record_id)
    assert record.rows[0].original["Child's Words"] == worried.WORDS
    assert record.rows[0].original["Seen and Heard"] == worried.SEEN
    assert {one.slot for one in record.named} >= {"subject", "others_named", "phone", "phone#2", "vehicle", "place"}

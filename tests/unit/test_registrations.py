"""What packages give to those below them is there from the start, and is what these ask for."""

import pytest

from sightline.casework.accounts import governance_scope
from sightline.casework.accounts.services import acts
from sightline.casework.apps import GIVEN
from sightline.casework.audit import selectors as audit_selectors
from sightline.casework.audit import trail
from sightline.casework.breaches import services as breach_reports
from sightline.casework.concerns import passages, sent_rows
from sightline.casework.concerns.services import submission
from sightline.casework.core import governance_work, sight_decisions
from sightline.casework.core.models import DependantKind
from sightline.casework.core.registry import Registry, register
from sightline.casework.core.row_keys import ciphers
from sightline.casework.dependants import identity, patterns
from sightline.casework.escalation import meeting_facts, recipients, sources, straight_rules
from sightline.casework.escalation.services import responses
from sightline.casework.finding import written_texts
from sightline.casework.insiders import item_conflicts
from sightline.casework.keys import sealed_rows
from sightline.casework.ledger import request_totals
from sightline.casework.named_adults import namesakes
from sightline.casework.notes import said_readings
from sightline.casework.notes.pages.feedback import OVERLOOKED, WRONG
from sightline.casework.notes.selectors import sentences
from sightline.casework.notices import delivery
from sightline.casework.people import fuzzy_search
from sightline.casework.posts.services import posts
from sightline.casework.protection.selectors import current as protection
from sightline.casework.retention import closed_reviews, own_writings
from sightline.casework.subject_access import writings
from sightline.casework.word_index import services as word_index


def test_every_source_of_escalation_registered_at_start() -> None:
    found = sources.SOURCES.all()
    assert all(isinstance(one, sources.EscalationSource) for one in found)
    names = {finder.__name__ for finder in sources.finders()}
    assert {"clocks_in_snapshot", "questions_in_snapshot", "patterns_in_snapshot", "unowned", "late_extracts"} <= names
    kinds = [kind for one in found for kind in (*one.still_so, *one.still_so_of_snapshot, *one.openers)]
    assert len(kinds) == len(set(kinds))


def test_what_else_is_asked_registered_at_start() -> None:
    assert isinstance(meeting_facts.MEETINGS.only(), meeting_facts.MeetingFacts)
    assert isinstance(posts.WAITING.only(), posts.WaitingAtPosts)
    for registry in (
        straight_rules.FIRST_TOLD,
        delivery.COUNTS,
        protection.ENTERED,
        patterns.FINDER,
        written_texts.SEARCHED,
        acts.DELETED_WITH_ACCOUNT,
        sentences.OWN_READING,
        passages.OWN_MODEL,
    ):
        assert all(callable(one) for one in registry.all())
        assert registry.all()
    assert {one.source for one in word_index.KEPT.all()} == set(word_index.TextSource)
    assert all(isinstance(one, sealed_rows.SealedField) and one.find() is not None for one in sealed_rows.OTHERS.all())
    assert {one.kind for one in said_readings.KINDS.all()} >= {WRONG, OVERLOOKED}
    kinds = {kind for some in identity.FINDERS.all() for kind in some}
    assert kinds == set(DependantKind)


def test_all_that_is_given_is_asked_for_and_there() -> None:
    asked = {one.kind for one in (meeting_facts.MEETINGS, posts.WAITING, straight_rules.FIRST_TOLD, delivery.COUNTS)}
    asked |= {one.kind for one in (sources.SOURCES, protection.ENTERED, patterns.FINDER, identity.FINDERS)}
    asked |= {
        sealed_rows.OTHERS.kind,
        written_texts.SEARCHED.kind,
        acts.DELETED_WITH_ACCOUNT.kind,
        word_index.KEPT.kind,
        said_readings.KINDS.kind,
        sentences.OWN_READING.kind,
        passages.OWN_MODEL.kind,
        fuzzy_search.OWN_LINKAGE.kind,
        recipients.BESIDE.kind,
        governance_scope.GOVERNED.kind,
        governance_work.GOVERNANCE_WORK.kind,
        sight_decisions.IN_FORCE.kind,
        sight_decisions.GROUNDS.kind,
        sight_decisions.WRITTEN.kind,
        trail.FOLLOWS_AUDIT.kind,
        audit_selectors.KEPT_TO.kind,
        ciphers.WRAPPING.kind,
        breach_reports.RECEIVED_BY_MISTAKE.kind,
        item_conflicts.ENTERED.kind,
        namesakes.NAMED_SINCE.kind,
        request_totals.ASKED_ELSEWHERE.kind,
        responses.SHARE_REFUSED.kind,
        submission.CORRECTED.kind,
        writings.SOURCES.kind,
        sent_rows.SENT_ROWS.kind,
        own_writings.WRITTEN_HERE.kind,
        closed_reviews.CLOSED_REVIEWS.kind,
    }
    assert asked == set(GIVEN)


def test_a_registry_imports_what_was_named_when_it_is_asked() -> None:
    nowhere: Registry[object] = Registry("nowhere")
    register("nowhere", "sightline.casework.nowhere.NOTHING")
    with pytest.raises(ImportError):
        nowhere.all()
    twice: Registry[object] = Registry("twice")
    register("twice", "sightline.casework.escalation.engine.CLOCK", "sightline.casework.escalation.engine.CLOCK")
    assert twice.only() == "clock"

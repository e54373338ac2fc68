"""Finds the decisions of a review's period that a panel looks at again; for what is audited by itself."""

from collections.abc import Collection

from sightline.casework.audit.trail import Trail
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope, scope_of_children
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.frozen_data import need_frozen
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.panel_decisions import ClosureLine, ClosureSign, PanelDecision
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.review.opportunities.closures import ClosedDecision, SignOfChild, find_closures
from sightline.rulebook.local_lists import read_vocabulary

MOST_AREA = 4


def list_closures(
    session: ReaderSession, trail: Trail, found: ReviewHistory, *, area: str = "", leaves: bool = False
) -> tuple[ClosureLine, ...]:
    """The decisions in the frozen data, undecided first: of records that the reader may see by their own rights.

    Those of the review's own children too, of the records that its terms open. Decisions, signs and harm are of the
    review's agencies. `area` is the first half of a postcode: what is longer is cut, for it would say where a child
    lives. `leaves`: what may be passed on in a file.
    """
    snapshot = need_frozen(found)
    agencies = tuple(found.opened.agencies)
    own = KnowledgeScope(snapshot, "", session.sight, session.hidden, session.sight, agencies=agencies)
    _, of_terms = scope_of_children(session, trail, found, leaves=leaves)
    closures: dict[str, ClosedDecision] = {}
    readable = set[str]()
    for scope in filter(None, (own, of_terms)):
        with open_tables(scope) as engine:
            some = find_closures(engine=engine, first=found.from_on, last=found.to_on, area=area.strip()[:MOST_AREA])
        if scope is own:
            readable = {record for one in some for record in one.record_ids}
        for one in some:
            before = closures.get(one.closure_id)
            closures[one.closure_id] = before.joined(one) if before else one
    decided = _read_decided(session, found)
    lines = [_make_line(one, decided.get(one.closure_id), readable) for one in closures.values()]
    return tuple(sorted(lines, key=lambda one: (one.decided is not None, one.decided_on, one.closure_id)))


def _read_decided(session: ReaderSession, found: ReviewHistory) -> dict[str, PanelDecision]:
    rows = found.entries.last_by_about(ReviewEntryKind.PANEL_DECIDED)
    texts = Texts(session, [row.text_sha for row in rows.values()])
    return {
        closure_id: PanelDecision(row.word, texts.of(row.text_sha, record_ids=row.record_ids).words, row.at, row.by)
        for closure_id, row in rows.items()
    }


def _make_line(one: ClosedDecision, decided: PanelDecision | None, readable: Collection[str]) -> ClosureLine:
    return ClosureLine(
        closure_id=one.closure_id,
        record_id=one.record_id,
        agency=one.agency,
        kind=one.kind,
        decided_on=one.decided_on,
        outcome=one.outcome,
        then=tuple(map(_make_sign, one.then)),
        now=tuple(map(_make_sign, one.now)),
        harm=one.harm,
        decided=decided,
        readable=frozenset(readable).intersection(one.record_ids),
    )


def _make_sign(one: SignOfChild) -> ClosureSign:
    return ClosureSign(read_vocabulary().indicator[one.indicator], one.agency, one.known_from, one.record_id)

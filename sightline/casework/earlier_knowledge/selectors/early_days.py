"""Reads how early it could have been seen, for the page of a review: one child or several, by the review's terms."""

from collections.abc import Sequence
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.pages import ReviewEarliestPage, StatementDays
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope, find_scope
from sightline.casework.earlier_knowledge.selectors.earliest import find_statements, list_shown_records
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.selectors.chronology import find_pages
from sightline.casework.reviews.selectors.terms import open_audited


def read_review_earliest(
    session: ReaderSession, *, review_id: str, children: Sequence[str] = (), discovered_on: date | None = None
) -> tuple[ReviewEarliestPage, ...]:
    """How early each statement about children of a review could be seen, a page each; without letters, of the first.

    NotHere where the account may not read the review, or it has no such child. No statement where the frozen data show
    no record of the child. One page of nobody where the review has no child.
    """
    with audited(session, action="read_review_earliest") as trail:
        found = open_audited(session, trail, review_id)
        every = tuple(found.children)
        if not set(children) <= set(every):
            raise NotHere
        asked = tuple(one for one in every if one in children) or every[:1] or ("",)
        scopes: dict[str, KnowledgeScope] = {}
        for called in asked:
            try:
                scopes[called] = find_scope(session, trail, person=called, review_id=review_id)
            except NotHere:  # the frozen data show no record of this child
                continue
        seen: list[tuple[StatementDays, ...]] = find_statements(session, [*scopes.values()]) if scopes else []
        statements = dict(zip(scopes, seen, strict=True))
        shown = list_shown_records(one for some in seen for one in some)
        trail.add("record", sorted(shown))
        true = {one.statement_id: None for some in seen for one in some if one.days}
        trail.details = {**trail.details, "statements": list(true)}
        line, pages = line_of(session, found), find_pages(session, found, shown)
        return tuple(
            ReviewEarliestPage(line, every, called, discovered_on, statements.get(called, ()), pages)
            for called in asked
        )

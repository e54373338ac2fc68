"""Reads how early it could have been seen, for the page of a review: one child at a time, by the review's terms."""

from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.pages import ReviewEarliestPage, StatementDays
from sightline.casework.earlier_knowledge.scopes import find_scope
from sightline.casework.earlier_knowledge.selectors.earliest import find_statements, list_shown_records
from sightline.casework.reviews.histories import line_of
from sightline.casework.reviews.selectors.chronology import find_pages
from sightline.casework.reviews.selectors.terms import open_audited


def read_review_earliest(
    session: ReaderSession, *, review_id: str, child: str = "", discovered_on: date | None = None
) -> ReviewEarliestPage:
    """How early each statement about a child of a review could be seen; without a letter, about the first.

    NotHere where the account may not read the review, or it has no such child. No statement where the frozen data show
    no record of the child.
    """
    with audited(session, action="read_review_earliest") as trail:
        found = open_audited(session, trail, review_id)
        children = tuple(found.children)
        called = child or next(iter(children), "")
        if child and child not in children:
            raise NotHere
        statements: tuple[StatementDays, ...] = ()
        try:
            scope = find_scope(session, trail, person=called, review_id=review_id)
            (statements,) = find_statements(session, [scope])
        except NotHere:  # the frozen data show no record of this child
            pass
        shown = list_shown_records(statements)
        trail.add("record", sorted(shown))
        trail.details = {**trail.details, "statements": [one.statement_id for one in statements if one.days]}
        return ReviewEarliestPage(
            line=line_of(session, found),
            children=children,
            called=called,
            discovered_on=discovered_on,
            statements=statements,
            pages=find_pages(session, found, shown),
        )

"""Runs a day of a review again, and keeps what Sightline concluded, so that pages show it at once."""

from collections.abc import Sequence
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.kept_days import draft_day
from sightline.casework.earlier_knowledge.replayed_days import conclude_from_replay
from sightline.casework.earlier_knowledge.scopes import find_scope
from sightline.casework.earlier_knowledge.selectors.knowledge import check_asked, mentions_of_child
from sightline.casework.journal.writer import all_or_none
from sightline.casework.reviews.histories import check_open, need_review
from sightline.casework.reviews.writer import REVIEWS
from sightline.model.progress import SILENT, Progress


def run_day_again(
    session: ReaderSession,
    *,
    review_id: str,
    person: str,
    on: date,
    holders: Sequence[str] = (),
    progress: Progress = SILENT,
) -> None:
    """Conclude anew what these agencies, or all of the terms, could have seen that day. It takes about an update."""
    with audited(session, action="run_day_again") as trail:
        check_people(actor=session.actor)
        check_asked(on=on, holders=holders)
        trail.details = {"on": on.isoformat(), "holders": sorted(holders)}
        check_open(need_review(session, review_id=review_id))
        scope = find_scope(session, trail, person=person, review_id=review_id)
        wanted = scope.holders(holders)
        mentions = mentions_of_child(scope)
        found = conclude_from_replay(session, scope, on=on, holders=wanted, mentions=mentions, progress=progress)
        trail.add("record", sorted(found.record_ids))
        with all_or_none(actor=session.actor, action="run_day_again", trail=trail):
            draft = draft_day(session, scope, on=on, holders=wanted, found=found)
            REVIEWS.write(session, subject=None, draft=draft, trail=trail)

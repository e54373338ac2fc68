"""What is looked at again: adults named in records who are not told, 90 days after somebody last said why."""

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Candidate
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.named_adults.actions import review_of
from sightline.casework.named_adults.histories import load_histories


def due_reviews(session: ReaderSession, now: str) -> list[Candidate]:
    """Those whose 90 days are over."""
    del session
    return [
        review_of(adult_id=one.asked.entry_id, said=one.looked)
        for one in load_histories()
        if one.looked and one.review_at < now
    ]


SOURCE = EscalationSource(finders=(due_reviews,))

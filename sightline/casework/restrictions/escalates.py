"""Restrictions whose day has come: information governance decides, and without a decision it escalates."""

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import RESTRICTION, Candidate
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.restrictions.actions import decision_about
from sightline.casework.restrictions.histories import load_histories


def ended_restrictions(session: ReaderSession, now: str) -> list[Candidate]:
    """Those whose last day is over and that nobody lifted or made longer."""
    del session
    return [
        decision_about(one.last, until_at=one.until_at)
        for one in load_histories()
        if one.until_at and one.until_at < now
    ]


SOURCE = EscalationSource(finders=(ended_restrictions,), still_so={RESTRICTION: ended_restrictions})

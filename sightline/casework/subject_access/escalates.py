"""Paused requests for data come back on the day that was set, as an action that escalates."""

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Candidate
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.subject_access.actions import return_of
from sightline.casework.subject_access.histories import load_histories


def returned_requests(session: ReaderSession, now: str) -> list[Candidate]:
    """Those whose day has come and that nobody has acted on."""
    del session
    return [
        return_of(request_id=one.received.entry_id, pause=one.pause, back_at=one.back_at)
        for one in load_histories()
        if one.pause and one.back_at < now
    ]


SOURCE = EscalationSource(finders=(returned_requests,))

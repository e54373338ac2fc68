"""Lists requests for bulk exports: those of its body for governance, all for the operator, else one's own.

The operator reads who asked for which list and how it ended. What people typed is for those who ask and who decide.
"""

from dataclasses import replace

from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.pages import ExportRequest, ExportState
from sightline.casework.bulk_exports.requests import load_requests
from sightline.casework.bulk_exports.rights import REJECTS, may_decide, may_export, reads_words, sees
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.model.exports.lists import ASKED_FOR


def list_requests(session: ReaderSession) -> tuple[ExportRequest, ...]:
    """The requests that the account may see, the newest first."""
    with audited(session, action="list_bulk_exports"):
        return tuple(_shown(session, one) for one in load_requests() if sees(actor=session.actor, request=one))


def read_request(session: ReaderSession, *, number: int) -> ExportRequest:
    """One request; NotHere where the account may not see it."""
    with audited(session, action="read_bulk_export") as trail:
        trail.details = {"request": number}
        for one in load_requests():
            if one.number == number and sees(actor=session.actor, request=one):
                return _shown(session, one)
        raise NotHere


def _shown(session: ReaderSession, request: ExportRequest) -> ExportRequest:
    decides = request.state is ExportState.ASKED and may_decide(actor=session.actor, request=request)
    shown = request if reads_words(actor=session.actor, request=request) else replace(request, why="", said="")
    return replace(shown, may_decide=decides)


def lists_to_ask_for(session: ReaderSession) -> tuple[str, ...]:
    """The lists and files for which the account may ask, in their order. For a page that is audited by its own act."""
    return tuple(one for one in ASKED_FOR if one != REJECTS and may_export(actor=session.actor, table=one))

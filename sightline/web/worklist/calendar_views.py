"""Calendar files: one meeting, or all of the reader's meetings and deadlines. They name nobody."""

from django.http import HttpRequest, HttpResponse

from sightline.casework.core.session import ReaderSession
from sightline.casework.worklist.selectors.own_calendar import OwnCalendar, read_meeting_calendar, read_own_calendar
from sightline.documents.calendar import CONTENT_TYPE
from sightline.web.core.doorway import page
from sightline.web.worklist.presenters import calendar_of


@page("GET", "HEAD")
def own_calendar(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """My meetings and deadlines, as a file for a calendar."""
    return _file(request, read_own_calendar(session), "meetings-and-deadlines")


@page("GET", "HEAD")
def meeting_calendar(request: HttpRequest, session: ReaderSession, meeting_id: str) -> HttpResponse:
    """One meeting, as a file for a calendar."""
    return _file(request, read_meeting_calendar(session, meeting_id=meeting_id), "meeting")


def _file(request: HttpRequest, own: OwnCalendar, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    body = calendar_of(own, absolute=request.build_absolute_uri)
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)

"""The page of one record: its rows as they came, its versions, who is named on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.chronology.selectors.records import read_record
from sightline.casework.chronology.selectors.terms import read_terms
from sightline.casework.concerns.selectors.concerns import concern_of_record
from sightline.casework.concerns.selectors.sent_rows import is_sent_row
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.selectors import list_beside
from sightline.casework.notes.selectors.feedback import read_marks_said
from sightline.casework.notes.selectors.sentences import list_worth_reading_of_record
from sightline.casework.notes.selectors.signs import list_signs_of_record
from sightline.casework.onward_requests.selectors import can_ask_to_pass_on
from sightline.casework.protection.services import may_open_protected
from sightline.casework.restrictions.selectors import offers_restriction, restriction_of
from sightline.casework.two_officers.selectors import may_ask_about
from sightline.model.nouns import RowStatus
from sightline.web.core.doorway import page


@page("GET", "HEAD")
def record(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """A record: its rows as they came, its versions, who is named on it."""
    try:
        shown = read_record(session, record_id=record_id)
    except NotHere:  # perhaps a concern that no run has taken in yet, or a row that an agency sent to a review
        if is_sent_row(session, record_id=record_id):
            return redirect("review_row", record_id)
        return redirect("concern", concern_of_record(session, record_id=record_id))
    rows = sorted(shown.rows, key=lambda row: (row.standing == RowStatus.SUPERSEDED, -row.row_version, row.source_row))
    noted = list_signs_of_record(session, record_id=record_id)
    said = read_marks_said(session, record_id=record_id)
    added = list_beside(session, record_ids=[record_id])
    protects = may_open_protected(session, record_id=record_id)
    with_officer = may_ask_about(session, record_id=record_id)
    context = {
        "terms": read_terms(session, shown=shown),
        "restriction": restriction_of(session, record_id=record_id),
        "can_ask_onward": can_ask_to_pass_on(session, record_id=record_id),
        "may_restrict": offers_restriction(session, record_id=record_id),
        "protects": protects,
        "with_officer": with_officer,
        "shown": shown,
        "rows": rows,
        "noted": noted,
        "worth_reading": list_worth_reading_of_record(session, record_id=record_id),
        "marks_said": said,
        "added": added,
        "active": "find",
    }
    return render(request, "chronology/record.html", context)

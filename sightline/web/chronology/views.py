"""The pages of people and records: find, read a person's chronology, read a record.

What was typed to find somebody stays in the session, on the server, so that it is in no URL and going back from a
child's page still works.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.chronology.records import read_record
from sightline.casework.concerns.additions import list_additions
from sightline.casework.concerns.selectors import concern_of_record
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.feedback_selectors import read_marks_said
from sightline.casework.notes.selectors import list_signs_of_record
from sightline.casework.people.search import check_may_find, find_people
from sightline.casework.protection.openings import may_open_protected
from sightline.casework.subject_files.selectors import people_with_files
from sightline.model.nouns import RowStatus
from sightline.web.chronology.forms import FindForm
from sightline.web.core.doorway import page

LOOKED_FOR = "looked_for"


@page("GET", "HEAD", "POST")
def find(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The form; once posted, what was typed is kept in the session and the results are shown."""
    check_may_find(session)
    form = FindForm.of(request)
    if not form.is_whole:
        return _find_page(request, form)
    request.session[LOOKED_FOR] = form.as_typed()
    return redirect("found")


@page("GET", "HEAD")
def found(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Who was found."""
    check_may_find(session)
    form = FindForm(request.session.get(LOOKED_FOR))
    if not form.is_valid():
        return redirect("find")
    results = find_people(session, terms=form.terms())
    people = sorted(results.people, key=lambda one: (-one.entries, one.name))
    with_file = people_with_files(session, person_ids=[one.person_id for one in people])
    context = {"results": results, "people": people, "with_file": with_file, "active": "find"}
    return render(request, "chronology/found.html", context)


def _find_page(request: HttpRequest, form: FindForm) -> HttpResponse:
    return render(request, "chronology/find.html", {"form": form, "active": "find"}, status=400 if form.errors else 200)


@page("GET", "HEAD")
def record(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """A record: its rows as they came, its versions, who is named on it."""
    try:
        shown = read_record(session, record_id=record_id)
    except NotHere:  # perhaps a concern that no run has taken in yet
        return redirect("concern", concern_of_record(session, record_id=record_id))
    rows = sorted(shown.rows, key=lambda row: (row.standing == RowStatus.SUPERSEDED, -row.row_version, row.source_row))
    noted = list_signs_of_record(session, record_id=record_id)
    said = read_marks_said(session, record_id=record_id)
    added = list_additions(session, record_ids=[record_id])
    protects = may_open_protected(session, record_id=record_id)
    context = {
        "protects": protects,
        "shown": shown,
        "rows": rows,
        "noted": noted,
        "marks_said": said,
        "added": added,
        "active": "find",
    }
    return render(request, "chronology/record.html", context)

"""The pages of requests for a person's data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.accounts.rights import names_no_body
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.subject_access.pages import RequestEntryKind, RequestWord
from sightline.casework.subject_access.rights import check_works, enters_for_all
from sightline.casework.subject_access.selectors import (
    list_requests,
    make_bundle,
    make_reply_file,
    read_record_to_test,
    read_request,
)
from sightline.casework.subject_access.services import decide_record, enter_request, record_act
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.subject_access.forms import PossibleForm, RecordTestForm, RequestActForm, RequestForm
from sightline.web.subject_access.presenters import (
    ACTS,
    DRAFT,
    OUTCOMES,
    POSSIBLE,
    RELATIONS,
    said_first,
    status_of,
)
from sightline.web.subject_access.reply import TITLE, make_document

RULE = "subject_access_request"


@page("GET", "HEAD")
def requests(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The requests that the reader works on."""
    lines = [(line, RELATIONS[line.relation], status_of(line)) for line in list_requests(session)]
    context = {"lines": lines, "names_no_body": names_no_body(actor=session.actor)}
    return render(request, "subject_access/requests.html", context)


@page("GET", "HEAD", "POST")
def enter(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Enter a request."""
    check_works(actor=session.actor)
    form, kept = RequestForm.of(request, asks_organisation=enters_for_all(actor=session.actor)), list[str]()
    if form.is_kept(lambda: kept.append(enter_request(session, request=form.read_request()))):
        messages.success(request, str(_("The request is recorded. Reply within a month.")))
        return redirect("access_request", kept[0])
    context = {"form": form, "names_no_body": names_no_body(actor=session.actor)}
    return form_page(request, "subject_access/request_enter.html", context)


@page("GET", "HEAD")
def one_request(request: HttpRequest, session: ReaderSession, request_id: str) -> HttpResponse:
    """One request, its records and its log."""
    shown = read_request(session, request_id=request_id)
    outcomes = {str(one): said for one, said in (OUTCOMES | POSSIBLE).items()}
    context = {
        "shown": shown,
        "status": status_of(shown.line),
        "relation": RELATIONS[shown.line.relation],
        "rule": rule_of(RULE),
        "tasks": [(one, ACTS[one].task) for one in shown.choices],
        "records": [(one, outcomes.get(one.outcome, "")) for one in shown.records],
        "log": [(one, ACTS[one.kind].done, outcomes.get(one.word, "")) for one in shown.log],
    }
    return render(request, "subject_access/request.html", context)


@page("GET", "HEAD", "POST")
def act(request: HttpRequest, session: ReaderSession, request_id: str, outcome: str) -> HttpResponse:
    """Record what was done about a request."""
    shown = read_request(session, request_id=request_id)
    if outcome not in shown.choices:
        raise NotHere
    chosen = RequestEntryKind(outcome)
    form = RequestActForm.of(request, kind=chosen, sources=shown.open_sources, says_reader=shown.says_reader)
    if form.is_kept(lambda: record_act(session, request_id=request_id, act=form.read_act())):
        messages.success(request, str(_("We have recorded this.")))
        return redirect("access_request", request_id)
    context = {"shown": shown, "form": form, "asked": ACTS[chosen]}
    return form_page(request, "subject_access/request_act.html", context)


@page("GET", "HEAD", "POST")
def record(request: HttpRequest, session: ReaderSession, request_id: str, record_id: str) -> HttpResponse:
    """Test one record, and decide what the person is given of it."""
    shown = read_record_to_test(session, request_id=request_id, record_id=record_id)
    asks_whose = shown.record.is_possible
    form = (PossibleForm if asks_whose else RecordTestForm).of(request, record=shown)
    if form.is_kept(lambda: decide_record(session, request_id=request_id, decision=form.read_decision())):
        messages.success(request, str(_("The decision is recorded. You can decide again until the reply is sent.")))
        if asks_whose and form.read_decision().outcome == RequestWord.THEIRS:
            return redirect("access_record", request_id, record_id)
        return redirect("access_request", request_id)
    outcomes = {str(one): said for one, said in (OUTCOMES | POSSIBLE).items()}
    context = {
        "shown": shown, "form": form, "decided": outcomes.get(shown.record.outcome, ""), "asks_whose": asks_whose,
    }  # fmt: skip
    return form_page(request, "subject_access/record_test.html", context)


@page("GET", "HEAD")
def bundle(request: HttpRequest, session: ReaderSession, request_id: str) -> HttpResponse:
    """The reply as the person reads it."""
    made = make_bundle(session, request_id=request_id)
    context = {"made": made, "title": TITLE, "said_first": said_first(made), "draft": DRAFT}
    return render(request, "subject_access/bundle.html", context)


@page("GET", "HEAD")
def bundle_file(request: HttpRequest, session: ReaderSession, request_id: str) -> HttpResponse:
    """The same as a Word file. Its name says nothing of anybody."""
    from sightline.documents import word  # loaded where a file is made, so that pages start without it

    del request
    made = make_reply_file(session, request_id=request_id)
    headers = {"Content-Disposition": 'attachment; filename="reply.docx"'}
    return HttpResponse(word.write_word(make_document(made)), content_type=word.CONTENT_TYPE, headers=headers)

"""The pages of people and places of concern: the list, one working file, opening one, and each step written in it.

A page of a form reads the file first, through the same selector as the file's own page, so that it offers only what its
reader may see.
"""

import io
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.attachments.selectors import list_documents
from sightline.casework.comments.selectors import list_comments
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disruption.selectors import TableFile, export_ledger, export_register
from sightline.casework.disruption.services import consider_measure
from sightline.casework.inbox.services import take_about_as_read
from sightline.casework.subject_files.pages.files import FileFormOptions, FilePage
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.selectors.files import (
    list_ended_subject_files,
    list_subject_files,
    offer_file_on_person,
    offer_file_on_recognised,
    offer_file_on_record,
    read_subject_file,
)
from sightline.casework.subject_files.selectors.record_choice import list_records_to_name
from sightline.casework.subject_files.services.opening import AlreadyOpen, open_subject_file
from sightline.documents.tables import write_csv_rows
from sightline.model.errors import Refused
from sightline.web.core.doorway import page
from sightline.web.core.files import purpose_page, send_file
from sightline.web.core.forms import form_page
from sightline.web.subject_files.entry_pages import ABOUT, CONSIDER, ENTRY_PAGES, FileEntryPage
from sightline.web.subject_files.forms import FileEntryForm, OpenFileForm, RecordsAsked
from sightline.web.subject_files.presenters import LEAD
from sightline.web.subject_files.spreadsheets import in_words

ACTIVE = "subject_files"


@page("GET", "HEAD")
def subject_files(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """People and places of concern."""
    listed = list_subject_files(session)
    return render(request, "subject_files/subject_files.html", {"listed": listed, "lead": LEAD, "active": ACTIVE})


@page("GET", "HEAD")
def ended(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The files at an end, for audit and review."""
    lines = list_ended_subject_files(session)
    return render(request, "subject_files/subject_file_ended.html", {"lines": lines, "lead": LEAD, "active": ACTIVE})


@page("GET", "HEAD")
def measures(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every measure that may be considered, with its source and how it was read."""
    list_subject_files(session)  # whoever has no part in working files is refused
    listed = sorted(read_measures().items(), key=lambda one: one[1].rule.label)
    return render(
        request, "subject_files/subject_file_measures.html", {"listed": listed, "lead": LEAD, "active": ACTIVE}
    )


@page("GET", "HEAD")
def subject_file(request: HttpRequest, session: ReaderSession, file_id: str) -> HttpResponse:
    """One working file."""
    shown = read_subject_file(session, file_id=file_id)
    take_about_as_read(session, about_id=file_id)
    documents = list_documents(session, owner="file", owner_id=file_id)
    comments = list_comments(session, owner="file", owner_id=file_id)
    context = {"shown": shown, "documents": documents, "comments": comments, "lead": LEAD, "active": ACTIVE}
    return render(request, "subject_files/subject_file.html", context)


@page("GET", "HEAD", "POST")
def register_file(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The register, as a table for a spreadsheet, once it was said what it is for."""
    return _table_file(request, session, str(_("Download this list")), export_register, "people-and-places-of-concern")


@page("GET", "HEAD", "POST")
def ledger_file(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The disruption ledger, as a table for a spreadsheet, once it was said what it is for."""
    return _table_file(request, session, str(_("Download the ledger")), export_ledger, "disruption-ledger")


def _table_file(
    request: HttpRequest, session: ReaderSession, title: str, export: Callable[..., TableFile], name: str
) -> HttpResponse:
    list_subject_files(session)

    def make(purpose: str) -> HttpResponse:
        made = export(session, purpose=purpose)
        headings, *rows = in_words(made.rows)
        out = io.StringIO()
        out.write("\ufeff")
        write_csv_rows(out, headings, rows, label=made.label)
        return send_file(out.getvalue(), named=f"{name}.csv", kind="text/csv; charset=utf-8")

    return purpose_page(request, title=title, back=reverse("subject_files"), active=ACTIVE, make=make)


@page("GET", "HEAD", "POST")
def open_on_person(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Open a file on a person."""
    offered = offer_file_on_person(session, person_id=person_id, choice=RecordsAsked.posted(request).choice())
    return _open(request, session, offered)


@page("GET", "HEAD", "POST")
def open_on_record(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Open a file on somebody or something that a record names."""
    return _open(request, session, offer_file_on_record(session, record_id=record_id))


@page("GET", "HEAD", "POST")
def open_on_recognised(request: HttpRequest, session: ReaderSession, instance_key: str) -> HttpResponse:
    """Open a file on the adult, thing or group of what was recognised."""
    return _open(request, session, offer_file_on_recognised(session, instance_key=instance_key))


@page("GET", "HEAD", "POST")
def add(request: HttpRequest, session: ReaderSession, file_id: str, page: str) -> HttpResponse:
    """One step of writing in a file."""
    shown = read_subject_file(session, file_id=file_id)
    if page not in ENTRY_PAGES or (page == "child" and not shown.line.subject.is_child):
        raise NotHere
    return _write(request, session, shown, ENTRY_PAGES[page])


@page("GET", "HEAD", "POST")
def consider(request: HttpRequest, session: ReaderSession, file_id: str, measure_id: str) -> HttpResponse:
    """Write down that a measure was considered."""
    shown = read_subject_file(session, file_id=file_id)
    measure = next((one for one in shown.to_consider if one.rule.id == measure_id), None)
    if measure is None:
        raise NotHere

    def keep(form: FileEntryForm) -> object:
        return consider_measure(session, file_id=file_id, measure=measure_id, entered=form.entered())

    return _write(request, session, shown, CONSIDER, keep=keep, measure=measure)


@page("GET", "HEAD", "POST")
def about_entry(request: HttpRequest, session: ReaderSession, file_id: str, entry_id: str, page: str) -> HttpResponse:
    """One step about something that stands in a file: it is done, taken back, used, breached, at an end."""
    shown = read_subject_file(session, file_id=file_id)
    if page not in ABOUT or entry_id not in _entries(shown):
        raise NotHere
    return _write(request, session, shown, ABOUT[page], entry_id)


def _entries(shown: FilePage) -> set[str]:
    """The entries of a page that a step may be about."""
    said = (*shown.capacities, *shown.facts, *shown.assessments)
    measures = [each for one in shown.measures for each in (one.considered, *one.breaches)]
    return {one.entry_id for one in (*said, *measures, *([shown.next_action] if shown.next_action else []))}


def _open(request: HttpRequest, session: ReaderSession, offered: FileFormOptions) -> HttpResponse:
    form = OpenFileForm.of(request, offered=offered)
    opened: list[str] = []
    try:
        if form.is_kept(lambda: opened.append(open_subject_file(session, opening=form.opening()))):
            messages.success(request, _("The file is open. Now name an owner and the next step."))
            return redirect("subject_file", opened[0])
    except AlreadyOpen as error:
        messages.warning(request, _("There is a file on this already: here it is."))
        return redirect("subject_file", error.file_id)
    context = {"offered": offered, "form": form, "choose": offered.choose, "lead": LEAD, "active": ACTIVE}
    return form_page(request, "subject_files/subject_file_open.html", context)


def _write(
    request: HttpRequest,
    session: ReaderSession,
    shown: FilePage,
    page: FileEntryPage,
    entry_id: str = "",
    *,
    keep: Callable[[FileEntryForm], object] | None = None,
    measure: object = None,
) -> HttpResponse:
    if not (shown.decides if page.decides else shown.writes):
        raise Refused(
            _(
                "Only an analyst, a manager, a senior officer or information governance can decide this. Their name "
                "is recorded."
            ),
            code="not_theirs",
            what_to_do=_("Tell one of them what you know."),
        )
    choice = RecordsAsked.posted(request).choice()
    records = list_records_to_name(session, file_id=shown.line.file_id, choice=choice)
    form = FileEntryForm.of(request, page=page, shown=shown, records=records)
    act = keep or (lambda form: page.keep(session, shown, entry_id, form.entered()))
    if form.is_kept(lambda: act(form)):
        messages.success(request, page.kept)
        return _after(session, shown)
    context: dict[str, Any] = {
        "shown": shown, "form": form, "page": page, "measure": measure, "choose": records, "lead": LEAD,
        "active": ACTIVE,
    }  # fmt: skip
    return form_page(request, "subject_files/subject_file_add.html", context)


def _after(session: ReaderSession, shown: FilePage) -> HttpResponse:
    """To the file; to the list where it came off, or is no longer theirs to see."""
    try:
        read_subject_file(session, file_id=shown.line.file_id)
    except NotHere:
        return redirect("subject_files")
    return redirect("subject_file", shown.line.file_id)

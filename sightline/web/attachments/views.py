"""The pages of documents, and the one answer that is a document itself: a download, and never shown as a page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sightline.casework.attachments.pages.refusals import NEVER
from sightline.casework.attachments.selectors import offer_to_add, open_attachment, read_document
from sightline.casework.attachments.services.documents import add_document, scan_again, withdraw_document
from sightline.casework.attachments.services.reports import report_document
from sightline.casework.core.session import ReaderSession
from sightline.web.attachments.forms import AddDocumentForm, ReportDocumentForm, WithdrawDocumentForm
from sightline.web.attachments.presenters import OWNERS, REPORTED, REPORTED_TO_NOBODY, SCANNED
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@page("GET", "HEAD", "POST")
def add(request: HttpRequest, session: ReaderSession, owner: str, owner_id: str) -> HttpResponse:
    """Add a document to a concern, meeting or working file."""
    listed = offer_to_add(session, owner=owner, owner_id=owner_id)
    form = AddDocumentForm.of(request)
    if form.is_kept(lambda: add_document(session, owner=owner, owner_id=owner_id, document=form.read())):
        messages.success(request, _("The document is added."))
        return to_owner(owner, owner_id)
    context = {"form": form, "listed": listed, "owner": OWNERS[owner], "owner_id": owner_id, "never": NEVER}
    return form_page(request, "attachments/document_add.html", context)


@page("GET", "HEAD")
def download(request: HttpRequest, session: ReaderSession, document_id: str) -> HttpResponse:  # noqa: ARG001 - as every view
    """The document, to be saved: no browser shows it, and none keeps it."""
    opened = open_attachment(session, attachment_id=document_id)
    response = HttpResponse(opened.data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, opened.name) or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page("GET", "HEAD", "POST")
def report(request: HttpRequest, session: ReaderSession, document_id: str) -> HttpResponse:
    """Report a document: once posted, nobody can open it, and police are told."""
    shown = read_document(session, attachment_id=document_id)
    form = ReportDocumentForm.of(request)
    reached: list[bool] = []
    if form.is_kept(lambda: reached.append(report_document(session, attachment_id=document_id, **form.cleaned_data))):
        messages.success(request, str(REPORTED if all(reached) else REPORTED_TO_NOBODY))
        return to_owner(shown.owner, shown.owner_id)
    context = {"form": form, "shown": shown, "owner": OWNERS[shown.owner], "never": NEVER}
    return form_page(request, "attachments/document_report.html", context)


@page("GET", "HEAD", "POST")
def withdraw(request: HttpRequest, session: ReaderSession, document_id: str) -> HttpResponse:
    """Withdraw a document that was added by mistake."""
    shown = read_document(session, attachment_id=document_id, withdraws=True)
    form = WithdrawDocumentForm.of(request)
    if form.is_kept(lambda: withdraw_document(session, attachment_id=document_id, **form.cleaned_data)):
        messages.success(request, _("The document is withdrawn. No one can open it."))
        return to_owner(shown.owner, shown.owner_id)
    context = {"form": form, "shown": shown, "owner": OWNERS[shown.owner]}
    return form_page(request, "attachments/document_withdraw.html", context)


@page("POST")
def scan(request: HttpRequest, session: ReaderSession, document_id: str) -> HttpResponse:
    """Ask the scanner again."""
    shown = read_document(session, attachment_id=document_id)
    messages.success(request, str(SCANNED[scan_again(session, attachment_id=document_id)]))
    return to_owner(shown.owner, shown.owner_id)


def to_owner(owner: str, owner_id: str) -> HttpResponse:
    """Back to the documents of a concern, meeting or working file."""
    response = redirect(OWNERS[owner].page, owner_id)
    response["Location"] += "#documents"
    return response

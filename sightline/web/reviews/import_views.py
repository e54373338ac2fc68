"""Importing agencies' own chronologies into a review, and writing its chronology to a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.pages.labels import call_people
from sightline.casework.reviews.pages.rows import REASONS, ImportedRow, KeptRow
from sightline.casework.reviews.selectors.imports import read_import, read_mapped_headings, read_sending
from sightline.casework.reviews.selectors.terms import read_review
from sightline.casework.reviews.services.chronology_files import ReviewFile, write_review_file
from sightline.casework.reviews.services.imports import import_chronology, map_headings, withdraw_import
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.import_forms import (
    HeadingsForm,
    ImportForm,
    ReviewChronologyFileForm,
    WithdrawImportForm,
)
from sightline.web.reviews.presenters import COLUMN_WORDS

ACTIVE = "learning_reviews"
SHOWN_APART = ("event", "date", "child")


@page("GET", "HEAD", "POST")
def import_new(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Import an agency's chronology."""
    shown = read_sending(session, review_id=review_id)
    form, kept = ImportForm.of(request, children=shown.children), list[str]()
    if form.is_kept(
        lambda: kept.append(import_chronology(session, review_id=review_id, new=form.read_import(shown.agency)))
    ):
        messages.success(request, str(_("The file is imported. Read the rows to check and those not imported.")))
        return redirect("review_import", review_id, kept[0])
    return form_page(request, "reviews/import_new.html", {"shown": shown, "form": form, "active": ACTIVE})


@page("GET", "HEAD")
def one_import(request: HttpRequest, session: ReaderSession, review_id: str, import_id: str) -> HttpResponse:
    """One import: what became of its rows, those to look at first."""
    shown = read_import(session, review_id=review_id, import_id=import_id)
    said = [_describe_row(one) for one in shown.rows]
    groups = [
        (str(_("Rows not imported")), [one for one in said if one[1].state == "not_imported"]),
        (str(_("Rows to check")), [one for one in said if one[1].state == "doubtful"]),
        (str(_("Rows imported")), [one for one in said if one[1].state == "imported"]),
    ]
    return render(request, "reviews/import.html", {"shown": shown, "groups": groups, "active": ACTIVE})


def _describe_row(kept: KeptRow) -> tuple[KeptRow, ImportedRow, str, list[str], list[tuple[str, str]]]:
    """A row, whom it is about, why it needs a look, and what it says in other columns."""
    row = kept.row
    about = call_people(row.called) or row.texts.get("child", "")
    more = [(str(COLUMN_WORDS[name]), text) for name, text in row.texts.items() if name not in SHOWN_APART]
    return kept, row, about, [REASONS[one] for one in row.reasons], [*more, *row.others.items()]


@page("GET", "HEAD", "POST")
def withdraw(request: HttpRequest, session: ReaderSession, review_id: str, import_id: str) -> HttpResponse:
    """Withdraw a file that was imported by mistake."""
    shown, form = read_import(session, review_id=review_id, import_id=import_id), WithdrawImportForm.of(request)
    if form.is_kept(lambda: withdraw_import(session, review_id=review_id, import_id=import_id, **form.cleaned_data)):
        messages.success(request, str(_("The file is withdrawn. Its rows are no longer in the chronology.")))
        return redirect("learning_review", review_id)
    return form_page(request, "reviews/import_withdraw.html", {"shown": shown, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def headings(request: HttpRequest, session: ReaderSession, review_id: str, agency: str) -> HttpResponse:
    """Say what an agency calls its columns."""
    known = read_mapped_headings(session, review_id=review_id, agency=agency)
    form = HeadingsForm.of(request, known=known)
    if form.is_kept(lambda: map_headings(session, review_id=review_id, agency=agency, named=form.read_headings())):
        messages.success(request, str(_("Sightline reads this agency’s files by these headings from now on.")))
        return redirect("review_import_new", review_id)
    context = {"form": form, "review_id": review_id, "agency": agency, "active": ACTIVE}
    return form_page(request, "reviews/headings.html", context)


@page("GET", "HEAD", "POST")
def chronology_file(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Ask what a file is for; once posted, the file."""
    shown, form = read_review(session, review_id=review_id), ReviewChronologyFileForm.of(request)
    made = list[ReviewFile]()
    if form.is_kept(
        lambda: made.append(
            write_review_file(
                session,
                review_id=review_id,
                form=form.chosen,
                purpose=form.cleaned_data["why"],
                without_silences=form.cleaned_data["without_silences"],
            )
        )
    ):
        headers = {"Content-Disposition": f'attachment; filename="{made[0].name}"'}
        return HttpResponse(made[0].data, content_type=made[0].content_type, headers=headers)
    return form_page(request, "reviews/chronology_file.html", {"shown": shown, "form": form, "active": ACTIVE})

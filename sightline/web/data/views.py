"""The pages about the work itself: files and rejects, runs, what Sightline looks for, help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sightline.casework.core.session import ReaderSession
from sightline.casework.data.selectors import list_files, list_rejects, list_runs
from sightline.casework.notes.selectors.feedback import count_marks, may_list_marks_said
from sightline.web.core.doorway import page
from sightline.web.core.rules import print_rules
from sightline.web.data.presenters import add_up, gather_reasons
from sightline.web.data.rule_contents import contents_of
from sightline.web.data.rule_search import RuleSearchForm, find_chapters, find_note_kinds
from sightline.web.rules.note_rules import print_note_rules

REJECTS_SHOWN = 500


@page("GET", "HEAD")
def files(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every received file with its sums."""
    lines = list_files(session)
    return render(request, "data/files.html", {"lines": lines, "sums": add_up(lines), "active": "files"})


@page("GET", "HEAD")
def rejects(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What could not be taken, why, and what to do."""
    lines = list_rejects(session, limit=REJECTS_SHOWN + 1)
    context = {
        "lines": lines[:REJECTS_SHOWN],
        "more": len(lines) > REJECTS_SHOWN,
        "reasons": gather_reasons(lines[:REJECTS_SHOWN]),
        "active": "files",
    }
    return render(request, "data/rejects.html", context)


@page("GET", "HEAD")
def runs(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every run of the pipeline, newest first."""
    return render(request, "data/runs.html", {"lines": list_runs(session), "active": "runs"})


@page("GET", "HEAD", "POST")
def looks_for(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What Sightline looks for, and why: printed from the rules, or those that hold the words that were posted."""
    form = RuleSearchForm.of(request)
    words = form.cleaned_data["words"] if form.is_whole else ""
    chapters = find_chapters(print_rules(), words=words)
    kinds = find_note_kinds(print_note_rules(count_marks(session)), words=words)
    context = {
        "rules": chapters,
        "note_kinds": kinds,
        "contents": contents_of(chapters, has_notes=bool(kinds)),
        "form": form,
        "words": words,
        "found": sum(len(one.rules) for one in chapters) + sum(len(one.lines) for one in kinds),
        "may_list_said": may_list_marks_said(actor=session.actor),
        "active": "looks_for",
    }
    return render(request, "data/looks_for.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """In danger now, what Sightline is and is not. Open to everybody."""
    return render(request, "data/help.html", {"active": "help"})


@require_safe
def families(request: HttpRequest) -> HttpResponse:
    """What Sightline holds about a child or parent, who sees it, what it never does. Open to everybody."""
    return render(request, "data/families.html")


@require_safe
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Who sets a new password. Open to everybody."""
    return render(request, "data/forgotten_password.html")


@require_safe
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Accounts are made by the partnership. Open to everybody."""
    return render(request, "data/no_sign_up.html")


@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """There is no password to change: the person signs in at their own organisation. Open to everybody."""
    return render(request, "data/no_password.html")


@require_safe
def directory_cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody went back from the partnership's directory without signing in. Open to everybody."""
    return render(request, "data/not_signed_in.html", {"why": "cancelled"})

"""The pages of letters to adults named in records."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.named_adults.pages import NamedAdultEntryKind
from sightline.casework.named_adults.rights import check_governance, is_governance
from sightline.casework.named_adults.selectors import list_named_adults, read_named_adult, telling_reasons
from sightline.casework.named_adults.services import ask_whether_safe, record_act_about_adult
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.named_adults.forms import NamedAdultActForm, NamedAdultForm
from sightline.web.named_adults.presenters import ACTS, ASKED, LETTERS, status_of

RULE = "telling_review"


@page("GET", "HEAD")
def adults(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The adults about whom somebody asked."""
    lines = [(line, status_of(line)) for line in list_named_adults(session)]
    context = {"lines": lines, "may_ask": is_governance(actor=session.actor)}
    return render(request, "named_adults/adults.html", context)


@page("GET", "HEAD", "POST")
def ask(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Ask police and children's services about an adult."""
    check_governance(actor=session.actor)
    form, kept = NamedAdultForm.of(request), list[str]()
    if form.is_kept(lambda: kept.append(ask_whether_safe(session, adult=form.read_question()))):
        messages.success(request, str(ASKED))
        return redirect("named_adult", kept[0])
    return form_page(request, "named_adults/adult_ask.html", {"form": form})


@page("GET", "HEAD")
def adult(request: HttpRequest, session: ReaderSession, adult_id: str) -> HttpResponse:
    """One adult, and all that was recorded."""
    shown = read_named_adult(session, adult_id=adult_id)
    said = {str(one): words for one, words in LETTERS.items()}
    said |= {one.reason_id: one.shown_as for one in telling_reasons()}
    context = {
        "shown": shown,
        "status": status_of(shown.line),
        "tasks": [(one, ACTS[one].task) for one in shown.choices],
        "log": [(one, ACTS[one.kind].done, said.get(one.word, "")) for one in shown.log],
        "rule": rule_of(RULE),
        "reasons": telling_reasons(),
    }
    return render(request, "named_adults/adult.html", context)


@page("GET", "HEAD", "POST")
def act(request: HttpRequest, session: ReaderSession, adult_id: str, outcome: str) -> HttpResponse:
    """Record what an agency says, a reason, a new question or a letter."""
    shown = read_named_adult(session, adult_id=adult_id)
    if outcome not in shown.choices:
        raise NotHere
    chosen = NamedAdultEntryKind(outcome)
    form = NamedAdultActForm.of(request, kind=chosen)
    if form.is_kept(lambda: record_act_about_adult(session, adult_id=adult_id, act=form.read_act())):
        messages.success(request, str(ACTS[chosen].kept))
        return redirect("named_adult", adult_id)
    return form_page(request, "named_adults/adult_act.html", {"shown": shown, "form": form, "asked": ACTS[chosen]})

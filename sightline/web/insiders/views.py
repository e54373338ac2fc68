"""Declared people of an account, and looks at them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.pages import DECLARED_AS, DeclaredPage, LookOutcome
from sightline.casework.insiders.selectors import (
    is_watch,
    list_own_looks,
    offer_removal,
    read_account_declared,
    read_declared,
    read_looks,
)
from sightline.casework.insiders.services import declare_person, look_into, remove_declared
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.insiders.forms import DeclareForm, InsiderLookForm, InsiderReasonForm
from sightline.web.insiders.presenters import decided_in_words, kinds_in_words, what_of


@page("GET", "HEAD", "POST")
def own_declared(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What the reader declared, and the form for one more person."""
    number = session.actor.account_id or 0
    return _declared(request, session, read_declared(session, number=number))


@page("GET", "HEAD", "POST")
def account_declared(request: HttpRequest, session: ReaderSession, account_number: int) -> HttpResponse:
    """The same of any account, for information governance."""
    return _declared(request, session, read_account_declared(session, number=account_number))


def _declared(request: HttpRequest, session: ReaderSession, shown: DeclaredPage) -> HttpResponse:
    form, number = DeclareForm.of(request), shown.number
    if form.is_kept(lambda: declare_person(session, number=number, declared=form.declared())):
        messages.success(request, str(_("Set. Nobody can read what you entered.")))
        return redirect(request.path)
    context = {
        "shown": shown,
        "form": form,
        "is_own": number == session.actor.account_id,
        "rule": rule_of("insiders"),
        "lines": [(one, DECLARED_AS[one.declared_as], kinds_in_words(one.kinds)) for one in shown.lines],
    }
    return form_page(request, "insiders/declared.html", context)


@page("GET", "HEAD", "POST")
def remove(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Compare a declaration no more."""
    offer_removal(session, entry_id=entry_id)
    form = InsiderReasonForm.of(request)
    if form.is_kept(lambda: remove_declared(session, entry_id=entry_id, words=form.cleaned_data["words"])):
        messages.success(request, str(_("The details are removed and are no longer compared.")))
        return redirect("own_looks")
    return form_page(request, "insiders/remove.html", {"form": form})


@page("GET", "HEAD")
def own_looks(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Looks at a reader's own details or declared people."""
    shown = list_own_looks(session)
    context = {
        "groups": [(one, what_of(one), kinds_in_words(one.kinds)) for one in shown.groups],
        "answered": [(one, decided_in_words(one.outcome)) for one in shown.answered],
        "rule": rule_of("insiders"),
    }
    return render(request, "insiders/looks.html", context)


@page("GET", "HEAD", "POST")
def look(request: HttpRequest, session: ReaderSession, number: int) -> HttpResponse:
    """Say what was found of the looks of one reader."""
    group, form, kept = read_looks(session, number=number), InsiderLookForm.of(request), list[str]()

    def keep() -> None:
        said = form.cleaned_data
        kept.append(look_into(session, number=group.number, outcome=LookOutcome(said["outcome"]), words=said["words"]))

    if form.is_kept(keep):
        messages.success(request, str(_("We have recorded what you found.")))
        return redirect("own_looks") if group.declared_as else redirect("watch", kept[0])
    context = {"group": group, "what": what_of(group), "kinds": kinds_in_words(group.kinds), "form": form}
    return form_page(request, "insiders/look.html", context)


@page("GET", "HEAD")
def notice(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """From a notice to the list, or to the watch, that it is about."""
    del request
    return redirect("watch", entry_id) if is_watch(session, entry_id=entry_id) else redirect("own_looks")

"""The pages by which people enter a concern: one thing a page, kept at every step, sent at the end.

A page that is posted is kept before anything is said about it, also where something is missing on it, and also where
its writer was signed out meanwhile.
"""

import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.concerns.pages.concerns import Draft
from sightline.casework.concerns.pages.form_schema import (
    ABOUT_KNOWN,
    ALONE,
    BODY,
    LONG,
    NEW,
    ONE_PAGE,
    WHO,
    boxes_on,
    can_be_looked_for,
    find_first_missing,
)
from sightline.casework.concerns.selectors.drafts import is_draft, read_draft
from sightline.casework.concerns.services.drafts import (
    ChangedElsewhere,
    DraftGone,
    FormOpening,
    begin_draft,
    discard_draft,
    finish_page,
    save_boxes,
)
from sightline.casework.concerns.services.submission import Incomplete, begin_about, send_concern
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession, request_session
from sightline.casework.people.pages.people import PersonSummary, SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.posts.selectors.front_door import read_front_door
from sightline.model.errors import SightlineError, Usage
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.concerns.body_picture import body_context
from sightline.web.concerns.draft_boxes import ConcernBeginning, TypedPage
from sightline.web.concerns.forms import (
    AboutKnownForm,
    CategoriesForm,
    ChooseForm,
    OnePageForm,
    PageForm,
    ReferralForm,
    SafeForm,
    SeenAndHeardForm,
    WhoForm,
)
from sightline.web.core.doorway import Opened, error_page, page
from sightline.web.core.whens import born_in_words, clock_time

ACTIVE = "concerns"
PARKED = "concern_parked"
FORMS: dict[str, type[PageForm]] = {
    ONE_PAGE: OnePageForm, ABOUT_KNOWN: AboutKnownForm, WHO: WhoForm, "seen": SeenAndHeardForm, "marks": CategoriesForm,
    "safe": SafeForm, "referral": ReferralForm,
}  # fmt: skip
NEXT = {"who": "choose", "choose": "seen", "seen": "marks", "marks": "safe", "safe": "referral", "referral": "check"}
TEMPLATES = {ABOUT_KNOWN: ONE_PAGE}
PARTS = ("who", "seen", "marks", "safe", "referral", "check")
TITLES = {
    ONE_PAGE: gettext_lazy("Add a concern"),
    ABOUT_KNOWN: gettext_lazy("Add a concern"),
    "who": gettext_lazy("Who is it about?"),
    "choose": gettext_lazy("Who is it about?"),
    "seen": gettext_lazy("What was seen and heard?"),
    "marks": gettext_lazy("What kind of concern is it?"),
    "safe": gettext_lazy("Safe contact"),
    "referral": gettext_lazy("Is this a referral?"),
    "check": gettext_lazy("Check and send"),
}


@page("GET", "HEAD", "POST")
def start(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Before anything is written: what this is and is not. Posting begins, or goes on where one stopped."""
    draft = read_draft(actor=session.actor)
    if request.method == "POST":
        said = ConcernBeginning.posted(request).said
        about = said["about"]
        if about and draft:
            messages.warning(request, _("You have a concern that is not sent. Send or discard it, then begin another."))
            return redirect("concern_start")
        if about:
            return _to_page(begin_about(session, person_id=about))
        return _to_page(draft or begin_draft(session, on_one_page=not said["led"]))
    context = {"draft": draft, "door": read_front_door(), "active": ACTIVE}
    return render(request, "concerns/concern_start.html", context)


def keeps_what_was_typed(view: Opened) -> Opened:
    """What is posted after the session ended is kept on the server until its writer has signed in again."""

    @wraps(view)
    def opened(request: HttpRequest, **named: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            _park(request, named["name"])
            return redirect_to_login(request.get_full_path())
        return view(request, **named)

    return opened


@keeps_what_was_typed
@page("GET", "HEAD", "POST")
def write(request: HttpRequest, session: ReaderSession, name: str) -> HttpResponse:
    """One page of the draft."""
    if not boxes_on(name):
        return redirect("concern_start")
    draft = read_draft(actor=session.actor)
    if request.method != "POST":
        if draft is None:
            return redirect("concern_start")
        return _show(request, session, _unpark(request, session, draft), name)
    return _keeping(request, lambda: _post(request, session, name))


def _post(request: HttpRequest, session: ReaderSession, name: str) -> HttpResponse:
    sent = TypedPage.posted(request)
    typed = sent.typed(name)
    draft = read_draft(actor=session.actor)
    if draft is None or draft.number != typed.number:
        raise DraftGone
    form = _form(session, draft, name, {**draft.boxes, **typed.boxes}, checked=True)
    try:
        if sent.said["body_map"] and not _is_too_long(form):
            finish_page(session, typed=typed, next_page=name)
            return redirect("concern_body")
        if not form.is_valid():
            kept = save_boxes(actor=session.actor, typed=typed) if not _is_too_long(form) else draft
            return _show(request, session, kept, name, form=form)
        return _to_page(finish_page(session, typed=typed, next_page=_after(draft, name, typed.boxes)))
    except ChangedElsewhere as changed:
        return _show(request, session, draft, name, form=form, changed=changed)


def _is_too_long(form: PageForm) -> bool:
    """Whether a box holds more than is kept: the page then shows it all, for its writer to cut."""
    return any(form.has_error(name, "max_length") for name in form.fields)


def _after(draft: Draft, name: str, boxes: Mapping[str, str]) -> str:
    """The page after this one: once nothing is missing any more, the check."""
    is_whole = name == "choose" and find_first_missing({**draft.boxes, **boxes}, today=clock.today()) is None
    return "check" if is_whole else _next(name, boxes)


def _next(name: str, boxes: Mapping[str, str]) -> str:
    """The next page; nobody is chosen where nobody can be looked for."""
    if name == ABOUT_KNOWN:
        return "check"
    goes_on = {WHO: "seen", ONE_PAGE: "check"}.get(name, "")
    looks = not boxes.get("not_known") and can_be_looked_for(boxes)
    return goes_on if goes_on and not looks else "choose" if name == ONE_PAGE else NEXT[name]


@page("GET", "HEAD", "POST")
def check(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Show the whole draft with a link back to each part; posting sends it."""
    draft = read_draft(actor=session.actor)
    if request.method == "POST":
        return _keeping(request, lambda: _send(request, session))
    if draft is None:
        return redirect("concern_start")
    body = body_context(draft.boxes.get(BODY, ""))
    context = {"draft": draft, "door": read_front_door(), **body, **_progress(draft, "check")}
    return render(request, "concerns/concern_check.html", context)


def _send(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    try:
        concern_id = send_concern(session, number=TypedPage.posted(request).said["number"])
    except Incomplete as missing:
        messages.warning(request, _("Not sent yet. %(missing)s.") % {"missing": missing.says})
        return redirect("concern_write", missing.page)
    return redirect("concern", concern_id)


@page("GET", "HEAD", "POST")
def discard(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Throw the draft away, once that is said twice."""
    draft = read_draft(actor=session.actor)
    if draft is None:
        return redirect("concerns")
    if request.method == "POST":
        discard_draft(session, number=TypedPage.posted(request).said["number"])
        messages.success(request, _("Your unsent concern is discarded."))
        return redirect("concerns")
    return render(request, "concerns/concern_discard.html", {"draft": draft, "active": ACTIVE})


def save(request: HttpRequest) -> HttpResponse:
    """For the script: keep a page as it is typed, or, asked by GET, a new token for a page that has been open long."""
    if request.method not in ("GET", "HEAD", "POST"):
        return JsonResponse({"says": _("Not possible.")}, status=405)
    if not request.user.is_authenticated:
        return JsonResponse({"says": _("You are signed out.")}, status=401)
    try:
        session = request_session(request)
        draft = read_draft(actor=session.actor) if request.method != "POST" else _autosave(request, session)
    except SightlineError as error:
        return JsonResponse({"says": str(error.what), "code": error.code}, status=409)
    if draft is None:
        return JsonResponse(
            {"says": _("This concern was sent or discarded, so nothing was saved."), "code": "draft_gone"}, status=409
        )
    return JsonResponse({"token": get_token(request), "number": draft.number, "saved": clock_time(draft.saved_at)})


def _autosave(request: HttpRequest, session: ReaderSession) -> Draft:
    sent = TypedPage.posted(request)
    return save_boxes(actor=session.actor, typed=sent.typed(sent.said["page"]))


def _show(
    request: HttpRequest,
    session: ReaderSession,
    draft: Draft,
    name: str,
    *,
    form: PageForm | None = None,
    changed: ChangedElsewhere | None = None,
) -> HttpResponse:
    found = _found(session, draft) if name == "choose" else ()
    context = {
        "draft": draft,
        "form": form or _form_as_kept(session, draft, name, found),
        "name": name,
        "opening": FormOpening(secrets.token_hex(8), draft.written.get(name, 0)),
        "found": found,
        "changed": changed,
        "standing": [changed.standing[box] for box in LONG if changed.standing.get(box)] if changed else [],
        "door": read_front_door(),
        **_progress(draft, name),
    }
    bad = bool(changed or (form and form.errors))
    return render(
        request,
        f"concerns/concern_{TEMPLATES.get(name, name)}.html",
        context,
        status=409 if changed else 400 if bad else 200,
    )


def _progress(draft: Draft, name: str) -> dict[str, Any]:
    """The heading of a page, its number among those that come, and the page before it."""
    if name in ALONE:
        return {"title": TITLES[name], "back": "", "active": ACTIVE}
    coming = _pages_to_come(draft)
    if name not in coming:
        coming = PARTS
    part = name if name in coming else "who"
    number = coming.index(part) + 1
    back = "who" if part != name else coming[number - 2] if number > 1 else ""
    return {"title": TITLES[name], "part": number, "parts": len(coming), "back": back, "active": ACTIVE}


def _pages_to_come(draft: Draft) -> tuple[str, ...]:
    """The pages that come: one for all, perhaps whom it is about, and the check; or each part on its own page."""
    alone = next((one for one in (ABOUT_KNOWN, ONE_PAGE) if one in draft.finished), "")
    if not alone:
        return PARTS
    is_chosen = alone == ONE_PAGE and not draft.boxes.get("not_known") and can_be_looked_for(draft.boxes)
    return (alone, "choose", "check") if is_chosen else (alone, "check")


def _form_as_kept(session: ReaderSession, draft: Draft, name: str, found: tuple[PersonSummary, ...]) -> PageForm:
    """The page as it was kept; what was typed on it and cannot be read has its error beside it."""
    checked = _form(session, draft, name, draft.boxes, found=found, checked=True)
    return (
        checked if checked.keep_errors_of_typed(draft.boxes) else _form(session, draft, name, draft.boxes, found=found)
    )


def _form(
    session: ReaderSession,
    draft: Draft,
    name: str,
    boxes: dict[str, str],
    *,
    checked: bool = False,
    found: tuple[PersonSummary, ...] | None = None,
) -> PageForm:
    today = clock.today()
    if name != "choose":
        return FORMS[name](boxes, today=today, checked=checked)
    people = _found(session, draft) if found is None else found
    choices = [(one.person_id, _in_a_line(one)) for one in people]
    kept = boxes.get("about", "")
    if kept not in ("", NEW) and kept not in dict(choices):
        choices.append((kept, _("The child whose page you came from")))
    return ChooseForm(boxes, people=choices, today=today, checked=checked)


def _found(session: ReaderSession, draft: Draft) -> tuple[PersonSummary, ...]:
    """Those for whom what was typed holds, then those who are close to it."""
    form = WhoForm(draft.boxes, today=clock.today(), checked=True)
    form.is_valid()
    born = form.cleaned_data.get("birth_date")
    terms = SearchTerms(name=draft.boxes.get("name", "").strip(), birth_date=born)
    page_found = find_people(session, terms=terms)
    return (*page_found.people, *(close.person for close in page_found.perhaps))


def _in_a_line(one: PersonSummary) -> str:
    born = born_in_words(one.birth_dates) or _("birth date not recorded")
    return f"{one.name or _('Name not recorded')}, {born}"


def _park(request: HttpRequest, name: str) -> None:
    sent = TypedPage.posted(request)
    if is_draft(number=sent.said["number"]):
        request.session[PARKED] = sent.parked(name)


def _unpark(request: HttpRequest, session: ReaderSession, draft: Draft) -> Draft:
    """Bring what was posted while signed out into the draft, where it is this account's."""
    parked: dict[str, str] | None = request.session.pop(PARKED, None)
    if not parked or parked.get("number") != draft.number or not boxes_on(parked.get("page", "")):
        return draft
    try:
        kept = save_boxes(actor=session.actor, typed=TypedPage(parked).typed(parked["page"]))
    except ChangedElsewhere:
        return draft
    except Usage as error:
        messages.warning(request, f"{error.what} {error.what_to_do}")
        return draft
    messages.success(request, _("What you had typed when you were signed out is saved."))
    return kept


def _keeping(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Where there is no draft any more, what was typed is shown again, to be copied; never an empty page."""
    try:
        return act()
    except DraftGone as gone:
        context = {"error": gone, "typed": TypedPage.posted(request).shown_again(), "active": ACTIVE}
        return render(request, "concerns/concern_not_saved.html", context, status=409)
    except SightlineError as error:
        return error_page(request, error)


def _to_page(draft: Draft) -> HttpResponse:
    return redirect("concern_check") if draft.page == "check" else redirect("concern_write", draft.page)

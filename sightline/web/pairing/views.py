"""The pages on which somebody puts two people together, or splits one, on their own initiative.

What is posted to split is the draft that the preview gave out, which `casework` signed.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.rights import check_answers
from sightline.casework.core.session import ReaderSession
from sightline.casework.pairing.pages import SplitPreview
from sightline.casework.pairing.services.pairs import compare_people, put_together
from sightline.casework.pairing.services.splits import MOST_PAIRS, keep_split, preview_split, read_parts
from sightline.casework.people.selectors import find_people
from sightline.casework.same_person.selectors.namesakes import list_same_name
from sightline.casework.same_person.services.drafts import CHANGED, DRAFT_GONE
from sightline.model.errors import Refused
from sightline.translation.messages import join_shown
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.finding.forms import FindForm
from sightline.web.pairing.forms import DraftAsked, SplitForm, TogetherForm
from sightline.web.same_person.presenters import lay_out

ACTIVE = "find"


@page("GET", "HEAD", "POST")
def same_name(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Others of the same name, and a search for anybody else to compare with."""
    listed = list_same_name(session, person_id=person_id)
    form = FindForm.of(request)
    found = None
    if form.is_whole:
        found = find_people(session, terms=form.terms())
    people = [one for one in (found.people if found else ()) if one.person_id != person_id]
    context = {"listed": listed, "form": form, "found": found, "people": people, "active": ACTIVE}
    return form_page(request, "pairing/same_name.html", context)


@page("GET", "HEAD", "POST")
def same_as(request: HttpRequest, session: ReaderSession, person_id: str, other_id: str) -> HttpResponse:
    """Two people side by side, what putting them together changes, and the decision."""
    if request.method == "POST":
        check_answers(actor=session.actor)
    shown = compare_people(session, person_id=person_id, other_id=other_id)
    form = TogetherForm.of(request)
    if form.is_kept(lambda: put_together(session, person_id=person_id, other_id=other_id, **form.cleaned_data)):
        messages.success(
            request,
            _(
                "We have recorded that these records are about the same person. "
                "The next update shows their records on one page."
            ),
        )
        return redirect("my_answers")
    context = {"shown": shown, "lines": lay_out(shown.sides), "form": form, "active": ACTIVE}
    return form_page(request, "pairing/same_as.html", context)


@page("GET", "HEAD", "POST")
def split(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """The records of a person to tick; once ticked, what it changes; once seen, it is kept."""
    if draft := DraftAsked.posted(request).said["draft"]:
        return _keep(request, session, person_id, draft)
    shown = read_parts(session, person_id=person_id)
    form = SplitForm.of(request, shown=shown)
    preview: list[SplitPreview] = []

    def look() -> None:
        said = form.cleaned_data
        preview.append(preview_split(session, person_id=person_id, parts=said["part"], why=said["why"]))

    if form.is_kept(look):
        return _preview(request, preview[0])
    context: dict[str, Any] = {
        "shown": shown,
        "form": form,
        "ticked": form.ticked,
        "most": MOST_PAIRS,
        "active": ACTIVE,
    }
    return form_page(request, "pairing/split_person.html", context)


def _preview(request: HttpRequest, shown: SplitPreview) -> HttpResponse:
    return render(request, "pairing/split_preview.html", {"shown": shown, "active": ACTIVE})


def _keep(request: HttpRequest, session: ReaderSession, person_id: str, draft: str) -> HttpResponse:
    try:
        kept = keep_split(session, draft=draft)
    except Refused as refusal:
        if refusal.code not in (CHANGED, DRAFT_GONE):
            raise
        messages.warning(request, _("Something changed since you saw the preview. Nothing was recorded: choose again."))
        return redirect("split_person", person_id)
    messages.success(request, _("We have recorded that these are two people. The next update splits their records."))
    if kept.needs_review:
        listed = join_shown("; ", kept.needs_review)
        messages.warning(request, _("After that update, these decisions need review: %(listed)s.") % {"listed": listed})
    return redirect("my_answers")

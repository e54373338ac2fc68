"""The pages on which several questions are answered at once: choose, look at what would become of it, keep.

What is kept is not what the form says. It is the draft that the preview gave out, which `casework` signed; whoever
changes the list starts anew.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sightline.casework.core.session import ReaderSession
from sightline.casework.same_person.pages.bulk import BulkGroup, BulkPreview
from sightline.casework.same_person.services.bulk import (
    MOST,
    keep_bulk,
    list_bulk_choice,
    preview_bulk,
    read_bulk,
    renew_preview,
    undo_bulk,
)
from sightline.casework.same_person.services.drafts import CHANGED, DRAFT_GONE
from sightline.model.errors import Refused
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import Paging
from sightline.web.core.rules import rule_in_words
from sightline.web.core.words import agency_in_words
from sightline.web.same_person.forms import BulkAnswerForm, SeveralAsked, UndoForm

ACTIVE = "same_person"
BETWEEN = ":"
GROUP_PARTS = 3
ASKED_BECAUSE = {
    "near_threshold": gettext_lazy("Not quite enough details agree"),
    "held_apart": gettext_lazy("Others decided these are different people"),
    "no_birth_date": gettext_lazy("No birth date on one side"),
    "no_forename": gettext_lazy("No forename on one side"),
    "bridge": gettext_lazy("One similar detail connects two groups of records"),
    "sparse": gettext_lazy("Only a few of the records agree"),
    "name_and_vehicle": gettext_lazy("Same name and vehicle"),
    "name_and_phone": gettext_lazy("Same name and telephone"),
    "name_and_address": gettext_lazy("Same name and place"),
    "name_and_child": gettext_lazy("Same name, named with the same child"),
    "name_and_age": gettext_lazy("Same name and an age that agrees"),
    "two_spellings": gettext_lazy("Name written in two ways"),
    "spelling_and_birth_date": gettext_lazy("Forename and birth date both nearly the same"),
}


@page("GET", "HEAD", "POST")
def several(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The list to tick; once ticked, what would become of it; once seen, it is kept."""
    if request.method != "POST":
        return _choose(request, session, BulkAnswerForm(), SeveralAsked.of(request))
    asked = SeveralAsked.posted(request)
    if draft := asked.said["draft"]:
        return _keep(request, session, draft)
    form = BulkAnswerForm.of(request)
    if not form.is_valid():
        return _choose(request, session, form, asked)
    said = form.cleaned_data
    shown = preview_bulk(session, question_ids=said["question"], answer=said["answer"], why=said["why"])
    return _preview(request, shown)


@page("GET", "HEAD", "POST")
def undo_several(request: HttpRequest, session: ReaderSession, bulk: str) -> HttpResponse:
    """Undo all that were answered together, with the reason."""
    lines = read_bulk(session, bulk=bulk)
    form = UndoForm.of(request)
    undone: list[int] = []
    if form.is_kept(lambda: undone.append(undo_bulk(session, bulk=bulk, **form.cleaned_data))):
        said = ngettext(
            "One answer is undone. This applies from the next update.",
            "%(n)s answers are undone. This applies from the next update.",
            undone[0],
        )
        messages.success(request, said % {"n": undone[0]})
        return redirect("my_answers")
    context = {"lines": lines, "bulk": bulk, "form": form, "active": ACTIVE}
    return form_page(request, "same_person/undo_several.html", context)


def _keep(request: HttpRequest, session: ReaderSession, draft: str) -> HttpResponse:
    try:
        kept = keep_bulk(session, draft=draft)
    except Refused as refusal:
        if refusal.code == CHANGED:
            return _preview(request, renew_preview(session, draft=draft), changed=True)
        if refusal.code != DRAFT_GONE:
            raise
        messages.warning(request, _("That list is too old to be kept. Nothing was saved; choose again."))
        return redirect("several")
    said = ngettext(
        "One answer is saved. It applies from the next update, and can be undone.",
        "%(n)s answers are saved. They apply from the next update, and can be undone together or one by one.",
        kept,
    )
    messages.success(request, said % {"n": kept})
    return redirect("my_answers")


def _preview(request: HttpRequest, shown: BulkPreview, *, changed: bool = False) -> HttpResponse:
    context = {"shown": shown, "changed": changed, "active": ACTIVE}
    return render(request, "same_person/several_preview.html", context, status=409 if changed else 200)


def _choose(request: HttpRequest, session: ReaderSession, form: BulkAnswerForm, asked: SeveralAsked) -> HttpResponse:
    said = asked.said
    group, after = said["group"], said["after"]
    listed = list_bulk_choice(session, group=read_group(group), after=after)
    context: dict[str, Any] = {
        "listed": listed,
        "groups": [(name_group(one), describe_group(one)) for one in listed.groups],
        "group": group,
        "after": after,
        "paging": Paging(later=urlencode({"group": group, "after": listed.next_after}) if listed.next_after else ""),
        "all": bool(said["all"]),
        "ticked": said["question"],
        "form": form,
        "most": MOST,
        "active": ACTIVE,
    }
    return form_page(request, "same_person/several.html", context)


def read_group(text: str) -> tuple[str, str, str] | None:
    """The rule and the two agencies of `rule:agency:agency`; None for anything else."""
    parts = text.split(BETWEEN)
    return (parts[0], parts[1], parts[2]) if len(parts) == GROUP_PARTS else None


def name_group(group: BulkGroup) -> str:
    """A group as it stands in an address."""
    return BETWEEN.join((group.rule_id, *group.agencies))


def describe_group(group: BulkGroup) -> str:
    """`Twin or sibling: Health and Police (12 asked)`."""
    because = ASKED_BECAUSE.get(group.rule_id) or rule_in_words(group.rule_id)
    agencies = in_a_row([agency_in_words(agency) for agency in dict.fromkeys(group.agencies)])
    return f"{because}: {agencies} ({group.questions} asked)"

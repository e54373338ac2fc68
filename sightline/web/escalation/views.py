"""The pages of one item and of one clock: what it is about, each step, what was said; and the forms to answer.

A page of a form shows its item first, through the same selector as the item's own page. Whoever may not know of the
item never gets as far as its form.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.chronology.selectors.records import read_record
from sightline.casework.clocks.selectors import read_clock
from sightline.casework.comments.selectors import list_comments
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.services import conflict_of_interest as escalation_conflict_of_interest
from sightline.casework.escalation.services import responses as escalation_responses
from sightline.casework.escalation.services import staff_questions
from sightline.casework.escalation.services.disagreements import open_disagreement
from sightline.casework.escalation.services.responses import finish_action
from sightline.casework.inbox.services import take_about_as_read
from sightline.casework.insiders.selectors import list_conflicted
from sightline.casework.meetings.pages.meetings import ActionLine
from sightline.casework.meetings.selectors.meetings import list_meetings_of_item, read_action_of_item
from sightline.casework.notes.services.author_hints import list_answer_hints
from sightline.casework.patterns.pages import AwaitedAnswer
from sightline.casework.patterns.selectors import list_awaited_answers
from sightline.casework.readings.selectors.asked_sentences import read_asked
from sightline.casework.straight_line.selectors import read_straight_line
from sightline.casework.worklist.pages import ItemView
from sightline.casework.worklist.selectors.work import read_item_view
from sightline.escalation import CONDUCT, ResponseKind
from sightline.web.core.doorway import page
from sightline.web.core.forms import PostedForm, form_page
from sightline.web.core.rules import rule_of
from sightline.web.escalation.forms import (
    AnswerItemForm,
    DisagreeForm,
    DoneForm,
    ReassignForm,
    ResponseReviewForm,
    StaffForm,
)
from sightline.web.escalation.presenters import acknowledged_on, text_to_copy

ACTIVE = "work"
OF_MEETINGS = "meeting_action"
OF_CLOCKS = (ResponseKind.ACT.value, ResponseKind.NOT_PROCEED.value)


@page("GET", "HEAD")
def item(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """An item: what it is about, each step, what was said, and what the reader may do."""
    shown = read_item_view(session, item_id=item_id)
    take_about_as_read(session, about_id=item_id)
    of_conduct = shown.page.line.ladder in CONDUCT
    given = [(answer, text_to_copy(shown.page, answer)) for answer in shown.page.answers]
    context = {
        "shown": shown,
        "rule": rule_of(shown.page.line.rule_id),
        "steps": acknowledged_on(shown.page),
        "given": given,
        "to_copy": next((text for answer, text in reversed(given) if answer.kind in list(ResponseKind)), ""),
        "meetings": list_meetings_of_item(session, item_id=item_id),
        "action": _action(session, shown),
        "awaited": _awaited(session, shown),
        "hints": list_answer_hints(session, item_id=item_id),
        "straight": read_straight_line(session, item_id=item_id),
        "asked": read_asked(session, item_id=item_id),
        "comments": list_comments(session, owner="item", owner_id=item_id),
        "conflicted": list_conflicted(session, item_id=item_id) if of_conduct else (),
        "staff_choices": staff_questions.read_staff_question(session, item_id=item_id) if of_conduct else (),
        "active": ACTIVE,
    }
    return render(request, "escalation/item.html", context)


def _awaited(session: ReaderSession, shown: ItemView) -> AwaitedAnswer | None:
    """Of the action of a possible match: the patterns that depend on its answer, for whoever may answer it."""
    match_id = shown.about_match
    found = list_awaited_answers(session, question_ids=[match_id]).get(match_id) if match_id else None
    return replace(found, action=None) if found else None


@page("POST")
def acknowledge_item(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Say that one is dealing with it."""
    escalation_responses.acknowledge_item(session, item_id=item_id)
    messages.success(request, _("We have recorded that you are dealing with this. The deadline has not changed."))
    return redirect("item", item_id)


@page("GET", "HEAD", "POST")
def answer_item(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Answer: act, or not proceeding, because."""
    shown = read_item_view(session, item_id=item_id)
    form = AnswerItemForm.of(request, allowed=shown.page.forms)

    def keep() -> None:
        escalation_responses.answer_item(session, item_id=item_id, form=form.answer())

    if form.is_kept(keep):
        messages.success(request, _("Your answer is saved. Copy it into your case system too."))
        return redirect("item", item_id)
    return _form_page(request, "escalation/item_answer.html", shown, form, may=shown.page.may_answer)


@page("GET", "HEAD", "POST")
def see_answer(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Say that one has seen an answer from below, and whether one agrees."""
    shown = read_item_view(session, item_id=item_id)
    form = ResponseReviewForm.of(request)

    def keep() -> None:
        agrees = form.cleaned_data["agrees"] == "yes"
        escalation_responses.see_answer(session, item_id=item_id, agrees=agrees, why=form.cleaned_data["words"])

    if form.is_kept(keep):
        messages.success(request, _("Your review of the answer is saved."))
        return redirect("item", item_id)
    return _form_page(request, "escalation/item_seen.html", shown, form, may=shown.page.may_see)


@page("GET", "HEAD", "POST")
def action_done(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Say that what was to be done is done."""
    shown = read_item_view(session, item_id=item_id)
    form = DoneForm.of(request)
    if form.is_kept(lambda: finish_action(session, item_id=item_id, words=form.cleaned_data["words"])):
        messages.success(request, _("We have recorded that this is done. The next stage can see this."))
        return redirect("item", item_id)
    return _form_page(request, "escalation/item_done.html", shown, form, may=shown.page.may_finish)


@page("GET", "HEAD", "POST")
def disagree_item(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Say that one does not agree with what is done about an item: an item of its own."""
    shown = read_item_view(session, item_id=item_id)
    form = DisagreeForm.of(request)
    opened = _disagree(session, form, "item", item_id)
    if opened:
        messages.success(request, _("Your disagreement is recorded. It escalates until a manager answers it."))
        return redirect("item", opened)
    return _form_page(request, "escalation/item_disagree.html", shown, form, may=shown.may_disagree)


@page("GET", "HEAD", "POST")
def answer_about_staff(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Say whether an action is about the member of staff whose name or details it has."""
    shown = read_item_view(session, item_id=item_id)
    choices = staff_questions.read_staff_question(session, item_id=item_id)
    if not choices:
        raise NotHere
    form = StaffForm.of(request, choices=choices)

    def keep() -> None:
        said = form.cleaned_data
        staff_questions.answer_about_staff(session, item_id=item_id, answer=said["answer"], words=said["words"])

    if form.is_kept(keep):
        messages.success(request, _("Your answer is saved. The action keeps its deadline."))
        return redirect("work")
    context = {"conflicted": list_conflicted(session, item_id=item_id)}
    return _form_page(request, "escalation/item_staff.html", shown, form, may=True, **context)


@page("GET", "HEAD", "POST")
def reassign(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Take an item off its agency's line, because of whom it names."""
    shown = read_item_view(session, item_id=item_id)
    form = ReassignForm.of(request)

    def keep() -> None:
        said = form.cleaned_data
        escalation_conflict_of_interest.reassign_for_conflict(
            session, item_id=item_id, about_agency=said["about_agency"], why=said["words"]
        )

    if form.is_kept(keep):
        messages.success(
            request, _("We have sent this to the people who deal with it. You can no longer open it here.")
        )
        return redirect("work")
    may = shown.page.line.state != "closed" and shown.page.line.ladder not in CONDUCT
    return _form_page(request, "escalation/item_reassign.html", shown, form, may=may)


@page("GET", "HEAD", "POST")
def disagree_record(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """The same about a record: what was decided on it."""
    shown = read_record(session, record_id=record_id)
    form = DisagreeForm.of(request)
    opened = _disagree(session, form, "record", record_id)
    if opened:
        messages.success(request, _("Your disagreement is recorded. It escalates until a manager answers it."))
        return redirect("item", opened)
    context = {"record": shown, "form": form, "active": "find"}
    return form_page(request, "escalation/item_disagree.html", context)


@page("GET", "HEAD")
def clock(request: HttpRequest, session: ReaderSession, clock_id: str) -> HttpResponse:
    """A clock: its rule, when it began and ends, what stops it, how it stands."""
    shown = read_clock(session, clock_id=clock_id)
    context = {"shown": shown, "rule": rule_of(shown.line.rule_id), "active": ACTIVE}
    return render(request, "escalation/clock.html", context)


@page("GET", "HEAD", "POST")
def answer_clock(request: HttpRequest, session: ReaderSession, clock_id: str) -> HttpResponse:
    """Answer a clock, also before it is over. From then on it is an item."""
    shown = read_clock(session, clock_id=clock_id)
    form = AnswerItemForm.of(request, allowed=OF_CLOCKS)
    opened: list[str] = []

    def keep() -> None:
        opened.append(escalation_responses.answer_clock(session, clock_id=clock_id, form=form.answer()))

    if form.is_kept(keep):
        messages.success(request, _("Your answer is saved. Copy it into your case system too."))
        return redirect("item", opened[0])
    context = {"clock": shown, "form": form, "rule": rule_of(shown.line.rule_id), "may": shown.may_answer}
    return form_page(request, "escalation/item_answer.html", context | {"active": ACTIVE})


def _action(session: ReaderSession, shown: ItemView) -> ActionLine | None:
    """The action of a meeting that an item is about."""
    if shown.page.line.source != OF_MEETINGS:
        return None
    return read_action_of_item(session, item_id=shown.page.line.item_id)


def _disagree(session: ReaderSession, form: DisagreeForm, about: str, about_id: str) -> str:
    """The id of the item that the disagreement opened; empty where it was not kept."""
    opened: list[str] = []

    def keep() -> None:
        said = form.cleaned_data
        opened.append(
            open_disagreement(
                session, about=about, about_id=about_id, why=said["words"], with_agency=said["with_agency"]
            )
        )

    return opened[0] if form.is_kept(keep) else ""


def _form_page(
    request: HttpRequest, template: str, shown: ItemView, form: PostedForm, *, may: bool, **more: object
) -> HttpResponse:
    context = {"shown": shown, "form": form, "rule": rule_of(shown.page.line.rule_id), "may": may, "active": ACTIVE}
    return form_page(request, template, {**context, **more})

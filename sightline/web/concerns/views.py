"""The pages of concerns that were sent: my own and what happened, one as it was sent, receiving, feedback.

The receipt is the concern's own page. Whoever sent it finds there, at any time, what was sent, who has received it, who
may see it and when the first answer is due.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.attachments.selectors import list_documents
from sightline.casework.comments.selectors import list_comments
from sightline.casework.concerns.selectors.concerns import list_concerns, read_concern
from sightline.casework.concerns.services.drafts import begin_correction
from sightline.casework.concerns.services.responses import keep_feedback, receive_concern
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.selectors import list_beside, may_say_beside
from sightline.casework.inbox.services import take_about_as_read
from sightline.casework.notes.selectors.feedback import read_marks_said
from sightline.casework.notes.selectors.sentences import list_worth_reading_of_concern
from sightline.casework.notes.selectors.signs import list_signs_of_concern
from sightline.casework.notes.services import author_hints as notes_author_hints
from sightline.casework.notes.services.author_hints import list_hints, set_hint_aside
from sightline.web.concerns.body_picture import body_context
from sightline.web.concerns.forms import FeedbackForm, SayAgainForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import AfterAsked, page_by_place

ACTIVE = "concerns"


@page("GET", "HEAD")
def concerns(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What I am writing, mine and what happened, referrals that wait, and all that others sent, in parts."""
    asked = AfterAsked.of(request)
    lists = list_concerns(session, before=asked.said["after"])
    paging = page_by_place(asked=asked, later=lists.later)
    return render(request, "concerns/concerns.html", {"lists": lists, "paging": paging, "active": ACTIVE})


@page("GET", "HEAD")
def concern(request: HttpRequest, session: ReaderSession, concern_id: str) -> HttpResponse:
    """One concern as it was sent, and what became of it."""
    shown = read_concern(session, concern_id=concern_id)
    take_about_as_read(session, about_id=concern_id)
    noted = list_signs_of_concern(session, concern_id=concern_id)
    said = read_marks_said(session, record_id=shown.record_id)
    context = {
        "shown": shown,
        "line": shown.line,
        "concern_id": concern_id,
        "record_id": shown.record_id,
        "noted": noted,
        "marks_said": said,
        "beside": list_beside(session, record_ids=[shown.record_id]),
        "may_dispute": may_say_beside(session, record_id=shown.record_id),
        "worth_reading": list_worth_reading_of_concern(session, concern_id=concern_id),
        "hints": list_hints(session, concern_id=concern_id) if shown.line.is_mine else (),
        "documents": list_documents(session, owner="concern", owner_id=concern_id),
        "comments": list_comments(session, owner="concern", owner_id=concern_id),
        **body_context(shown.said.get("body", "")),
        "active": ACTIVE,
    }
    return render(request, "concerns/concern.html", context)


@page("GET", "HEAD", "POST")
def say_again(request: HttpRequest, session: ReaderSession, concern_id: str) -> HttpResponse:
    """Add to one's own concern in other words; what was sent stays."""
    shown = read_concern(session, concern_id=concern_id)
    hints = list_hints(session, concern_id=concern_id)
    form = SayAgainForm.of(request)
    if form.is_kept(
        lambda: notes_author_hints.say_again(session, concern_id=concern_id, words=form.cleaned_data["words"])
    ):
        messages.success(request, _("What you added is shown below what you sent."))
        return redirect("concern", concern_id)
    context = {"line": shown.line, "hints": hints, "form": form, "active": ACTIVE}
    return form_page(request, "concerns/concern_say_again.html", context)


@page("POST")
def leave_hint(request: HttpRequest, session: ReaderSession, concern_id: str, passage_id: str) -> HttpResponse:
    """Leave words as they are."""
    set_hint_aside(session, concern_id=concern_id, passage_id=passage_id)
    messages.success(request, _("Your words stay as they are."))
    return redirect("concern", concern_id)


@page("POST")
def received(request: HttpRequest, session: ReaderSession, concern_id: str) -> HttpResponse:
    """Say for the front door that a referral has been received."""
    receive_concern(session, concern_id=concern_id)
    messages.success(request, _("The author can now see that children’s services have received this."))
    return redirect("concern", concern_id)


@page("POST")
def correct(request: HttpRequest, session: ReaderSession, concern_id: str) -> HttpResponse:  # noqa: ARG001 - as every view
    """Begin a correction, which is sent as a concern of its own beside the first."""
    draft = begin_correction(session, concern_id=concern_id)
    return redirect("concern_write", draft.page)


@page("GET", "HEAD", "POST")
def feedback(request: HttpRequest, session: ReaderSession, concern_id: str) -> HttpResponse:
    """Tell the author what happened."""
    shown = read_concern(session, concern_id=concern_id)
    if not shown.may_give_feedback:
        raise NotHere
    form = FeedbackForm.of(request)
    if form.is_kept(lambda: keep_feedback(session, concern_id=concern_id, **form.cleaned_data)):
        messages.success(request, _("Your answer is now in the author’s own list of concerns."))
        return redirect("concern", concern_id)
    context = {"shown": shown, "line": shown.line, "form": form, "active": ACTIVE}
    return form_page(request, "concerns/concern_feedback.html", context)

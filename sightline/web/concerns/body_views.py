"""The page on which marks on a child's body are listed, one after the other, beside a picture that shows the list."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline.casework.concerns.pages.body_marks import BodyMark, read_body_marks, write_body_marks
from sightline.casework.concerns.pages.concerns import Draft
from sightline.casework.concerns.pages.form_schema import BODY
from sightline.casework.concerns.selectors.drafts import read_draft
from sightline.casework.concerns.services.drafts import DraftGone, DraftPageInput, FormOpening, finish_page
from sightline.casework.core.session import ReaderSession
from sightline.web.concerns.body_forms import BodyMarkForm, BodyPosted
from sightline.web.concerns.body_picture import body_context
from sightline.web.concerns.draft_boxes import MOST_OPENING
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page

ACTIVE = "concerns"


@page("GET", "HEAD", "POST")
def body_map(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The marks so far; posting adds some, or removes one."""
    draft = read_draft(actor=session.actor)
    if draft is None:
        return redirect("concern_start")
    body_marks, posted = read_body_marks(draft.boxes.get(BODY, "")), BodyPosted.posted(request).said
    form = BodyMarkForm.of(request)
    if posted["remove"]:
        _keep(
            session, draft, posted, tuple(one for at, one in enumerate(body_marks, start=1) if at != posted["remove"])
        )
        return redirect("concern_body")
    if form.is_kept(lambda: _keep(session, draft, posted, (*body_marks, *form.body_marks()))):
        return redirect("concern_body")
    context = {
        "form": form, "draft": draft, **body_context(draft.boxes.get(BODY, "")), "active": ACTIVE,
        "opening": FormOpening(secrets.token_hex(8), draft.written.get(BODY, 0)),
    }  # fmt: skip
    return form_page(request, "concerns/concern_body.html", context)


def _keep(session: ReaderSession, draft: Draft, posted: dict[str, Any], body_marks: tuple[BodyMark, ...]) -> None:
    """Keep the list, where it stands as the page showed it; the draft goes on where it was."""
    if draft.number != posted["number"]:
        raise DraftGone
    opening = FormOpening(posted["opening"][:MOST_OPENING], posted["seen"])
    typed = DraftPageInput(draft.number, BODY, {BODY: write_body_marks(body_marks)}, opening)
    finish_page(session, typed=typed, next_page=draft.page)

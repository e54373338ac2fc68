"""The pages of a panel that takes decisions of no further action again, one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.selectors.closures import ScheduleFile, read_closures, write_schedule
from sightline.casework.earlier_knowledge.services.panel import decide_closure
from sightline.casework.reviews.pages.panel_decisions import PANEL_DECIDED, ClosureLine
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import page_by_number
from sightline.web.reviews.panel_forms import AreaAsked, PanelForm, ScheduleForm

ACTIVE = "learning_reviews"
SHOWN = 50


@page("GET", "HEAD")
def closures(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """The decisions of a review's period in an area, those to decide first."""
    asked = AreaAsked.of(request)
    shown = read_closures(session, review_id=review_id, area=asked.said["area"])
    parts = max(1, -(-len(shown.lines) // SHOWN))
    part = min(asked.said["page"], parts)
    context = {
        "shown": shown,
        "asked": asked,
        "lines": [(one, _decided(one)) for one in shown.lines[(part - 1) * SHOWN : part * SHOWN]],
        "paging": page_by_number(asked=asked, part=part, parts=parts),
        "active": ACTIVE,
    }
    return render(request, "reviews/closures.html", context)


def _decided(one: ClosureLine) -> str:
    return str(PANEL_DECIDED[one.decided.word]) if one.decided else ""


@page("GET", "HEAD", "POST")
def one_closure(request: HttpRequest, session: ReaderSession, review_id: str, closure_id: str) -> HttpResponse:
    """One decision: the signs, what followed, and what the panel decides."""
    shown = read_closures(session, review_id=review_id)
    one = next((each for each in shown.lines if each.closure_id == closure_id), None)
    if one is None:
        raise NotHere
    form = PanelForm.of(request)
    if form.is_kept(lambda: decide_closure(session, review_id=review_id, closure_id=closure_id, **form.cleaned_data)):
        messages.success(request, str(_("The panel’s decision is recorded. Sightline tells nobody: tell the agency.")))
        return redirect("review_closures", review_id)
    context = {"shown": shown, "one": one, "decided": _decided(one), "form": form, "active": ACTIVE}
    return form_page(request, "reviews/closure.html", context)


@page("GET", "HEAD", "POST")
def schedule_file(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Ask what the schedule is for; once posted, the file."""
    shown, form = read_closures(session, review_id=review_id), ScheduleForm.of(request)
    made = list[ScheduleFile]()
    if form.is_kept(
        lambda: made.append(
            write_schedule(
                session,
                review_id=review_id,
                purpose=form.cleaned_data["why"],
                area=form.cleaned_data["area"],
                form=form.cleaned_data["form"],
            )
        )
    ):
        headers = {"Content-Disposition": f'attachment; filename="{made[0].name}"'}
        return HttpResponse(made[0].data, content_type=made[0].content_type, headers=headers)
    return form_page(request, "reviews/closures_file.html", {"shown": shown, "form": form, "active": ACTIVE})

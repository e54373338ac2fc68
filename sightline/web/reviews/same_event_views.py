"""Events that several agencies tell, side by side; and one event with what people wrote about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.chronology.pages.same_events import PARTS, SHARED
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.pages.labels import call_people
from sightline.casework.reviews.pages.same_events import EventGroup
from sightline.casework.reviews.pages.terms import REMARKS
from sightline.casework.reviews.selectors.same_events import read_same_events, read_telling
from sightline.casework.reviews.services.same_events import decide_same_event, write_remark
from sightline.chronology.same_events import SameState
from sightline.translation.messages import lazy as _
from sightline.web.chronology.forms import SameEventForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.same_event_forms import RemarkForm
from sightline.web.reviews.views import ACTIVE

HEADINGS = (
    (SameState.PROPOSED, _("To check")),
    (SameState.CONFIRMED, _("Confirmed as one event")),
    (SameState.SEPARATE, _("Kept separate")),
)


@page("GET", "HEAD")
def same_events(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Every group of tellings, those to check first."""
    shown = read_same_events(session, review_id=review_id)
    parts = [
        (heading, [describe_group(one) for one in shown.groups if one.state is state]) for state, heading in HEADINGS
    ]
    return render(request, "reviews/same_events.html", {"shown": shown, "parts": parts, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def one_group(request: HttpRequest, session: ReaderSession, review_id: str, key: str) -> HttpResponse:
    """One group with every telling; say whether it is one event."""
    shown = read_same_events(session, review_id=review_id)
    group = next((one for one in shown.groups if one.key == key), None)
    if group is None:
        raise NotHere
    form = SameEventForm.of(request)
    if form.is_kept(
        lambda: decide_same_event(
            session, review_id=review_id, key=key, is_same=form.is_same, words=form.cleaned_data["words"]
        )
    ):
        messages.success(request, str(_("Your answer is recorded. Each record stays as its agency wrote it.")))
        return redirect("review_same_events", review_id)
    context = {"shown": shown, "group": describe_group(group), "form": form, "active": ACTIVE}
    return form_page(request, "reviews/same_event.html", context)


@page("GET", "HEAD", "POST")
def one_telling(request: HttpRequest, session: ReaderSession, review_id: str, key: str) -> HttpResponse:
    """One event of the chronology: its facts, and apart from them what people wrote about it."""
    shown = read_telling(session, review_id=review_id, key=key)
    form = RemarkForm.of(request, agencies=shown.agencies)
    if form.is_kept(lambda: write_remark(session, review_id=review_id, key=key, **form.cleaned_data)):
        messages.success(request, str(_("It is recorded beside the event.")))
        return redirect("review_telling", review_id, key)
    context = {
        "shown": shown,
        "called": call_people(shown.event.called),
        "says": [(PARTS[part], text) for part, text in shown.says.items()],
        "remarks": [(REMARKS[one.kind], one) for one in shown.remarks],
        "form": form,
        "active": ACTIVE,
    }
    return form_page(request, "reviews/telling.html", context)


def describe_group(group: EventGroup) -> dict[str, object]:
    """A group in words: what its tellings share, and beside each what it says where two differ."""
    return {
        "group": group,
        "shared": [SHARED[one] for one in group.shared],
        "differs": [PARTS[one] for one in group.differs],
        "tellings": [
            (
                one.event,
                call_people(one.event.called),
                [(PARTS[part], one.says[part], part in group.differs) for part in one.says],
            )
            for one in group.tellings
        ],
    }

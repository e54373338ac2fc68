"""The chronology of one person: the tab, and words looked for inside the notes.

Those words stay in the session, on the server: they often name somebody, and an address is kept in many places.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.chronology.rights import check_decides_events
from sightline.casework.chronology.selectors.chronology import read_person
from sightline.casework.chronology.selectors.same_events import read_shared_events
from sightline.casework.chronology.services import decide_shared_event
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.selectors import list_beside
from sightline.casework.notes.selectors.signs import list_signs
from sightline.casework.overview.selectors.overview import read_frame
from sightline.web.chronology.chronology_words import describe_shared_events
from sightline.web.chronology.filters import describe_filter
from sightline.web.chronology.forms import ChronologyAsked, EventAsked, SameEventForm, SearchNotesForm, year_before
from sightline.web.chronology.person_views import show_tab
from sightline.web.chronology.year_grid import draw_grid
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.notes.presenters import signs_of_entries

SEARCHED = "searched_notes"
FILES = (("docx", "Word"), ("xlsx", "Excel"), ("pdf", "PDF"))


@page("GET", "HEAD", "POST")
def chronology(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """The integrated chronology, the newest first. With HTMX only more entries. Posting looks for words."""
    asked = ChronologyAsked.of(request)
    form = SearchNotesForm.of(request)
    if form.is_whole:
        return _search(request, session, person_id, asked, form.cleaned_data["search"])
    chosen = asked.chosen(search=searched(request, person_id, asked))
    shown = read_person(session, person_id=person_id, chosen=chosen)
    context: dict[str, Any] = {
        "shown": shown,
        "chosen": chosen,
        "errors": asked.wrong() | {name: str(said[0]) for name, said in form.errors.items()},
        "filter": describe_filter(asked.sent, chosen, shown),
        "signs_by_record": signs_of_entries(list_signs(session, person_id=person_id)),
        "additions": list_beside(session, record_ids=[one.record_id for one in shown.entries]),
    }
    if request.headers.get("HX-Request"):
        return render(request, "chronology/parts/entries.html", context)
    context["files"], context["print_from"] = FILES, year_before(clock.today()).isoformat()
    context["grid"] = draw_grid(shown.grid, oldest_first=chosen.oldest_first)
    return show_tab(request, session, person_id, "chronology", **context)


@page("GET", "HEAD", "POST")
def shared_events(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """The events that several agencies may tell of, each with every telling; say of one whether it is one event."""
    asked, form = EventAsked.of(request).said["event"], SameEventForm.of(request)
    if form.is_bound:
        check_decides_events(actor=session.actor)
    frame = read_frame(session, person_id=person_id)
    if form.is_kept(
        lambda: decide_shared_event(
            session, person_id=person_id, key=asked, is_same=form.is_same, words=form.cleaned_data["words"]
        )
    ):
        messages.success(request, _("Your answer is recorded. Each record stays as its agency wrote it."))
        return redirect("person_shared_events", person_id)
    shown = read_shared_events(session, person_id=person_id)
    context = {
        "frame": frame, "shown": shown, "form": form, "asked": asked, "tab": "shared_events", "active": "find",
        "events": describe_shared_events(shown.events),
        "days": describe_shared_events(shown.days, first=len(shown.events) + 1),
        "open_days": asked in {one.key for one in shown.days},
    }  # fmt: skip
    return form_page(request, "chronology/person_shared_events.html", context)


def searched(request: HttpRequest, person_id: str, asked: ChronologyAsked) -> str:
    """The words looked for in the notes of this person, where the address says that its list is of a search.

    Those of another person count for nothing, and the tab's own address starts with every entry again.
    """
    if not asked.said["searched"]:
        return ""
    whose, words = request.session.get(SEARCHED) or ("", "")
    return str(words) if whose == person_id else ""


def _search(
    request: HttpRequest, session: ReaderSession, person_id: str, asked: ChronologyAsked, words: str
) -> HttpResponse:
    read_frame(session, person_id=person_id)  # of whom the reader may not open, nothing is looked for
    request.session[SEARCHED] = [person_id, words]
    query = asked.sent.copy()
    for name in ("after", "searched"):
        query.pop(name, None)
    if words:
        query["searched"] = "1"
    address = reverse("person_chronology", args=[person_id])
    return redirect(f"{address}?{query.urlencode()}#chronology" if query else f"{address}#chronology")

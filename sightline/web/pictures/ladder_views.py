"""The escalation ladder of one action: the page with its table, and the drawing as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework.core.session import ReaderSession
from sightline.casework.worklist.selectors.work import read_item_view
from sightline.pictures.escalation_ladder import draw_ladder
from sightline.web.core.doorway import page
from sightline.web.core.files import DrawnFile, picture_page
from sightline.web.pictures.ladder_story import local, tell_steps


@page("GET", "HEAD")
def item_ladder(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Who was told, when, and what happened to the deadline, as a picture and as a table."""
    shown = read_item_view(session, item_id=item_id)
    context = {"shown": shown, "picture": draw_ladder(tell_steps(shown)), "active": "work"}
    return render(request, "pictures/item_ladder.html", context)


@page("GET", "HEAD", "POST")
def item_ladder_file(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Ask what the drawing is for; once posted, the drawing as a file of its own."""

    def draw(reader: ReaderSession) -> DrawnFile:
        shown = read_item_view(reader, item_id=item_id)
        return DrawnFile(
            draw_ladder(tell_steps(shown)), local(shown.now).date(), people=0 if shown.person is None else 1
        )

    back = reverse("item_ladder", args=[item_id])
    return picture_page(request, session, name="steps", back=back, active="work", draw=draw)

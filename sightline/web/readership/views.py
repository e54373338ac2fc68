"""Who has looked at a child: each look with its reader, day, pages and reason, and the same in a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.overview.selectors.overview import read_frame
from sightline.casework.readership.pages import LOOKED_AT, LookedAt, ReadershipLine, ReadershipQuestion
from sightline.casework.readership.selectors import list_readership
from sightline.casework.readership.services import export_readership
from sightline.web.core.doorway import page
from sightline.web.core.files import purpose_page, send_file
from sightline.web.core.pagination import page_by_place
from sightline.web.readership.forms import ReadershipAsked
from sightline.web.readership.presenters import looks_in_words


@page("GET", "HEAD")
def readership(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Looks at one child, newest first, fifty a page."""
    asked = ReadershipAsked.of(request)
    question, before = asked.question(), asked.said["before"]
    found = list_readership(session, person_id=person_id, question=question, before=before or None)
    context = {
        "found": found,
        "lines": [(line, looks_in_words(line.actions), _shows(line)) for line in found.lines],
        "question": question,
        "asked": question != ReadershipQuestion(),
        "frame": read_frame(session, person_id=person_id),
        "paging": page_by_place(asked=asked, later=found.older_before, name="before"),
        "query": asked.query(before=""),
        "active": "audit",
    }
    return render(request, "readership/readership.html", context)


def _shows(line: ReadershipLine) -> str:
    """What the row shows, where it is not the child's own page."""
    return "" if line.looked_at is LookedAt.CHILD else LOOKED_AT[line.looked_at]


@page("GET", "HEAD", "POST")
def readership_file(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Ask what a file of the same looks is for; once posted, the file, without limit."""
    question = ReadershipAsked.of(request).question()
    list_readership(session, person_id=person_id, question=question, limit=1)
    read_frame(session, person_id=person_id)

    def make(purpose: str) -> HttpResponse:
        content = export_readership(session, person_id=person_id, question=question, purpose=purpose)
        return send_file(content, named="who-looked.csv", kind="text/csv; charset=utf-8")

    title, back = str(_("Download who looked at this child")), reverse("readership", args=[person_id])
    return purpose_page(request, title=title, back=back, active="audit", make=make)

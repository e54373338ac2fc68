"""The page of matching quality: how sure Sightline is that records are of one person, in pictures and tables."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.rights import can_choose
from sightline.casework.learning.selectors.linkage_quality import read_linkage_quality
from sightline.web.core.doorway import page
from sightline.web.core.files import picture_file
from sightline.web.data.forms import LinkageQualityAsked
from sightline.web.data.linkage_pictures import against_in_words, blocking_in_words, draw_quality


@page("GET", "HEAD")
def linkage_quality(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every section with its picture, and the pair that was chosen."""
    read = read_linkage_quality(session, sequence=LinkageQualityAsked.of(request).said["pair"])
    context = {
        "page": read, "drawn": draw_quality(read), "active": "linkage_quality",
        "may_choose": can_choose(actor=session.actor),
        "against": against_in_words(read.quality.shared_names) if read.quality else [],
        "blocking": blocking_in_words(read.quality.blocking) if read.quality else "",
    }  # fmt: skip
    return render(request, "data/linkage_quality.html", context)


@page("GET", "HEAD")
def linkage_quality_picture(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """One of the pictures as a file of its own; the page, where there is none."""
    said = LinkageQualityAsked.of(request).said
    read = read_linkage_quality(session, sequence=said["pair"])
    drawn = draw_quality(read).get(said["picture"])
    if drawn is None or read.quality is None:
        return redirect("linkage_quality")
    return picture_file(session, drawn, up_to=read.quality.up_to)

"""The page of the words that teams use of children, in counts, for those who lead them.

A newcomer would get this wrong: nobody's name is on it, and there is no link from a number to a note.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework import selectors
from sightline.casework.actors import Actor
from sightline.web.doorway import page


@page("GET", "HEAD")
def words_used(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One team's numbers, for six months."""
    used = selectors.read_words_used(actor=actor, team_id=request.GET.get("team", ""), to=request.GET.get("to", ""))
    return render(request, "sightline/words_used.html", {"used": used, "active": "words_used"})

"""The words that teams use of children: in counts for those who lead them, and notes that a supervisor reads again.

Nobody's name is on either page, and there is no link from a number to a note.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.selectors.supervisor_review import list_to_read_again
from sightline.casework.notes.selectors.wording_counts import read_words_used
from sightline.web.core.doorway import page
from sightline.web.notes.forms import WordsUsedAsked


@page("GET", "HEAD")
def words_used(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """One team's numbers, for six months."""
    asked = WordsUsedAsked.of(request).said
    month = f"{asked['to']:%Y-%m}" if asked["to"] else ""
    used = read_words_used(session, team_id=asked["team"], to=month)
    return render(request, "notes/words_used.html", {"used": used, "active": "words_used"})


@page("GET", "HEAD")
def to_read_again(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Notes of one's own team to be read again."""
    listed = list_to_read_again(session)
    return render(request, "notes/to_read_again.html", {"listed": listed, "active": "words_used"})

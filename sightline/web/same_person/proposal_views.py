"""The pages "named in notes: the same?": what is asked, and one question with both sides.

What is posted is a proposal's id and an answer. Which two it is about is read from the snapshot, never taken from the
form.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.same_person.pages.proposals import NotedLine
from sightline.casework.same_person.services.note_proposals import answer_noted, list_noted, read_noted
from sightline.translation.lists import in_a_row
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import AfterAsked, page_by_place
from sightline.web.core.whens import day_of_when
from sightline.web.same_person.forms import NotedAnswerForm

ACTIVE = "same_person"


@page("GET", "HEAD")
def noted_all(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What notes name and may be the same, those first that would connect most children."""
    asked = AfterAsked.of(request)
    listed = list_noted(session, after=asked.said["after"])
    paging = page_by_place(asked=asked, later=listed.next_after)
    return render(request, "same_person/note_proposals.html", {"listed": listed, "paging": paging, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def noted(request: HttpRequest, session: ReaderSession, proposal_id: str) -> HttpResponse:
    """One of them, both sides; an answer that is posted is kept and the page shown again with what agrees."""
    shown = read_noted(session, proposal_id=proposal_id)
    alike = [(one.proposal_id, in_a_line(one)) for one in shown.alike]
    form = NotedAnswerForm.of(request, alike=alike)
    kept: list[int] = []
    if form.is_kept(lambda: kept.append(len(answer_noted(session, proposal_id=proposal_id, **form.cleaned_data)))):
        messages.success(request, say_kept(kept[0]))
        return redirect("noted", proposal_id)
    context = {"shown": shown, "form": form, "active": ACTIVE}
    return form_page(request, "same_person/note_proposal.html", context)


def say_kept(answers: int) -> str:
    """That so many answers are kept."""
    if answers == 1:
        return _("Your answer is saved. It applies from the next update.")
    return _("Your %(answers)s answers are saved. They apply from the next update.") % {"answers": answers}


def in_a_line(line: NotedLine) -> str:
    """The note of a proposal: its sentence, when, and who stands on the record."""
    side = line.sides[0]
    names = in_a_row([one.name for one in side.standing if one.name])
    said = f"“{side.before}{side.words or side.text}{side.behind}” {day_of_when(side.occurred_from)}"
    return _("%(note)s, about %(names)s") % {"note": said, "names": names} if names else said

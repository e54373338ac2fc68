"""The pages of finding: the form box by box, and who was found by it or by the box of every page.

What was typed stays in the session, on the server. So it is in no address, reading the results again is safe, and going
back to them from a child's page still works.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.selectors import find_all
from sightline.casework.people.search import check_may_find
from sightline.casework.subject_files.selectors import people_with_files
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.finding.forms import BoxForm, FindForm
from sightline.web.finding.presenters import lay_out_found

LOOKED_FOR, BOX = "looked_for", "typed"


@page("GET", "HEAD", "POST")
def find(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The form box by box; once that or the one box is posted, what was typed is kept and the results are shown."""
    check_may_find(session)
    box = BoxForm.of(request)
    if box.is_whole:
        request.session[LOOKED_FOR] = {BOX: box.cleaned_data[BOX]}
        return redirect("found")
    form = FindForm.of(request)
    if not form.is_whole:
        return form_page(request, "finding/find.html", {"form": form, "active": "find"})
    request.session[LOOKED_FOR] = form.as_typed()
    return redirect("found")


@page("GET", "HEAD")
def found(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Who was found, and why."""
    check_may_find(session)
    kept = request.session.get(LOOKED_FOR) or {}
    box, form = BoxForm(kept), FindForm(kept)
    if not (box.is_valid() or form.is_valid()):
        return redirect("find")
    typed = box.cleaned_data[BOX] if box.is_valid() else ""
    results = find_all(session, asked=typed or form.terms())
    people = lay_out_found(results)
    with_file = people_with_files(session, person_ids=[one.person.person_id for one in people if one.person])
    context = {"results": results, "people": people, "with_file": with_file, "typed": typed, "active": "find"}
    return render(request, "finding/found.html", context)

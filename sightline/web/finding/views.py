"""The pages of finding: the form box by box, and who was found by it or by the box of every page.

What was typed stays in the session, on the server. So it is in no address, reading the results again is safe, and going
back to them from a child's page still works.
"""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.access.pages.entry_kinds import PURPOSES
from sightline.casework.access.selectors.children import find_known
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.selectors import find_all
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import check_may_find
from sightline.casework.subject_files.selectors.files import people_with_files
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.purposes import stated_purpose
from sightline.web.finding.forms import BOX, BoxForm, FindForm
from sightline.web.finding.presenters import lay_out_found

LOOKED_FOR, FRESH = "looked_for", "found_anew"


@page("GET", "HEAD", "POST")
def find(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The form box by box; once that or the one box is posted, what was typed is kept and the results are shown."""
    check_may_find(session)
    box, form = BoxForm.of(request), FindForm.of(request)
    if box.is_whole:
        return show(request, box.as_typed())
    if form.is_whole:
        return show(request, form.as_typed())
    return form_page(request, "finding/find.html", {"form": form, "active": "find"})


@page("GET", "HEAD")
def found(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Who was found, and why."""
    check_may_find(session)
    asked = read_kept(request)
    if asked is None:
        return redirect("find")
    results = find_all(session, asked=asked)
    people = lay_out_found(results, fresh=frozenset(request.session.get(FRESH) or ()))
    with_file = people_with_files(session, person_ids=[one.person.person_id for one in people if one.person])
    purpose = stated_purpose(request)
    context = {
        "known": find_known(session, terms=results.terms, purpose=purpose),
        "purpose": purpose,
        "purposes": PURPOSES.items(),
        "results": results,
        "people": people,
        "with_file": with_file,
        "typed": asked if isinstance(asked, str) else "",
        "active": "find",
    }
    return render(request, "finding/found.html", context)


def show(request: HttpRequest, typed: dict[str, str], fresh: Collection[str] = ()) -> HttpResponse:
    """Keep what was typed, and what of the results is new, and go to the results."""
    request.session[LOOKED_FOR], request.session[FRESH] = typed, sorted(fresh)
    return redirect("found")


def read_kept(request: HttpRequest) -> str | SearchTerms | None:
    """What was typed last, by either form; None where nothing was."""
    kept = request.session.get(LOOKED_FOR) or {}
    box, form = BoxForm(kept), FindForm(kept)
    if box.is_valid():
        return str(box.cleaned_data[BOX])
    return form.terms() if form.is_valid() else None

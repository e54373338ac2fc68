"""The page of one's saved searches: open one, watch it or not, delete it; and the button that saves one.

What a search looks for is shown to the account that saved it and to information governance. It is in no address.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.selectors import list_every_search, list_searches
from sightline.casework.finding.services import change_watching, delete_search, open_search, save_search
from sightline.casework.inbox.services import take_about_as_read
from sightline.casework.people.selectors import check_may_find
from sightline.web.core.doorway import page
from sightline.web.finding.forms import BOX, FindForm, WatchAsked
from sightline.web.finding.presenters import name_searches
from sightline.web.finding.views import read_kept, show


@page("GET", "HEAD")
def searches(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The account's saved searches."""
    lines = name_searches(list_searches(session))
    return render(request, "finding/searches.html", {"lines": lines, "active": "searches"})


@page("GET", "HEAD")
def every_search(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The saved searches of every account, for information governance."""
    lines = name_searches(list_every_search(session))
    return render(request, "finding/searches_all.html", {"lines": lines, "active": "access"})


@page("POST")
def save(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Save the search whose results were shown last."""
    check_may_find(session)
    asked = read_kept(request)
    if asked is None:
        return redirect("find")
    watch = WatchAsked.posted(request).said["watch"]
    save_search(session, asked=asked, watch=watch)
    what_next = (
        _("You get a notice when the search finds something new.") if watch else _("You can open it from this page.")
    )
    messages.success(request, _("The search is saved. %(what_next)s") % {"what_next": what_next})
    return redirect("searches")


@page("POST")
def open_again(request: HttpRequest, session: ReaderSession, saved_id: str) -> HttpResponse:
    """Show the results of a saved search, with what is new in them; its notices are read."""
    asked, fresh = open_search(session, saved_id=saved_id)
    take_about_as_read(session, about_id=saved_id)
    return show(request, {BOX: asked} if isinstance(asked, str) else FindForm.boxes_of(asked), fresh)


@page("POST")
def watch(request: HttpRequest, session: ReaderSession, saved_id: str) -> HttpResponse:
    """Watch a saved search, or stop."""
    is_watched = WatchAsked.posted(request).said["watch"]
    change_watching(session, saved_id=saved_id, watch=is_watched)
    messages.success(
        request,
        _("You get a notice when the search finds something new.")
        if is_watched
        else _("You have stopped watching this search."),
    )
    return redirect("searches")


@page("POST")
def delete(request: HttpRequest, session: ReaderSession, saved_id: str) -> HttpResponse:
    """Delete a saved search."""
    delete_search(session, saved_id=saved_id)
    messages.success(request, _("The search is deleted."))
    return redirect("searches")

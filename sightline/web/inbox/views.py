"""The page of one's notices, and the button that says that they are read.

Opening this page makes nothing read. Opening what a notice is about does, and so does the button, up to the newest
notice that stood on the page.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.inbox.selectors import list_notices
from sightline.casework.inbox.services import take_notices_as_read
from sightline.web.core.doorway import page
from sightline.web.inbox.forms import NoticesAsked

ACTIVE = "notices"


@page("GET", "HEAD")
def notices(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What came to the account, the newest first, one line a matter."""
    listed = list_notices(session)
    return render(request, "inbox/notices.html", {"listed": listed, "active": ACTIVE})


@page("POST")
def notices_read(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """All that stood on the page is read."""
    take_notices_as_read(session, through=NoticesAsked.posted(request).said["through"])
    messages.success(request, _("The notices are marked as read. You must still do the work that needs your answer."))
    return redirect("notices")

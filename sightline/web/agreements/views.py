"""The page of agreements."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.agreements.selectors import list_agreements
from sightline.casework.core.session import ReaderSession
from sightline.web.core.doorway import page


@page("GET", "HEAD")
def agreements(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every agreement and how it stands today, those that wait for a person first."""
    lines = sorted(list_agreements(session), key=lambda one: one.notice.since if one.notice else date.max)
    return render(request, "agreements/agreements.html", {"lines": lines, "active": "agreements"})

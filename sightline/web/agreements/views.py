"""The pages of agreements, and of files that came without one."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.agreements.selectors import list_agreements
from sightline.casework.core.session import ReaderSession
from sightline.casework.disclosures.selectors import list_disclosures, read_disclosure
from sightline.casework.disclosures.services import ratify, withdraw
from sightline.casework.ledger.rights import can_read_ledger
from sightline.web.agreements.forms import RATIFY, SettleForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page

ACTIVE = "agreements"


@page("GET", "HEAD")
def agreements(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every agreement and how it stands today, those that wait for a person first."""
    lines = sorted(list_agreements(session), key=lambda one: one.notice.since if one.notice else date.max)
    context = {
        "lines": lines,
        "emergencies": list_disclosures(session),
        "reads_ledger": can_read_ledger(actor=session.actor),
        "active": ACTIVE,
    }
    return render(request, "agreements/agreements.html", context)


@page("GET", "HEAD", "POST")
def disclosure(request: HttpRequest, session: ReaderSession, number: int) -> HttpResponse:
    """A file that came in an emergency: who let it in and why, and the form that ratifies or withdraws it."""
    disclosure_id = f"emergency-{number}"
    shown = read_disclosure(session, disclosure_id=disclosure_id)
    form = SettleForm.of(request, shown=shown)
    if form.is_kept(lambda: _settle(session, disclosure_id, form)):
        messages.success(request, _("We have recorded your decision."))
        return redirect("agreements")
    return form_page(request, "agreements/emergency.html", {"shown": shown, "form": form, "active": ACTIVE})


def _settle(session: ReaderSession, disclosure_id: str, form: SettleForm) -> int:
    said = form.cleaned_data
    settle = ratify if said["decision"] == RATIFY else withdraw
    return settle(session, disclosure_id=disclosure_id, reason=said["why"])

"""The pages of possible missed opportunities of a review, and of an agency's own account of one."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.pages import (
    CalledMoment,
    LackShown,
    ReviewOpportunitiesPage,
)
from sightline.casework.earlier_knowledge.selectors.opportunities import (
    need_moment,
    read_review_moment,
    read_review_opportunities,
)
from sightline.casework.reviews.pages.agency_accounts import REPLIED, AskedAccount
from sightline.casework.reviews.pages.labels import call_person
from sightline.casework.reviews.selectors.agency_accounts import read_asked
from sightline.casework.reviews.services.agency_accounts import ask_agency, give_account
from sightline.review.opportunities.findings import MomentOutcome
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.opportunity_forms import AgencyAccountForm, AskAgencyForm

ACTIVE = "learning_reviews"
UNCLEAR = {
    "not_known_to_agency": _("No record shows that the agency knew"),
    "no_data": _("The agency’s data of that time were not received"),
    "no_day": _("No record says when it was recorded"),
    "not_read": _("What could show it is outside the terms of the review, or kept back"),
}
UNCLEAR_THEN = ("not_known_to_agency", "no_day")  # of what was known; the others are of what was done
FOLLOWED = {  # why nothing that followed is listed; of a moment that was missed it is
    MomentOutcome.TAKEN: _(
        "The action was taken in time. Sightline looks for harm and further signs only where it was not."
    ),
    MomentOutcome.CANNOT_TELL: _(
        "Sightline does not list what followed, because it cannot tell what was done in time."
    ),
    MomentOutcome.NOTHING_FOLLOWED: _("No harm and no further sign was recorded in the time that counts."),
}
FEW = _("fewer than 5")
HINDSIGHT = _("With hindsight: by rules made later, not in force then")


@page("GET", "HEAD")
def opportunities(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Possible missed opportunities of a review, what is not known, and good practice."""
    shown = read_review_opportunities(session, review_id=review_id)
    missed = shown.missed
    context = {
        "shown": shown,
        "missed": missed,
        "tables": [
            (caption, [(one, call_person(one.called), _state_of(one, shown.accounts)) for one in some])
            for caption, hindsight in ((_("Possible missed opportunities"), False), (HINDSIGHT, True))
            if (some := [one for one in missed if bool(one.moment.made_on) is hindsight])
        ],
        "counts": list(_count_rows(shown, missed)),
        "quiet": [(one, call_person(one.called)) for one in shown.nothing_followed],
        "unclear": [(one, call_person(one.called), UNCLEAR[one.moment.unclear or ""]) for one in shown.cannot_tell],
        "rules": list(
            {one.moment.timed.id: one.moment.timed for one in (*missed, *shown.nothing_followed, *shown.taken)}.values()
        ),
        "taken": [(one, call_person(one.called)) for one in shown.taken],
        "active": ACTIVE,
    }
    return render(request, "reviews/opportunities.html", context)


def _state_of(one: CalledMoment, accounts: Iterable[AskedAccount]) -> str:
    """What became of the agency's own account of a moment; empty where nobody asked."""
    states = [asked.state for asked in accounts if asked.moment_id == one.moment.moment_id]
    return states[-1] if states else ""


def _count_rows(
    shown: ReviewOpportunitiesPage, missed: Iterable[CalledMoment]
) -> Iterator[tuple[str, str, list[int | str]]]:
    for moment in {one.moment.call_id: one.moment for one in missed}.values():
        yield moment.kind.label, moment.says, _numbers(shown.counts[moment.call_id])


def _numbers(count: LackShown) -> list[int | str]:
    return [FEW if one is None else one for one in (count.lacking_then_harm, count.lacking_no_harm, count.taken)]


@page("GET", "HEAD")
def one_moment(request: HttpRequest, session: ReaderSession, review_id: str, moment_id: str) -> HttpResponse:
    """One moment: the rule, what the agency knew then, what followed, and the agency's own account."""
    shown = read_review_moment(session, review_id=review_id, moment_id=moment_id)
    moment = shown.one.moment
    context = {
        "shown": shown,
        "moment": moment,
        "called": call_person(shown.one.called),
        "unclear_then": UNCLEAR[moment.unclear] if moment.unclear in UNCLEAR_THEN else "",
        "unclear": UNCLEAR[moment.unclear] if moment.unclear and moment.unclear not in UNCLEAR_THEN else "",
        "followed": FOLLOWED.get(moment.outcome, ""),
        "accounts": [(one, [(each, REPLIED[each.word]) for each in one.given]) for one in shown.accounts],
        "active": ACTIVE,
    }
    return render(request, "reviews/moment.html", context)


@page("GET", "HEAD", "POST")
def ask(request: HttpRequest, session: ReaderSession, review_id: str, moment_id: str) -> HttpResponse:
    """Ask the agency for its own account of a moment."""
    moment = need_moment(session, review_id=review_id, moment_id=moment_id)
    form = AskAgencyForm.of(request)

    def send() -> None:
        said = form.cleaned_data
        ask_agency(session, review_id=review_id, moment=moment, username=said["username"], words=said["words"])

    if form.is_kept(send):
        messages.success(request, str(_("The agency is asked. The account sees this under Learning reviews.")))
        return redirect("review_moment", review_id, moment_id)
    context = {"review_id": review_id, "moment": moment, "form": form, "active": ACTIVE}
    return form_page(request, "reviews/moment_ask.html", context)


@page("GET", "HEAD", "POST")
def agency_account(request: HttpRequest, session: ReaderSession, asked_id: str) -> HttpResponse:
    """What an agency is asked, and its own account."""
    shown = read_asked(session, asked_id=asked_id)
    form = AgencyAccountForm.of(request)
    if form.is_kept(lambda: give_account(session, asked_id=asked_id, account=form.read_account())):
        messages.success(request, str(_("Your agency’s account is recorded. The review’s authors can read it.")))
        return redirect("agency_account", asked_id)
    said = [(each, REPLIED[each.word]) for each in shown.asked.given]
    return form_page(
        request, "reviews/agency_account.html", {"shown": shown, "said": said, "form": form, "active": ACTIVE}
    )

"""The pages of learning reviews."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.pages.contacts import CONTACT_OUTCOMES
from sightline.casework.reviews.pages.events import OtherTellings
from sightline.casework.reviews.pages.labels import call_people, call_person
from sightline.casework.reviews.pages.silences import ChronologyRow, ReviewChronology, SilenceRow
from sightline.casework.reviews.pages.terms import PROCEEDINGS, ReviewEntryKind
from sightline.casework.reviews.rights import check_sets_terms, holder_of, sets_terms
from sightline.casework.reviews.selectors.agency_accounts import list_asked
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.terms import list_reviews, read_review
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import page_by_number
from sightline.web.reviews.forms import NewReviewForm, ReviewChronologyAsked, ReviewTermsForm
from sightline.web.reviews.presenters import REBUILT_WHY, TERMS, say_contact, say_officers

ACTIVE = "learning_reviews"


@page("GET", "HEAD")
def learning_reviews(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The reviews that the reader may read."""
    context = {
        "lines": list_reviews(session),
        "asked": list_asked(session),
        "may_open": sets_terms(actor=session.actor),
        "active": ACTIVE,
    }
    return render(request, "reviews/reviews.html", context)


@page("GET", "HEAD", "POST")
def open_new(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Open a review."""
    check_sets_terms(actor=session.actor)
    form, kept = NewReviewForm.of(request), list[str]()
    if form.is_kept(lambda: kept.append(open_review(session, review=form.read_review()))):
        messages.success(request, str(_("The review is open and its data are frozen. Add its children next.")))
        return redirect("learning_review", kept[0])
    return form_page(request, "reviews/review_open.html", {"form": form, "active": ACTIVE})


@page("GET", "HEAD")
def one_review(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """One review: its terms, who may read it, and what comes next; for who answers for an agency, what it asks."""
    if holder_of(actor=session.actor):
        return redirect("review_holder", review_id)
    shown = read_review(session, review_id=review_id)
    context = {
        "shown": shown,
        "children": [(one, call_person(one.called)) for one in shown.children],
        "adults": [(one, call_person(one.called)) for one in shown.adults],
        "proceedings": [(one, PROCEEDINGS[one.kind], say_officers(one)) for one in shown.proceedings],
        "contacts": [(one, say_contact(one), CONTACT_OUTCOMES.get(one.outcome, "")) for one in shown.contacts],
        "rebuilt_why": REBUILT_WHY.get(shown.frozen.rebuilt_why, ""),
        "may_disclose": sets_terms(actor=session.actor),
        "tasks": [(str(one), TERMS[one].task) for one in shown.choices],
        "active": ACTIVE,
    }
    return render(request, "reviews/review.html", context)


@page("GET", "HEAD", "POST")
def act(request: HttpRequest, session: ReaderSession, review_id: str, outcome: str) -> HttpResponse:
    """Add to the terms of a review."""
    shown = read_review(session, review_id=review_id)
    if outcome not in shown.choices:
        raise NotHere
    kind = ReviewEntryKind(outcome)
    form = ReviewTermsForm.of(request, kind=kind, authors=shown.authors, people=shown.contacts)
    if form.is_kept(lambda: add_to_terms(session, review_id=review_id, act=form.read_act())):
        messages.success(request, str(TERMS[kind].done))
        return redirect("learning_review", review_id)
    context = {"shown": shown, "form": form, "asked": TERMS[kind], "active": ACTIVE}
    return form_page(request, "reviews/review_act.html", context)


@page("GET", "HEAD")
def chronology(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """The chronology of a review, the oldest first, fifty events a page."""
    asked = ReviewChronologyAsked.of(request)
    said = asked.said
    shown = read_review_chronology(
        session, review_id=review_id, page=said["page"], without_silences=said["without_silences"]
    )
    context = {
        "shown": shown,
        "rows": [_row(shown, one) for one in shown.rows],
        "without_silences": asked.query(without_silences="1"),
        "paging": page_by_number(asked=asked, part=shown.page, parts=shown.pages),
        "active": ACTIVE,
    }
    return render(request, "reviews/chronology.html", context)


def _row(shown: ReviewChronology, one: ChronologyRow) -> tuple[ChronologyRow, str, str, OtherTellings | None, int]:
    """A row with how it calls its people, their ages, who else tells of it, and how many remarks it has."""
    called = call_people(one.called)
    if isinstance(one, SilenceRow):
        return one, called, shown.ages.get(one.clock_id, ""), None, 0
    others, remarks = shown.other_tellings.get(one.event_id), shown.remarks.get(one.event_id, 0)
    return one, called, shown.ages.get(one.event_id, ""), others, remarks

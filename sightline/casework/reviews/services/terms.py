"""Opens a learning review on the data of today, and adds to its terms: people, authors, proceedings, its end.

Nothing is ever taken out of the terms but an author. Whoever was added by mistake is told to information governance,
which closes the review and opens another.
"""

from datetime import date, timedelta

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.item_conflicts import is_certain
from sightline.casework.journal.draft import read_account, read_name, read_words
from sightline.casework.people.selectors import may_open
from sightline.casework.reviews.author_ends import declared_in
from sightline.casework.reviews.histories import ReviewHistory, check_open, need_review
from sightline.casework.reviews.pages.terms import PROCEEDINGS, NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.rights import check_sets_terms
from sightline.casework.reviews.services.contacts import read_contact, read_other
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency, Role
from sightline.model.visibility import Reader
from sightline.review.rules import read_terms_rules
from sightline.sharing import can_see_people
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
MOST_PEOPLE = 100


def open_review(session: ReaderSession, *, review: NewReview) -> str:
    """Open a review on the data that are served now, which are kept for it; the review's id."""
    with REVIEWS.hold(session, action="open_learning_review") as trail:
        check_sets_terms(actor=session.actor)
        if review.from_on > review.to_on:
            raise Usage(
                _("The last day of the period is before the first."),
                code="no_period",
                what_to_do=_("Check both days."),
            )
        if not set(review.agencies) <= set(Agency) or not review.agencies:
            raise Usage(_("No agency is chosen."), code="no_agency", what_to_do=_("Choose the agencies to read."))
        draft = ReviewDraft(
            kind=K.OPENED,
            what=read_name(review.title, missing=_("Enter a title.")),
            words=read_words(review.asks),
            from_on=review.from_on,
            to_on=review.to_on,
            agencies=tuple(sorted(set(review.agencies))),
            snapshot_id=_served_now(session),
        )
        return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def add_to_terms(session: ReaderSession, *, review_id: str, act: ReviewAct) -> str:
    """Add to the terms of an open review; the id of the entry."""
    with REVIEWS.hold(session, action="change_learning_review", subject_id=review_id) as trail:
        check_sets_terms(actor=session.actor)
        found = need_review(session, review_id=review_id)
        check_open(found)
        if act.kind not in found.choices():
            raise NotHere
        return REVIEWS.write(session, subject=None, draft=_read_act(session, found, act), trail=trail).entry_id


def _read_act(session: ReaderSession, found: ReviewHistory, act: ReviewAct) -> ReviewDraft:
    review_id = found.review_id
    match act.kind:
        case K.CHILD | K.ADULT:
            return ReviewDraft(kind=act.kind, review_id=review_id, mention_id=_read_person(session, found, act))
        case K.AUTHOR:
            account, until_on = _read_author(session, found, act.username), _read_last_day(act.on_day)
            return ReviewDraft(kind=act.kind, review_id=review_id, account=account, to_on=until_on)
        case K.AUTHOR_ENDED:
            if act.about not in {row.entry_id for row in found.authors}:
                raise NotHere
            return ReviewDraft(kind=act.kind, review_id=review_id, about=act.about, words=read_words(act.words))
        case K.FROZEN:
            return ReviewDraft(kind=act.kind, review_id=review_id, snapshot_id=_read_newer(session, found))
        case K.OTHER_PERSON:
            return read_other(found, act)
        case K.CONTACT:
            return read_contact(found, act)
        case K.CLOSED:
            return ReviewDraft(kind=act.kind, review_id=review_id, words=read_words(act.words))
        case _:
            return _read_words_of(found, act)


def _read_words_of(found: ReviewHistory, act: ReviewAct) -> ReviewDraft:
    """Proceedings, or a date."""
    review_id = found.review_id
    if act.kind is K.PROCEEDING:
        if act.word not in PROCEEDINGS:
            raise Usage(_("The kind of proceedings is missing."), code="no_word", what_to_do=_("Choose the kind."))
        officer = read_name(act.who, missing=_("Enter the officer in the case, or who leads the proceedings."))
        return ReviewDraft(
            kind=act.kind, review_id=review_id, word=act.word, who=officer, what=act.what.strip(),
            words=act.words.strip(),
        )  # fmt: skip
    if act.kind is K.KEY_DATE:
        if act.on_day is None:
            raise Usage(_("The day is missing."), code="no_day", what_to_do=_("Enter the day."))
        what = read_name(act.what, missing=_("Say what happens on that day."))
        return ReviewDraft(kind=act.kind, review_id=review_id, what=what, on_day=act.on_day)
    raise NotHere


def _read_person(session: ReaderSession, found: ReviewHistory, act: ReviewAct) -> str:
    """The oldest mention of a person whom the account may open and who is not in the terms yet."""
    with session.need_current() as (_snapshot, store):
        mentions = (
            store.mentions_of(person_ids=[act.person_id]) if may_open(store, act.person_id, session.sight) else []
        )
    known = set(found.mention_ids)
    if not mentions:
        raise Usage(
            _("No person has that web address."),
            code="no_person",
            what_to_do=_("Find the person in Sightline and copy the web address of their page."),
        )
    if known & set(mentions) or len(known) >= MOST_PEOPLE:
        raise Usage(
            _("The person is in this review already, or the review has 100 people."),
            code="no_person",
            what_to_do=_("Look at the terms of the review."),
        )
    return sorted(mentions)[0]


def _read_author(session: ReaderSession, found: ReviewHistory, username: str) -> Account:
    """An open account that sees people, is no author yet, and declared no person of the review."""
    account = read_account(username)
    reader = Reader(account.username, Role(account.role), account.agency, account.organisation)
    conflicted = declared_in(session, review_id=found.review_id, mention_ids=found.mention_ids)
    if is_certain(conflicted.get(account.pk, ())):
        raise Refused(
            _("This account declared a person who is in this review."),
            code="conflict",
            what_to_do=_("Choose another author."),
        )
    ended = found.ended(session, found.authors)
    reading = {row.account_id for row in found.authors if row.entry_id not in ended}
    if not can_see_people(reader=reader) or account.pk in reading:
        raise Usage(
            _("This account cannot be an author, or is one already."),
            code="no_account",
            what_to_do=_("Choose an account that reads records and is not an author yet."),
        )
    return account


def _read_last_day(day: date | None) -> date:
    """The last day on which an author reads; the latest that the rule allows where none is said."""
    today = clock.today()
    latest = today + timedelta(days=read_terms_rules().longest_author_days)
    if day is not None and not today <= day <= latest:
        raise Usage(
            _("The last day has passed, or is too far away."),
            code="no_day",
            what_to_do=_("Enter a day within a year. You can add the author again before it ends."),
        )
    return day or latest


def _read_newer(session: ReaderSession, found: ReviewHistory) -> str:
    now = _served_now(session)
    if now == found.frozen.snapshot_id:
        raise Usage(
            _("There are no newer data than those that are frozen."),
            code="no_newer",
            what_to_do=_("Freeze again after the next update."),
        )
    return now


def _served_now(session: ReaderSession) -> str:
    if session.snapshot is None:
        raise Usage(
            _("No data are imported yet."),
            code="no_snapshot",
            what_to_do=_("Ask the operator to import files and run an update."),
        )
    return session.snapshot.id

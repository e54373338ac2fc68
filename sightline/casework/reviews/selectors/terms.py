"""Reads learning reviews: the list, and the terms of one."""

from collections.abc import Iterable

from sightline.casework.audit.trail import OPENED_BY, Trail, audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import FreeText, Texts
from sightline.casework.reviews.agreed_chronologies import own_agency
from sightline.casework.reviews.author_ends import AuthorEnd, declared_in
from sightline.casework.reviews.frozen_data import OPENED_BY_REVIEW, describe_frozen, open_frozen
from sightline.casework.reviews.histories import ReviewHistory, line_of, load_reviews, need_review, need_sender
from sightline.casework.reviews.kept_rows import import_of
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import (
    REMARKS,
    KnownChoices,
    ReviewAuthor,
    ReviewDate,
    ReviewEntryKind,
    ReviewLine,
    ReviewPage,
    ReviewPerson,
    ReviewProceeding,
)
from sightline.casework.reviews.people_names import name_own
from sightline.casework.reviews.rights import sets_terms
from sightline.casework.reviews.selectors.contacts import list_contacts
from sightline.casework.reviews.selectors.holders import holder_yeses
from sightline.casework.reviews.withheld_counts import count_kept_back
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
NOT_TERMS = (
    K.IMPORTED, K.HEADINGS, K.REPORT_DRAFT, K.ANALYSIS, K.ACCOUNT_ASKED, K.ACCOUNT_GIVEN, K.PANEL_DECIDED,
    K.SAME_EVENT, K.SEPARATE_EVENTS, K.CONSENT, K.OTHER_PERSON, K.CONTACT, *map(K, REMARKS),
)  # fmt: skip


def list_reviews(session: ReaderSession) -> tuple[ReviewLine, ...]:
    """The reviews that the account may read, or may answer for its agency, the newest first."""
    with audited(session, action="list_learning_reviews") as trail:
        check_people(actor=session.actor)
        found = [one for one in load_reviews() if one.may_read(session) or one.may_agree(session)]
        trail.add("learning_review", [one.review_id for one in found])
        return tuple(line_of(session, one) for one in found)


def read_review(session: ReaderSession, *, review_id: str) -> ReviewPage:
    """The terms of a review; NotHere where the account may not read it."""
    with audited(session, action="read_learning_review") as trail:
        found = open_audited(session, trail, review_id)
        frozen = describe_frozen(session, found)
        children, adults = _name_people(session, found, trail) if frozen.is_readable else _unnamed(found)
        said = _texts(session, found)
        end = found.closed
        return ReviewPage(
            line=line_of(session, found),
            opened_by=found.opened.by,
            asks=said[found.opened.text_sha].words,
            agencies=tuple(found.opened.agencies),
            children=children,
            adults=adults,
            authors=_authors(session, found),
            proceedings=_proceedings(found, said),
            dates=tuple(
                ReviewDate(said[row.text_sha].what, row.on_day) for row in found.entries.of(K.KEY_DATE) if row.on_day
            ),
            holders=tuple(one for one in holder_yeses(session, found) if one.in_force),
            kept_back=count_kept_back(session, found) if frozen.is_readable else (),
            frozen=frozen,
            imports=tuple(import_of(session, found, row) for row in found.entries.of(K.IMPORTED)),
            may_import=bool(own_agency(session, found)),
            choices=found.choices() if sets_terms(actor=session.actor) else (),
            contacts=list_contacts(session, found),
            closed_at=end.at if end else "",
            closed_why=said[end.text_sha].words if end else "",
        )


def read_known_choices(session: ReaderSession, *, review_id: str) -> KnownChoices:
    """Of which people and agencies of a review one may ask what was known; NotHere where the account may not read."""
    with audited(session, action="read_known_choices") as trail:
        found = open_audited(session, trail, review_id)
        agencies = tuple(found.opened.agencies)
        return KnownChoices(line_of(session, found), (*found.children, *found.adults), agencies, found.holders)


def open_audited(session: ReaderSession, trail: Trail, review_id: str) -> ReviewHistory:
    """The review, for what is audited here and by other selectors: what is read of it was opened by its terms."""
    trail.add("learning_review", [review_id])
    trail.details = {OPENED_BY: OPENED_BY_REVIEW}
    check_people(actor=session.actor)
    return need_review(session, review_id=review_id)


def name_people(session: ReaderSession, found: ReviewHistory) -> tuple[ReviewPerson, ...]:
    """Each person of the review with the name and birth dates of the frozen data; for what is audited by itself."""
    with open_frozen(session, found) as frozen:
        return tuple(name_own(frozen, called, Trail()) for called in frozen.people)


def count_named(session: ReaderSession, found: ReviewHistory, record_ids: Iterable[str]) -> int:
    """How many people a file of a review names: the review's own, and all others whom its records name."""
    with open_frozen(session, found, leaves=True) as frozen:
        named = frozen.store.people_on(record_ids=sorted(set(record_ids)))
        return len(frozen.people) + len(set[str]().union(*named.values()) - {"", *frozen.people.values()})


def _authors(session: ReaderSession, found: ReviewHistory) -> tuple[ReviewAuthor, ...]:
    """Its authors, and why some read no more. A declared person is told to who sets terms alone."""
    governs, ended = sets_terms(actor=session.actor), found.ended(session, found.authors)
    asked = declared_in(session, review_id=found.review_id, mention_ids=found.mention_ids) if governs else {}
    return tuple(
        ReviewAuthor(
            entry_id=row.entry_id,
            username=_username(row),
            since=row.at,
            added_by=row.by,
            until_on=row.to_on,
            ended=ended.get(row.entry_id, ""),
            may_conflict=row.entry_id not in ended and row.account_id in asked,
        )
        for row in found.authors
        if governs or ended.get(row.entry_id) is not AuthorEnd.CONFLICT
    )


def open_for_sender(session: ReaderSession, trail: Trail, review_id: str) -> ReviewHistory:
    """The same for who sends an agency's chronology too: information governance of the agency."""
    trail.add("learning_review", [review_id])
    trail.details = {OPENED_BY: OPENED_BY_REVIEW}
    check_people(actor=session.actor)
    return need_sender(session, review_id=review_id)


def _name_people(
    session: ReaderSession, found: ReviewHistory, trail: Trail
) -> tuple[tuple[ReviewPerson, ...], tuple[ReviewPerson, ...]]:
    with open_frozen(session, found) as frozen:
        people = {called: name_own(frozen, called, trail) for called in frozen.people}
    return tuple(people[one] for one in found.children), tuple(people[one] for one in found.adults)


def _unnamed(found: ReviewHistory) -> tuple[tuple[ReviewPerson, ...], tuple[ReviewPerson, ...]]:
    return tuple(map(ReviewPerson, found.children)), tuple(map(ReviewPerson, found.adults))


def _texts(session: ReaderSession, found: ReviewHistory) -> dict[str, FreeText]:
    """The words of the terms by their hash; the tables of imports are read where they are shown."""
    kept = (row for row in found.entries.all if row.kind not in NOT_TERMS)
    shas = [row.text_sha for row in (found.opened, *kept)]
    texts = Texts(session, shas)
    return {sha: texts.of(sha, mention_ids=found.mention_ids) for sha in shas}


def _proceedings(found: ReviewHistory, said: dict[str, FreeText]) -> tuple[ReviewProceeding, ...]:
    rows = found.entries.of(K.PROCEEDING)
    texts: Iterable[tuple[ReviewEntry, FreeText]] = ((row, said[row.text_sha]) for row in rows)
    return tuple(ReviewProceeding(row.word, text.who, text.what, text.words) for row, text in texts)


def _username(row: ReviewEntry) -> str:
    return row.account.username if row.account else str(_("Not known"))

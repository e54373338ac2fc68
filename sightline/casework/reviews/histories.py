"""Reads reviews and works out the terms of each from its entries: children, authors, holders, frozen data, the end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from django.db.models import Q

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.state import EntryRows
from sightline.casework.protection.free_text import Texts, are_kept
from sightline.casework.retention.closed_reviews import ClosedReview
from sightline.casework.reviews.author_ends import AuthorEnd, ended_authors
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import ReviewEntryKind, ReviewLine
from sightline.casework.reviews.rights import holder_of, sets_terms
from sightline.known_facts.holders import name_holder
from sightline.model.errors import Refused
from sightline.model.when import london_day
from sightline.review.report.sentences import OTHER
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
MOST_LETTERS = len(ascii_uppercase)


@dataclass(frozen=True, slots=True)
class ReviewHistory:
    """One review and what was decided since."""

    opened: ReviewEntry
    entries: EntryRows[ReviewEntry]

    @property
    def review_id(self) -> str:
        """Its id."""
        return self.opened.entry_id

    @property
    def from_on(self) -> date:
        """The first day of its period."""
        return self.opened.from_on or date.min

    @property
    def to_on(self) -> date:
        """The last day of its period."""
        return self.opened.to_on or date.max

    @property
    def children(self) -> dict[str, str]:
        """A mention of each child, by the letter that pages call them by, in the order in which they were added."""
        return {letter_of(place): row.mention_id for place, row in enumerate(self.entries.of(K.CHILD))}

    @property
    def adults(self) -> dict[str, str]:
        """A mention of each adult, by the number that pages call them by."""
        return {str(place): row.mention_id for place, row in enumerate(self.entries.of(K.ADULT), start=1)}

    @property
    def others(self) -> dict[str, ReviewEntry]:
        """The entry of each person outside the terms whom the review contacts, by how pages call them."""
        return {f"{OTHER}{place}": row for place, row in enumerate(self.entries.of(K.OTHER_PERSON), start=1)}

    @property
    def authors(self) -> tuple[ReviewEntry, ...]:
        """The entries that name an author who has not been taken off."""
        ended = {row.about for row in self.entries.of(K.AUTHOR_ENDED)}
        return tuple(row for row in self.entries.of(K.AUTHOR) if row.entry_id not in ended)

    @property
    def imports(self) -> tuple[ReviewEntry, ...]:
        """The entries of imported chronologies that nobody has withdrawn."""
        withdrawn = {row.about for row in self.entries.of(K.IMPORT_WITHDRAWN)}
        return tuple(row for row in self.entries.of(K.IMPORTED) if row.entry_id not in withdrawn)

    @property
    def mention_ids(self) -> tuple[str, ...]:
        """A mention of each of its people."""
        return (*self.children.values(), *self.adults.values())

    @property
    def yeses(self) -> dict[tuple[str, str], ReviewEntry]:
        """By agency and organisation the yes by which the review reads that body's restricted records today."""
        last = {(row.agency, row.organisation): row for row in self.entries.of(K.HOLDER_YES)}
        return {body: row for body, row in last.items() if self.is_in_force(row)}

    @property
    def holders(self) -> tuple[str, ...]:
        """The bodies that let the review read their restricted records."""
        named = (name_holder(agency, organisation) if organisation else agency for agency, organisation in self.yeses)
        return tuple(sorted(named))

    def is_in_force(self, yes: ReviewEntry) -> bool:
        """Whether today is not after the last day of a holder's yes, and nobody withdrew it. Without a day it is no."""
        ended = {row.about for row in self.entries.of(K.HOLDER_ENDED)}
        return yes.to_on is not None and clock.today() <= yes.to_on and yes.entry_id not in ended

    @property
    def chosen(self) -> ReviewEntry:
        """The entry by which somebody chose the day whose data the review reads."""
        return self.entries.last(K.FROZEN) or self.opened

    @property
    def rebuilt(self) -> ReviewEntry | None:
        """The entry that says that these data were built again; None where they never were."""
        last = self.entries.last(K.REBUILT)
        return last if last and last.about == self.chosen.entry_id else None

    @property
    def frozen(self) -> ReviewEntry:
        """The entry that names the data which the review reads now."""
        return self.rebuilt or self.chosen

    @property
    def closed(self) -> ReviewEntry | None:
        """The entry that closed it; None while it is open."""
        return self.entries.first(K.CLOSED)

    def is_author(self, session: ReaderSession) -> bool:
        """Whether the account is one of its authors, and still reads: see `author_ends`."""
        number = session.actor.account_id
        own = [row for row in self.authors if number is not None and row.account_id == number]
        return len(own) > len(self.ended(session, own))

    def ended(self, session: ReaderSession, authors: Iterable[ReviewEntry]) -> dict[str, AuthorEnd]:
        """By entry of these authors, why they read no more without anybody having removed them."""
        return ended_authors(session, authors, review_id=self.review_id, mention_ids=self.mention_ids)

    def may_read(self, session: ReaderSession) -> bool:
        """Whether the account reads it: who sets terms, and its authors while it is open."""
        return sets_terms(actor=session.actor) or (self.closed is None and self.is_author(session))

    def may_agree(self, session: ReaderSession) -> bool:
        """Whether the account answers for the restricted records of one of its agencies."""
        return holder_of(actor=session.actor) in self.opened.agencies

    def choices(self) -> tuple[ReviewEntryKind, ...]:
        """What can be added to the terms now."""
        if self.closed:
            return ()
        ended = (K.AUTHOR_ENDED,) if self.authors else ()
        contact = (K.CONTACT,) if self.mention_ids or self.others else ()
        people = (K.CHILD, K.ADULT, K.AUTHOR, *ended)
        return (*people, K.PROCEEDING, K.OTHER_PERSON, *contact, K.KEY_DATE, K.FROZEN, K.CLOSED)


def letter_of(place: int) -> str:
    """`A` to `Z`, then `AA`."""
    more, own = divmod(place, MOST_LETTERS)
    return (letter_of(more - 1) if more else "") + ascii_uppercase[own]


def load_reviews() -> list[ReviewHistory]:
    """Every review, the newest first."""
    return _with_entries(ReviewEntry.objects.reviews())


def need_review(session: ReaderSession, *, review_id: str) -> ReviewHistory:
    """The review of that id; NotHere where the account may not read it."""
    found = _with_entries(ReviewEntry.objects.reviews().filter(entry_id=review_id))
    if not found or not found[0].may_read(session):
        raise NotHere
    return found[0]


def need_asked(session: ReaderSession, *, review_id: str) -> ReviewHistory:
    """The review for information governance of one of its agencies; NotHere for everybody else."""
    found = _with_entries(ReviewEntry.objects.reviews().filter(entry_id=review_id))
    if not found or not found[0].may_agree(session):
        raise NotHere
    return found[0]


def need_sender(session: ReaderSession, *, review_id: str) -> ReviewHistory:
    """The review for who reads it, and for information governance of its agencies; NotHere for everybody else."""
    found = _with_entries(ReviewEntry.objects.reviews().filter(entry_id=review_id))
    if not found or not (found[0].may_read(session) or found[0].may_agree(session)):
        raise NotHere
    return found[0]


def check_open(found: ReviewHistory) -> None:
    """Refused where the review is closed."""
    if found.closed:
        raise Refused(
            _("The review is closed."), code="review_closed", what_to_do=_("Open a new review, if one is needed.")
        )


def frozen_snapshot_ids() -> frozenset[str]:
    """The snapshots that open reviews read: they are kept until the review is closed or freezes newer data."""
    return frozenset(one.frozen.snapshot_id for one in load_reviews() if one.closed is None)


def list_closed() -> Iterator[ClosedReview]:
    """Closed reviews in which something can still be read; for retention alone."""
    for found in load_reviews():
        if found.closed is None:
            continue
        rows = ReviewEntry.objects.filter(Q(review_id=found.review_id) | Q(entry_id=found.review_id))
        if are_kept(rows.exclude(text_sha="").values_list("text_sha", flat=True)):
            yield ClosedReview(
                review_id=found.review_id,
                closed_on=london_day(found.closed.at),
                period=(found.from_on, found.to_on),
                agencies=tuple(found.opened.agencies),
                mention_ids=found.mention_ids,
                record_ids=frozenset(one for ids in rows.values_list("record_ids", flat=True) for one in ids),
                row_ids=tuple(rows.filter(kind=K.ROW).values_list("entry_id", flat=True)),
            )


def line_of(session: ReaderSession, found: ReviewHistory) -> ReviewLine:
    """The review as a line of the list."""
    said = Texts(session, [found.opened.text_sha]).of(found.opened.text_sha)
    return ReviewLine(
        review_id=found.review_id,
        title=said.what,
        from_on=found.from_on,
        to_on=found.to_on,
        opened_at=found.opened.at,
        children=len(found.children),
        is_open=found.closed is None,
    )


def _with_entries(reviews: Iterable[ReviewEntry]) -> list[ReviewHistory]:
    found = list(reviews)
    later: dict[str, list[ReviewEntry]] = {one.entry_id: [] for one in found}
    for row in (
        ReviewEntry.objects.about(later)
        .exclude(kind__in=(K.ROW, K.ROW_CORRECTED, K.CONCLUDED))
        .select_related("account")
    ):
        later[row.review_id].append(row)
    return [ReviewHistory(one, EntryRows(later[one.entry_id])) for one in found]

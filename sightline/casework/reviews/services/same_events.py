"""Records whether tellings are one event, and what people write about one. No telling is ever changed or merged."""

from collections.abc import Iterable

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.reviews.event_groups import find_groups
from sightline.casework.reviews.events import list_events, with_imports
from sightline.casework.reviews.frozen_data import open_frozen
from sightline.casework.reviews.histories import check_open, need_review
from sightline.casework.reviews.pages.events import AnyEvent
from sightline.casework.reviews.pages.terms import REMARKS, ReviewEntryKind
from sightline.casework.reviews.selectors.same_events import need_event
from sightline.casework.reviews.tellings import as_kept
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

K = ReviewEntryKind
MOST_THEME = 100  # letters


def decide_same_event(session: ReaderSession, *, review_id: str, key: str, is_same: bool, words: str) -> str:
    """Say that the tellings of a group are one event, or are not; the id of the entry. The last answer counts."""
    with REVIEWS.hold(session, action="answer_review_same_event", subject_id=review_id) as trail:
        found = need_review(session, review_id=review_id)
        check_open(found)
        said = read_words(words)
        with open_frozen(session, found) as frozen:
            events = with_imports(session, found, list_events(frozen, found))
            group = next((one for one in find_groups(session, found, frozen, events) if one.key == key), None)
        if group is None:
            raise NotHere
        draft = ReviewDraft(
            kind=K.SAME_EVENT if is_same else K.SEPARATE_EVENTS,
            review_id=review_id,
            words=said,
            who=as_kept(group.event_ids),
            record_ids=_records(one.event for one in group.tellings),
        )
        return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def write_remark(session: ReaderSession, *, review_id: str, key: str, kind: str, agency: str, words: str) -> str:
    """Write something about an event for an agency of the review, or for none; the id of the entry."""
    with REVIEWS.hold(session, action="write_review_remark", subject_id=review_id) as trail:
        found = need_review(session, review_id=review_id)
        check_open(found)
        if kind not in REMARKS:
            raise Usage(_("The kind is missing."), code="no_kind", what_to_do=_("Choose what you write."))
        if agency and agency not in found.opened.agencies:
            raise NotHere
        said = read_words(words) if kind != K.THEME else words.strip()[:MOST_THEME]
        if not said:
            raise Usage(_("Nothing is written."), code="no_words", what_to_do=_("Write what you want to add."))
        with open_frozen(session, found) as frozen:
            event = need_event(with_imports(session, found, list_events(frozen, found)), key)
        draft = ReviewDraft(
            kind=K(kind),
            review_id=review_id,
            agency=agency,
            words=said,
            who=as_kept([event.event_id]),
            record_ids=_records([event]),
        )
        return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def _records(events: Iterable[AnyEvent]) -> tuple[str, ...]:
    return tuple(sorted({record for one in events for record in one.record_ids}))

"""The key of a review's codes, sealed among what was decided about the review and never in a file that leaves."""

import json
import secrets

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.writer import ReviewDraft
from sightline.review.anonymous.codes import CodeBook, pack_codes, unpack_codes

K = ReviewEntryKind
LEAST_WEEKS, MOST_WEEKS, WEEK = 4, 26, 7


def key_entry(found: ReviewHistory) -> ReviewEntry | None:
    """The entry of the newest key; None where nobody made an anonymised file."""
    return found.entries.last(K.CODE_KEY)


def read_key(session: ReaderSession, found: ReviewHistory) -> tuple[CodeBook, tuple[str, ...]]:
    """The key as it is kept, and the words that people added to it; a new one where there is none, or it was erased.

    What nothing may show any more gives its code back as it is. A new key has the next number.
    """
    rows = found.entries.of(K.CODE_KEY)
    packed = Texts(session, [rows[-1].text_sha]).table_of(rows[-1].text_sha) if rows else None
    if packed:
        return unpack_codes(packed["key"]), tuple(packed["added"])
    weeks = LEAST_WEEKS + secrets.randbelow(MOST_WEEKS - LEAST_WEEKS + 1)
    number = 1 + max((row.counts.get("key", 0) for row in rows), default=0)
    return CodeBook(number, WEEK * weeks * secrets.choice((-1, 1))), ()


def key_draft(found: ReviewHistory, book: CodeBook, added: tuple[str, ...]) -> ReviewDraft:
    """The key, to be kept."""
    kept = json.dumps({"key": json.loads(pack_codes(book)), "added": list(added)}, ensure_ascii=False, sort_keys=True)
    return ReviewDraft(
        kind=K.CODE_KEY,
        review_id=found.review_id,
        who=kept,
        counts={"key": book.number, "codes": len(book.forms)},
    )

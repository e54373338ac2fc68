"""Reads contact of a review with its people: of each the last that was recorded."""

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.contacts import ReviewContact
from sightline.casework.reviews.pages.terms import ReviewEntryKind

K = ReviewEntryKind


def list_contacts(session: ReaderSession, found: ReviewHistory) -> tuple[ReviewContact, ...]:
    """Of each person of a review the last that was recorded of contact with them; for what is audited by itself."""
    last = {row.about: row for row in found.entries.of(K.CONTACT)}
    texts = Texts(session, [row.text_sha for row in last.values()])
    contacts = []
    for called in (*found.children, *found.adults):
        if row := last.get(called):
            said = texts.of(row.text_sha, mention_ids=found.mention_ids)
            contacts.append(ReviewContact(called, row.word, row.on_day, said.who, said.what, said.words, row.by))
        else:
            contacts.append(ReviewContact(called))
    return tuple(contacts)

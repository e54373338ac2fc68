"""Reads contact of a review with its people, and with others by role: of each the last that was recorded."""

from collections.abc import Callable
from dataclasses import replace

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import FreeText, Texts
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.contacts import ReviewContact
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.review.report.sentences import say_role

K = ReviewEntryKind


def list_contacts(session: ReaderSession, found: ReviewHistory) -> tuple[ReviewContact, ...]:
    """Of each person the last that was recorded of contact with them; for what is audited by itself."""
    last = {row.about: row for row in found.entries.of(K.CONTACT)}
    texts = Texts(session, [row.text_sha for row in (*last.values(), *found.others.values())])

    def read(row: ReviewEntry) -> FreeText:
        return texts.of(row.text_sha, mention_ids=found.mention_ids)

    contacts = [ReviewContact(called) for called in (*found.children, *found.adults)]
    for called, other in found.others.items():
        role = read(other).who
        contacts.append(ReviewContact(called, role, say_role(role) == role))
    return tuple(_with_last(one, last[one.called], read) if one.called in last else one for one in contacts)


def _with_last(one: ReviewContact, row: ReviewEntry, read: Callable[[ReviewEntry], FreeText]) -> ReviewContact:
    said = read(row)
    return replace(
        one, outcome=row.word, on_day=row.on_day, post=said.who, officer=said.what, words=said.words, by=row.by
    )

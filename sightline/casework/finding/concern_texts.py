"""Looks for words in concerns that no run has taken in: they are in no index, and are read one by one.

What somebody entered lies readable in the casework database, on SQLite and on PostgreSQL alike. It is opened as far as
the reader may see it, without what is protected, and only the newest are read.
"""

from collections.abc import Sequence
from datetime import date

from sightline.casework.concerns.live_entries import concerns_above, shown_cells, undone_answers
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.rights import visible_concerns
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import IN_CONCERN, WhyFound
from sightline.casework.finding.query import plain_words
from sightline.casework.finding.snippets import mark_words
from sightline.casework.people.search import may_open
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot

MOST_READ = 100
Entered = tuple[str, WhyFound]  # whom it is about ("" where nobody is known yet), and why


def find_entered(
    session: ReaderSession, *, snapshot: Snapshot, store: SnapshotReader, words: Sequence[str]
) -> list[Entered]:
    """Concerns that hold every word, newest first, each with whom it is about, where the reader may open them."""
    if not words:
        return []
    newest = list(reversed(concerns_above(session, snapshot)))[:MOST_READ]
    with_text = [(one, text) for one in visible_concerns(session, newest) if (text := _text_of(session, one, words))]
    undone = undone_answers() if with_text else frozenset()
    people = store.people_of(mention_ids=sorted({one.about_mention_id for one, _ in with_text if one.about_mention_id}))
    found = []
    for one, text in with_text:
        person_id = people.get(one.about_mention_id, "") if one.sequence not in undone else ""
        on = one.said["happened_on"]
        why = WhyFound(
            IN_CONCERN, layout=one.layout, on=date.fromisoformat(on) if on else None,
            record_id=one.record_id, concern_id=one.concern_id,
            snippet=mark_words(text, words=words),
        )  # fmt: skip
        found.append((person_id if person_id and may_open(store, person_id, session.sight) else "", why))
    return found


def _text_of(session: ReaderSession, concern: Concern, words: Sequence[str]) -> str:
    """The first of its boxes that holds one of the words; empty where its boxes do not hold them all."""
    texts = [text for text in shown_cells(session, concern).values() if text]
    held = [set(plain_words(text)) for text in texts]
    if not set(words) <= set().union(*held):
        return ""
    return max(zip(texts, held, strict=True), key=lambda one: len(one[1] & set(words)))[0]

"""Finds people of one whole name among those whom a reader may open."""

from collections.abc import Sequence

from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import may_open
from sightline.model.visibility import RowFilter
from sightline.store.search.reader import name_words
from sightline.store.snapshot_reader import SnapshotReader

MOST_SHOWN, WHOLE_NAME = 50, 2
MOST_LOOKED_AT = 500


def find_same_name(store: SnapshotReader, person: PersonSummary, sight: RowFilter) -> Sequence[str]:
    """Others whom visible records call by all words of the person's name; nobody where it is no whole name."""
    words = [word for word in dict.fromkeys(name_words(person.name)) if len(word) > 1]
    if len(words) < WHOLE_NAME:
        return ()
    limit = MOST_LOOKED_AT if sight.only_people_of else MOST_SHOWN + 2
    found = store.people_named(words=words, sight=sight, limit=limit)
    return [one for one in found if one != person.person_id and may_open(store, one, sight)]

"""Who are a body's own people, in `serve.sqlite`: those whom its systems record, and those whom a decision opens to it.

Whoever needs a reason is kept in the same way, and has no body: then only those given for a reason are theirs.

What somebody of that body wrote in Sightline makes nobody its own: else entering a concern would open the child.
"""

import json

from sightline.model.visibility import NO_BODY, WRITTEN_HERE, RowFilter

OF_BODY = (
    f"agency = ? AND organisation = ? AND NOT sealed AND substr(layout, 1, {len(WRITTEN_HERE)}) <> '{WRITTEN_HERE}'"
)
# One parameter however many there are: a reader can have a reason for thousands of children.
GIVEN = "SELECT person_id FROM main.record_naming WHERE mention_id IN (SELECT value FROM json_each(?)) AND NOT sealed"
# The children to whom a snapshot is cut, in the connection that is cut: in any other there is no such table.
OPENED = "SELECT person_id FROM temp.opened_child"


def own_people(*, sight: RowFilter, column: str) -> tuple[str, tuple[str, ...]]:
    """A condition over a column of person ids: whether the reader may open them; true of all who are kept to nobody."""
    if sight.only_people_of is None:
        return "1 = 1", ()
    if sight.is_cut:
        return f"{column} IN ({OPENED})", ()
    shared, kinds = _shared(sight)
    recorded = f"EXISTS (SELECT 1 FROM main.said AS own WHERE own.person_id = {column} AND {OF_BODY}{shared})"
    if not sight.given:
        return recorded, (*sight.only_people_of, *kinds)
    return f"({recorded} OR {column} IN ({GIVEN}))", (*sight.only_people_of, *kinds, json.dumps(sight.given))


def list_own_people(*, sight: RowFilter) -> tuple[str, tuple[str, ...]]:
    """A query of the person ids of all of them, for a reader who is kept to them."""
    return (OPENED, ()) if sight.is_cut else find_own_people(sight=sight)


def find_own_people(*, sight: RowFilter) -> tuple[str, tuple[str, ...]]:
    """The same where they must be found first, in a snapshot that is not cut yet."""
    given = (json.dumps(sight.given),)
    if sight.only_people_of in (None, NO_BODY):
        return GIVEN, given
    shared, kinds = _shared(sight)
    but_rolls = f" AND layout NOT IN ({', '.join('?' * len(sight.rolls))})" if sight.rolls else ""
    recorded = f"SELECT person_id FROM main.said WHERE what = 'in records' AND {OF_BODY}{but_rolls}{shared}"
    own = (*(sight.only_people_of or NO_BODY), *sight.rolls, *kinds)
    return (f"{recorded} UNION {GIVEN}", (*own, *given)) if sight.given else (recorded, own)


def _shared(sight: RowFilter) -> tuple[str, tuple[str, ...]]:
    """Records that no agreement shares any more make nobody the body's own either."""
    condition, kinds = sight.not_shared.shown()
    return (f" AND {condition}", kinds) if condition else ("", ())

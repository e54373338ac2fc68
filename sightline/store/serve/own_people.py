"""Who are a body's own people, in `serve.sqlite`: those whom its systems record, and those whom a decision opens to it.

What somebody of that body wrote in Sightline makes nobody its own: else entering a concern would open the child.
"""

from sightline.model.visibility import WRITTEN_HERE, RowFilter

OF_BODY = (
    f"agency = ? AND organisation = ? AND NOT sealed AND substr(layout, 1, {len(WRITTEN_HERE)}) <> '{WRITTEN_HERE}'"
)


def own_people(*, sight: RowFilter, column: str) -> tuple[str, tuple[str, ...]]:
    """A condition over a column of person ids: whether the reader may open them; true of all who are kept to nobody."""
    if sight.only_people_of is None:
        return "1 = 1", ()
    recorded = f"EXISTS (SELECT 1 FROM said AS own WHERE own.person_id = {column} AND {OF_BODY})"
    if not sight.given:
        return recorded, sight.only_people_of
    return f"({recorded} OR {column} IN ({_given(sight)}))", (*sight.only_people_of, *sight.given)


def list_own_people(*, sight: RowFilter) -> tuple[str, tuple[str, ...]]:
    """A query of the person ids of all of them, for a reader who is kept to them."""
    recorded = f"SELECT person_id FROM said WHERE what = 'in records' AND {OF_BODY}"
    given = f" UNION {_given(sight)}" if sight.given else ""
    return f"{recorded}{given}", (*(sight.only_people_of or ("", "")), *sight.given)


def _given(sight: RowFilter) -> str:
    placeholders = ", ".join("?" * len(sight.given))
    return f"SELECT person_id FROM record_naming WHERE mention_id IN ({placeholders}) AND NOT sealed"

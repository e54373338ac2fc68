"""Finds the restricted records of one child that a reader does not see otherwise, for emergency access alone.

No page but that of an opening asks for these: everything else stays as it was, also while the opening runs. A sealed
identity is never among them, and a protected address is never in the text.
"""

from collections.abc import Collection

from sightline.casework.chronology.selectors.windows import read_source
from sightline.casework.concerns.live_entries import entries_above
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import said_of
from sightline.model.nouns import HandlingMarking, Role
from sightline.model.rows.people import ServedChronologyLine
from sightline.model.visibility import Reader, Visibility
from sightline.sharing import can_see, can_see_in_emergency, emergency_filter

ALL_RESTRICTED = Reader("", Role.INFORMATION_GOVERNANCE, "")  # sees every restricted concern, and none that is sealed


def find_restricted(session: ReaderSession, *, person_id: str) -> list[ServedChronologyLine]:
    """The entries, the newest first; NotHere where the reader may not open the child's own page."""
    reader = session.actor.reader
    with session.need_current() as (snapshot, store):
        said_of(store, person_id, session.sight)
        entered = entries_above(session, snapshot=snapshot, store=store, person_id=person_id, reader=ALL_RESTRICTED)
        with session.open_with_restricted(snapshot) as whole:  # also what people restricted since
            source = read_source(whole, emergency_filter(reader=reader), person_id, entered)
            return [row for row in reversed(source.rows) if _is_opened(reader, row, session.hidden)]


def child_mention(session: ReaderSession, *, person_id: str) -> str:
    """A mention of the child in a record that the reader sees anyway."""
    with session.need_current() as (_, store):
        namings = store.namings(person_id=person_id, sight=session.sight)
        return min((row["mention_id"] for row in namings), default="")


def _is_opened(reader: Reader, row: ServedChronologyLine, hidden: Collection[str]) -> bool:
    is_restricted = bool(row["restricted"]) or row["record_id"] in hidden
    markings = (str(HandlingMarking.RESTRICTED),) if is_restricted else ()
    seen = Visibility(row["agency"], row["organisation"], row["layout"], is_restricted, markings)
    return not can_see(reader=reader, item=seen) and can_see_in_emergency(reader=reader, item=seen)

"""What a file of a chronology has beside each event: who else tells of it, remarks, disputes, and child seen or not."""

from collections.abc import Mapping, Sequence

from sightline.casework.core.session import ReaderSession
from sightline.casework.reviews.event_groups import find_groups, find_other_tellings, remarks_of
from sightline.casework.reviews.frozen_data import open_frozen
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.columns import ChronologyColumn
from sightline.casework.reviews.pages.events import AnyEvent, ReviewEvent
from sightline.casework.reviews.pages.same_events import EventRemark
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.tellings import seen_by_record
from sightline.chronology.same_events import TellingPart
from sightline.model.agency_names import name_agency
from sightline.translation.messages import lazy as _

K, C = ReviewEntryKind, ChronologyColumn
COLUMN_OF = {
    str(K.COMMENT): C.COMMENTS,
    str(K.EVENT_ANALYSIS): C.ANALYSIS,
    str(K.SIGNIFICANCE): C.SIGNIFICANCE,
    str(K.KEY_EPISODE): C.KEY,
    str(K.THEME): C.THEMES,
}
DISPUTED = _("Yes, no reply yet")
SEEN_IN = {TellingPart.SEEN: C.SEEN, TellingPart.ALONE: C.ALONE}


def read_beside(
    session: ReaderSession, found: ReviewHistory, events: Sequence[AnyEvent]
) -> dict[str, dict[ChronologyColumn, str]]:
    """By event and column; for what is audited by itself. Only events that are in the file count."""
    beside: dict[str, dict[ChronologyColumn, str]] = {one.event_id: {} for one in events}
    with open_frozen(session, found, leaves=True) as frozen:
        for event_id, other in find_other_tellings(find_groups(session, found, frozen, events)).items():
            agencies = ", ".join(name_agency(one) for one in other.agencies)
            said = _("%(agencies)s (confirmed)") if other.is_confirmed else _("%(agencies)s (proposed)")
            beside[event_id][C.SAME] = str(said % {"agencies": agencies})
        for one in events:
            if isinstance(one, ReviewEvent):
                seen = seen_by_record(frozen, one)
                beside[one.event_id] |= {SEEN_IN[part]: text for part, text in seen.items()}
    for event_id in session.disputed & beside.keys():
        beside[event_id][C.DISPUTED] = str(DISPUTED)
    for event_id, remarks in remarks_of(session, found).items():
        if event_id in beside:
            _add_remarks(beside[event_id], remarks)
    return beside


def _add_remarks(row: dict[ChronologyColumn, str], remarks: Sequence[EventRemark]) -> None:
    said: Mapping[ChronologyColumn, list[str]] = {column: [] for column in COLUMN_OF.values()}
    for one in remarks:
        who = ", ".join(filter(None, (name_agency(one.agency), one.by, one.at[:10])))
        said[COLUMN_OF[one.kind]].append(f"{one.words} ({who})")
    row |= {column: "\n".join(lines) for column, lines in said.items() if lines}

"""Reads as the house, for no reader: nothing of it is shown but through the rights of each reader.

The two layouts are those of concerns that people enter here, which are no agency's files.
"""

from collections.abc import Iterable

from sightline.casework.core.session import ReaderSession
from sightline.model.rows.records import ServedVisibility
from sightline.model.visibility import RowFilter, Visibility

LAYOUT, PROFESSIONAL_LAYOUT = "sightline_concerns", "sightline_professional_concerns"
THE_HOUSE = RowFilter("1 = 1", ())
OWN_LAYOUTS = (LAYOUT, PROFESSIONAL_LAYOUT)


def people_of(session: ReaderSession, mention_ids: Iterable[str]) -> dict[str, str]:
    """Whom mentions name, in the current snapshot."""
    wanted = sorted({one for one in mention_ids if one})
    with session.open_current() as opened:
        return dict(opened[1].people_of(mention_ids=wanted)) if opened and wanted else {}


def visibility(row: ServedVisibility) -> Visibility:
    """What the filter reads of a row of the snapshot."""
    markings = ("SEALED IDENTITY",) if row["sealed"] else ()
    return Visibility(row["agency"], row["organisation"], row["layout"], bool(row["restricted"]), markings)

"""The clocks of one record that go the straight line together, and whether facts have answered them."""

from collections.abc import Iterable

from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.straight_line.candidates import is_answered
from sightline.model.rows.clocks import ServedPagedClock
from sightline.store.serve.clocks import ClocksWanted

MOST_OF_A_RECORD = 500


def clocks_of_record(session: ReaderSession, *, rule_id: str, record_id: str) -> list[ServedPagedClock]:
    """As the house, for no reader: the clocks of a record under a rule, stopped or not."""
    with session.open_current() as opened:
        if opened is None:
            return []
        wanted = ClocksWanted(record_id=record_id, rule_ids=(rule_id,))
        return opened[1].conclusions.clocks(wanted=wanted, sight=THE_HOUSE, size=MOST_OF_A_RECORD)


def answered_items(session: ReaderSession, items: Iterable[Item]) -> dict[str, str]:
    """Of these items of the straight line those that facts have answered: item id, and the record of a fact."""
    found = {}
    for item in items:
        rows = clocks_of_record(session, rule_id=item.rule_id, record_id=item.record_id)
        if is_answered(rule_id=item.rule_id, stopped=[bool(row["stopped_at"]) for row in rows]):
            found[item.item_id] = next(row["stopped_by_record_id"] or "" for row in rows if row["stopped_at"])
    return found

"""The actions that a breach opens: one for information governance, and one for each who must protect an address."""

from sightline.casework.breaches.models import BreachEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import (
    DATA_BREACH,
    EXPOSED_ADDRESS,
    Candidate,
    calendar,
    close_by_fact,
    open_item,
)
from sightline.casework.straight_line.services import tell
from sightline.escalation import INFORMATION_GOVERNANCE, read_escalation_rules, regulator_deadline
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _


def regulator_due(*, noticed_at: str) -> str:
    """The last moment to tell the regulator of a breach that was noticed then."""
    return regulator_deadline(noticed_at=noticed_at, calendar=calendar())


def open_for_governance(session: ReaderSession, entry: BreachEntry) -> str:
    """Ask information governance to decide, with the deadline for the regulator; the id of the action.

    The stages count from when the breach was noticed, as the deadline does: of a late report several are told at once.
    """
    candidate = _of_governance(entry)
    open_item(session, candidate=candidate, opened_at=entry.happened_at, now=entry.at)
    return candidate.item_id


def action_of(breach_id: str) -> str:
    """The id of the action that a breach opened for information governance."""
    return make_id("item", DATA_BREACH, breach_id)


def close_for_governance(session: ReaderSession, *, breach_id: str, now: str) -> bool:
    """Close it: whether to tell the regulator and the people at risk is decided."""
    return close_by_fact(session, item_id=action_of(breach_id), record_id="", now=now)


def tell_of_address(session: ReaderSession, *, breach_id: str, holder: str, by: str, now: str) -> tuple[str, ...]:
    """Tell police and the agency that holds an address at once, each by an action of its own; the actions' ids.

    Told again, they keep the action that they have.
    """
    agencies = dict.fromkeys((Agency.POLICE.value, holder or Agency.POLICE.value))
    candidates = [_of_address(breach_id, agency, by, now) for agency in agencies]
    for candidate in candidates:
        if open_item(session, candidate=candidate, opened_at=now, now=now):
            tell(session, item_id=candidate.item_id, now=now)
    return tuple(one.item_id for one in candidates)


def _of_governance(entry: BreachEntry) -> Candidate:
    return Candidate(
        rule_id=DATA_BREACH,
        rule_version=read_escalation_rules()[DATA_BREACH].version,
        source=DATA_BREACH,
        due_at=entry.happened_at,
        about=_("Someone reported a data breach. Decide whether to tell the regulator and the people at risk."),
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=entry.entry_id,
        urgent=True,
        always=True,
        opened_by=entry.by,
        known_from=entry.happened_at,
        arrived_at=entry.at,
        deadline_at=regulator_due(noticed_at=entry.happened_at),
    )


def _of_address(breach_id: str, agency: str, by: str, now: str) -> Candidate:
    return Candidate(
        rule_id=EXPOSED_ADDRESS,
        rule_version=read_escalation_rules()[EXPOSED_ADDRESS].version,
        source=EXPOSED_ADDRESS,
        due_at=now,
        about=_(
            "An address may be known to a person who must not know it. Call the person who reported it. Then make "
            "sure that the people there are safe."
        ),
        agency=agency,
        about_id=breach_id,
        urgent=True,
        always=True,
        opened_by=by,
        nth=agency,
        straight=True,
        arrived_at=now,
    )

"""The actions that a breach opens: one for information governance, and one for each who must protect an address."""

from dataclasses import replace

from sightline.casework.breaches.models import BreachEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_BREACH, EXPOSED_ADDRESS, Candidate, calendar, open_item
from sightline.casework.escalation.services.entry_actions import EntryAction, open_action
from sightline.casework.straight_line.services import tell
from sightline.escalation import read_escalation_rules, regulator_deadline
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

DECIDE = EntryAction(
    DATA_BREACH,
    about=_("Someone reported a data breach. Decide whether to tell the regulator and the people at risk."),
)


def regulator_due(*, noticed_at: str) -> str:
    """The last moment to tell the regulator of a breach that was noticed then."""
    return regulator_deadline(noticed_at=noticed_at, calendar=calendar())


def open_for_governance(session: ReaderSession, entry: BreachEntry) -> str:
    """Ask information governance to decide, with the deadline for the regulator; the id of the action.

    The stages count from when the breach was noticed, as the deadline does: of a late report several are told at once.
    """
    due_at, noticed_at = regulator_due(noticed_at=entry.happened_at), entry.happened_at
    candidate = DECIDE.candidate(
        about_id=entry.entry_id, by=entry.by, at=entry.at, deadline_at=due_at, due_at=noticed_at
    )
    return open_action(session, replace(candidate, urgent=True, known_from=noticed_at), now=entry.at)


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

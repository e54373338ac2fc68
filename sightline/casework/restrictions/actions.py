"""The action that a restriction opens on its last day."""

from sightline.casework.escalation.engine import RESTRICTION, Candidate
from sightline.casework.restrictions.models import RestrictionEntry
from sightline.escalation import INFORMATION_GOVERNANCE, read_escalation_rules
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

ABOUT = _("The day has come until which a record is restricted. Decide whether to lift the restriction.")


def decision_about(entry: RestrictionEntry, *, until_at: str) -> Candidate:
    """The action, from the end of the day. Made longer, it is another one."""
    return Candidate(
        rule_id=RESTRICTION,
        rule_version=read_escalation_rules()[RESTRICTION].version,
        source=RESTRICTION,
        due_at=until_at,
        about=ABOUT,
        agency=Agency.PARTNERSHIP,
        ladder=INFORMATION_GOVERNANCE,
        about_id=entry.about or entry.entry_id,
        opened_as=make_id("item", RESTRICTION, entry.entry_id),
        always=True,
        opened_by=entry.by,
        arrived_at=until_at,
        deadline_at=until_at,
    )


def action_of(entry: RestrictionEntry) -> str:
    """The id of that action."""
    return make_id("item", RESTRICTION, entry.entry_id)

"""The action that a restriction opens on its last day."""

from dataclasses import replace

from sightline.casework.escalation.engine import RESTRICTION, Candidate
from sightline.casework.escalation.services.entry_actions import EntryAction
from sightline.casework.restrictions.models import RestrictionEntry
from sightline.translation.messages import lazy as _

DECIDE = EntryAction(
    RESTRICTION, about=_("The day has come until which a record is restricted. Decide whether to lift the restriction.")
)


def decision_about(entry: RestrictionEntry, *, until_at: str) -> Candidate:
    """The action, from the end of the day. Made longer, it is another one."""
    about_id = entry.about or entry.entry_id
    candidate = DECIDE.candidate(about_id=about_id, by=entry.by, at=until_at, deadline_at=until_at)
    return replace(candidate, opened_as=DECIDE.item_id(entry.entry_id))

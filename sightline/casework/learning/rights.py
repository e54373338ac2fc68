"""Who confirms examples: whoever looks after the rules and may open records."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.permissions import check_people
from sightline.casework.notes.feedback_selectors import may_list_marks_said
from sightline.model.errors import Refused
from sightline.sharing import can_see_people
from sightline.translation.messages import lazy as _


def check_confirms(*, actor: Actor) -> None:
    """Refused for whoever does not."""
    if not may_list_marks_said(actor=actor):
        raise Refused(
            _("Only the people who look after the rules can confirm examples."),
            code="not_for_role",
            what_to_do=_("Report what is wrong or overlooked on the record's own page. They read it."),
        )
    check_people(actor=actor)


def can_confirm(*, actor: Actor) -> bool:
    """Whether the actor confirms examples."""
    return may_list_marks_said(actor=actor) and can_see_people(reader=actor.reader)

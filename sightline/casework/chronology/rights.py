"""Who says whether records tell of one event: roles that see people and answer or propose who is whom."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import check_people
from sightline.model.errors import Refused
from sightline.sharing import can_answer_same_person, can_propose_same_person
from sightline.translation.messages import lazy as _


def can_decide_events(*, actor: Actor) -> bool:
    """Whether the role says if records tell of one event."""
    return can_answer_same_person(reader=actor.reader) or can_propose_same_person(reader=actor.reader)


def check_decides_events(*, actor: Actor) -> None:
    """Refused where the role only reads."""
    check_people(actor=actor)
    if not can_decide_events(actor=actor):
        raise Refused(
            _("Your role cannot say whether records tell of one event."),
            code="not_for_role",
            what_to_do=_("Tell a member of staff who works with the child what you know."),
        )

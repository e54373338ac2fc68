"""Who proposes that records are of one person or of two: roles that see people and answer no possible match."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import check_people
from sightline.model.errors import Refused
from sightline.sharing import can_answer_same_person, can_propose_same_person
from sightline.translation.messages import lazy as _


def check_proposes(*, actor: Actor) -> None:
    """Refused where the role proposes nothing."""
    check_people(actor=actor)
    if not can_propose_same_person(reader=actor.reader):
        raise Refused(
            _("Your role cannot propose that records are about one person or two."),
            code="not_for_role",
            what_to_do=_("If you answer possible matches, decide it yourself. Otherwise tell your manager."),
        )


def check_reads_proposals(*, actor: Actor) -> None:
    """Refused where the role neither proposes nor answers."""
    if not can_answer_same_person(reader=actor.reader):
        check_proposes(actor=actor)

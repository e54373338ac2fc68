"""Who confirms examples: whoever looks after the rules and may open records. Who says which models are in force."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import check_people
from sightline.casework.notes.selectors.feedback import may_list_marks_said
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing import can_see_files, can_see_people
from sightline.translation.messages import lazy as _

MAY_CHOOSE = (Role.INFORMATION_GOVERNANCE, Role.PARTNERSHIP_EXECUTIVE, Role.OPERATOR)


def check_confirms(*, actor: Actor) -> None:
    """Refused for whoever does not."""
    if not may_list_marks_said(actor=actor):
        raise Refused(
            _("Only the people who look after the rules can confirm examples."),
            code="not_for_role",
            what_to_do=_(
                "On the record's own page, report what is wrong or overlooked. The "
                "people who look after the rules read it."
            ),
        )
    check_people(actor=actor)


def can_confirm(*, actor: Actor) -> bool:
    """Whether the actor confirms examples."""
    return may_list_marks_said(actor=actor) and can_see_people(reader=actor.reader)


def check_chooses(*, actor: Actor) -> None:
    """Refused for whoever does not say which model reads notes."""
    if not can_choose(actor=actor):
        raise Refused(
            _("Only the partnership executive, information governance and the operator can choose the model of notes."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def check_chooses_linkage(*, actor: Actor) -> None:
    """Refused for whoever does not say which model links records: the same people as for notes."""
    if not can_choose(actor=actor):
        raise Refused(
            _("Only the partnership executive, information governance and the operator can choose the matching model."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def can_choose(*, actor: Actor) -> bool:
    """Whether the actor says which models are in force."""
    return actor.reader.role in MAY_CHOOSE


def check_reads_linkage(*, actor: Actor) -> None:
    """Refused for whoever neither chooses the matching model nor works with its results."""
    if not can_read_linkage(actor=actor):
        raise Refused(
            _("Only analysts, the partnership executive, information governance and the operator see this page."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def can_read_linkage(*, actor: Actor) -> bool:
    """Whether the actor reads how good the matching is."""
    return can_choose(actor=actor) or can_see_files(reader=actor.reader)

"""What a role may do at all, before anything is looked up. Which rows it sees is `sharing`'s filter."""

from django.conf import settings

from sightline.casework.core.actor import Actor, by_door
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing import can_answer_same_person, can_see_files, can_see_people
from sightline.translation.messages import lazy as _

MAY_MAKE_ACCOUNTS = (Role.OPERATOR, Role.INFORMATION_GOVERNANCE)
READ_NO_COUNTS = (Role.PRACTITIONER, Role.SCHOOL_LEAD, Role.MANAGER)
# Where somebody who has no second step yet may go: to set one up, to give the password again, to sign out, for help.
OPEN_PATHS = ("/accounts/", "/help/", settings.STATIC_URL)


def check_people(*, actor: Actor) -> None:
    """Refused where the role sees counts only."""
    if not can_see_people(reader=actor.reader):
        raise Refused(
            _("This account can see only counts, not people or records."),
            code="counts_only",
            what_to_do=by_door(
                actor,
                on_pages=_("Use an account that may read records."),
                at_terminal=_("Use an account that may read records. Name it with --as."),
            ),
        )


def check_files(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with files, rejects and runs."""
    if not can_see_files(reader=actor.reader):
        raise Refused(
            _("Only analysts, information governance and the operator can see files and updates."),
            code="not_for_role",
            what_to_do=_("Ask one of them, or sign in with such an account."),
        )


def check_answers(*, actor: Actor) -> None:
    """Refused where the role does not answer "same person?"."""
    check_people(actor=actor)
    if not can_answer_same_person(reader=actor.reader):
        raise Refused(
            _("Only analysts, managers and information governance can answer possible matches."),
            code="not_for_role",
            what_to_do=_("Tell one of them what you know."),
        )


def check_accounts(*, actor: Actor) -> None:
    """Refused where the role may not make or close accounts."""
    if actor.reader.role not in MAY_MAKE_ACCOUNTS:
        raise Refused(
            _("Only the operator or information governance can make accounts."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def check_operations(*, actor: Actor) -> None:
    """Refused for all but the operator: backups, keys, upgrades and serving are for whoever runs the machine."""
    if actor.reader.role != Role.OPERATOR:
        raise Refused(
            _("Only the operator can make backups, change keys, upgrade Sightline and serve its pages."),
            code="not_for_role",
            what_to_do=_("Ask the operator."),
        )


def check_posts(*, actor: Actor) -> None:
    """Refused where the role may not say who holds a post."""
    if actor.reader.role not in MAY_MAKE_ACCOUNTS:
        raise Refused(
            _("Only the operator or information governance can name responsible people."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def check_counts(*, actor: Actor) -> None:
    """Refused where the role has nothing to do with how many children there are in all."""
    if actor.reader.role in READ_NO_COUNTS:
        raise Refused(
            _(
                "Only people who lead the partnership or work on its data can see estimates of how many there are in "
                "all."
            ),
            code="not_for_role",
            what_to_do=_("If you need this for your work, ask your safeguarding partnership."),
        )


def refuse_elected(actor: Actor) -> None:
    """Refused for those who get counts and delays only."""
    if actor.reader.role is Role.ELECTED_MEMBER:
        raise Refused(
            _("This account can see only counts and delays."),
            code="counts_only",
            what_to_do=_("Open the page of counts, or ask the partnership's chair."),
        )

"""Records that a named person confirmed a rule against the document, and who owns a rule. Entries are never edited."""

from datetime import date

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.rule_switches.catalogue import need_rule
from sightline.casework.rule_switches.rights import check_owner
from sightline.casework.rules.guidance import CONFIRMED, OWNED, need_rule_with_guidance
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

MAY_CONFIRM = (
    Role.MANAGER, Role.SENIOR_OFFICER, Role.PARTNERSHIP_EXECUTIVE, Role.INFORMATION_GOVERNANCE, Role.OPERATOR,
)  # fmt: skip
MOST = 300


def can_confirm(*, actor: Actor) -> bool:
    """Whether the account may confirm a rule against its document."""
    return actor.reader.role in MAY_CONFIRM


def check_can_confirm(*, actor: Actor) -> None:
    """Refused for an account that may not confirm rules."""
    if not can_confirm(actor=actor):
        raise Refused(
            _("Managers, senior officers, the executive, information governance and the operator confirm rules."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def confirm_rule(
    session: ReaderSession, *, rule_id: str, title: str, paragraph: str, edition: str, read_on: date, reader: str = ""
) -> int:
    """Record that the rule says what the document says; the number of the decision.

    `reader` names who read it, where that is not the account. The operator has no name of their own and must give it.
    """
    with audited(session, action="confirm_rule") as trail:
        check_can_confirm(actor=session.actor)
        rule = need_rule_with_guidance(rule_id)
        trail.details = {"rule_id": rule_id}
        who = reader.strip() or session.actor.reader.username
        _check_reader(session.actor, reader.strip())
        if read_on > clock.today():
            raise _missing(_("the date it was read, no later than today"))
        body = {
            "rule_id": rule_id,
            "rule_version": rule.version,
            "title": _words(title, _("the title of the document")),
            "paragraph": _words(paragraph, _("the paragraph")),
            "edition": _words(edition, _("the edition")),
            "read_on": read_on.isoformat(),
            "reader": who,
            "owner": who,
        }
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision,
                kind=CONFIRMED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why="",
                body=body,
            )
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="confirm_rule", trail=trail)
    return row.sequence


def own_rule(session: ReaderSession, *, rule_id: str, owner: str, why: str) -> int:
    """Name the account that answers for a rule that can escalate; the number of the decision."""
    with audited(session, action="own_rule") as trail:
        check_owner(session.actor)
        rule, words = need_rule(rule_id), check_words(why, today=clock.today(), part="why")
        trail.details = {"rule_id": rule_id}
        if not Account.active.filter(username=owner).exists():
            raise Usage(
                _("No open account has that name."),
                code="no_account",
                what_to_do=_("Use 'sightline account list'."),
            )
        with transaction.atomic(durable=True):
            body = {"rule_id": rule.id, "rule_version": rule.version, "owner": owner}
            row = hash_chain.append(
                Decision,
                kind=OWNED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="own_rule", trail=trail)
    return row.sequence


def _check_reader(actor: Actor, reader: str) -> None:
    if actor.reader.role is Role.OPERATOR and not reader:
        raise _missing(_("who read the document, by name and job title"))


def _words(written: str, what: str) -> str:
    found = " ".join(written.split())
    if not found or len(found) > MOST:
        raise _missing(what)
    return found


def _missing(what: str) -> Usage:
    return Usage(
        _("The confirmation does not give %(what)s.") % {"what": what},
        code="not_whole",
        what_to_do=_("Give the title, the paragraph, the edition and the date it was read."),
    )

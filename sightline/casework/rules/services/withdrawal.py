"""Withdraws a rule of patterns, with why; then it says nothing to anybody. What rested on it is looked at again.

Nothing is erased. Instances stay in the snapshot, items and answers stay as they are; they are listed for those who
decided by them, and switching the rule on again brings all of it back.
"""

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.selectors.withdrawn_rules import RESTORED, WITHDRAWN
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.patterns import list_dependants_of_patterns
from sightline.casework.escalation.models import Item
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.rights import check_owner
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.model.rules import Rule
from sightline.translation.messages import lazy as _


def withdraw_rule(session: ReaderSession, *, rule_id: str, why: str) -> int:
    """Withdraw a pattern's rule, saying why; how many decisions rested on it and are to be looked at again.

    It opens nothing any more and stands on no page. Refused where it is withdrawn already.
    """
    with audited(session, action="withdraw_rule") as trail:
        check_owner(session.actor)
        trail.details = {"rule_id": rule_id}
        rule, words = need_pattern(rule_id), check_words(why, today=clock.today(), part="why")
        if rule_id in session.withdrawn:
            raise _as_it_is(_("withdrawn already"))
        keys = keys_of(session, rule_id)
        items = list(Item.objects.filter(rule_id=rule_id).order_by("item_id"))
        dependants = list(list_dependants_of_patterns(items=items, recognised=dict.fromkeys(keys, rule_id)))
        body = {
            "rule_id": rule_id,
            "rule_version": rule.version,
            "instances": len(keys),
            "rested": [[one.kind, one.key, one.by] for one in dependants],
        }
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision,
                kind=WITHDRAWN,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            RuleSwitch.objects.update_or_create(
                rule_id=rule_id, defaults={"on": False, "at": clock.now_at(), "decision": row.sequence}
            )
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="withdraw_rule", trail=trail)
    return len(dependants)


def restore_rule(session: ReaderSession, *, rule_id: str, why: str) -> None:
    """Take a withdrawal back, saying why. What it recognises is shown again; its switch stays off."""
    with audited(session, action="restore_rule") as trail:
        check_owner(session.actor)
        trail.details = {"rule_id": rule_id}
        rule, words = need_pattern(rule_id), check_words(why, today=clock.today(), part="why")
        if rule_id not in session.withdrawn:
            raise _as_it_is(_("not withdrawn"))
        with transaction.atomic(durable=True):
            body = {"rule_id": rule_id, "rule_version": rule.version}
            row = hash_chain.append(
                Decision,
                kind=RESTORED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="restore_rule", trail=trail)


def need_pattern(rule_id: str) -> Rule:
    """The rule of a pattern; Usage where there is none of that id."""
    rule = pattern_rules().get(rule_id)
    if rule is None:
        raise Usage(
            _("No pattern '%(rule_id)s'.") % {"rule_id": rule_id},
            code="no_rule",
            what_to_do=_("See docs/reference/patterns.md for the ids."),
        )
    return rule


def keys_of(session: ReaderSession, rule_id: str) -> frozenset[str]:
    """Instances by a rule: those of the current snapshot, and those that items were ever about."""
    with session.open_current() as opened:
        now = opened[1].patterns.keys_of_rule(rule_id=rule_id) if opened else []
    before = Item.objects.filter(rule_id=rule_id).exclude(about_id="").values_list("about_id", flat=True)
    return frozenset((*now, *before))


def groups_of(session: ReaderSession, rule_id: str) -> frozenset[str]:
    """The groups of the current snapshot that a rule found."""
    with session.open_current() as opened:
        return frozenset(opened[1].patterns.groups_of_rule(rule_id=rule_id) if opened else ())


def _as_it_is(how: str) -> Refused:
    return Refused(
        _("This rule is %(how)s.") % {"how": how}, code="as_it_is", what_to_do=_("See the rule’s history below.")
    )

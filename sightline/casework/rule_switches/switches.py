"""Which rules are on: all of a new workspace from its first moment, but those that somebody switched off.

A workspace that was made before this has no such moment: there a rule is on only where somebody switched it on.
"""

from dataclasses import dataclass, field

from sightline.casework.core import clock
from sightline.casework.core.models import Decision, Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.rule_switches.catalogue import escalation_rules, matching_rules, rules_with_switch
from sightline.casework.rule_switches.models import RuleSwitch

ON_FROM = "rules_on_from"


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A rule that is off: who switched it off, when and why; all empty where nobody ever switched it on."""

    rule_id: str
    label: str
    at: str = ""
    by: str = ""
    why: str = field(default="", repr=False)


def start_with_rules_on() -> None:
    """Switch every rule that can escalate on from now, in a workspace that is new."""
    Marker.objects.get_or_create(name=ON_FROM, defaults={"value": clock.now_at()})


def rules_switched_on(session: ReaderSession) -> dict[str, str]:
    """The rules that are on and can escalate, and from which moment."""
    rows, start = _switches(session)
    found = {row.rule_id: row.at for row in rows.values() if row.on}
    if start:
        gone = session.withdrawn
        found |= {rule.id: start for _, rule in escalation_rules() if rule.id not in rows and rule.id not in gone}
    return found


def every_rule_on(session: ReaderSession) -> dict[str, str]:
    """Every rule that is on, whether it escalates or matches records, and from which moment."""
    rows, start = _switches(session)
    matching = {rule.id: rows[rule.id].at if rule.id in rows else start for rule in matching_rules()}
    off = matching_rules_off()
    return rules_switched_on(session) | {rule_id: at for rule_id, at in matching.items() if rule_id not in off}


def matching_rules_off() -> frozenset[str]:
    """The rules of matching that somebody switched off. All others are on, in every workspace."""
    off = RuleSwitch.objects.filter(rule_id__in=[rule.id for rule in matching_rules()], on=False)
    return frozenset(off.values_list("rule_id", flat=True))


def _switches(session: ReaderSession) -> tuple[dict[str, RuleSwitch], str]:
    """The last word on each rule, and from when all others are on; asked once in a session that only reads."""

    def read() -> tuple[dict[str, RuleSwitch], str]:
        return {row.rule_id: row for row in RuleSwitch.objects.all()}, Marker.objects.read(ON_FROM)

    return session.once("rule_switches", read)


def rules_switched_off(session: ReaderSession) -> tuple[SwitchedOff, ...]:
    """The rules that are off, those that somebody switched off first and the newest of them before."""
    on = every_rule_on(session)
    rows = {row.rule_id: row for row in _switches(session)[0].values() if not row.on}
    made = Decision.objects.filter(sequence__in=[row.decision for row in rows.values()])
    decisions = {row.sequence: row for row in made}
    found = []
    for _, rule in rules_with_switch():
        if rule.id in on:
            continue
        row = rows.get(rule.id)
        decision = decisions.get(row.decision) if row else None
        found.append(
            SwitchedOff(rule.id, rule.label, row.at, decision.by if decision else "", decision.why if decision else "")
            if row
            else SwitchedOff(rule.id, rule.label)
        )
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def date_start(*, limit: str, now: str) -> int:
    """Bring a start that lies after `limit`, because the clock was wrong, to now; how many were brought."""
    return Marker.objects.filter(name=ON_FROM, value__gt=limit).update(value=now)

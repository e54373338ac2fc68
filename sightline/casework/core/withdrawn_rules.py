"""Which rules are withdrawn: the last decision about each says so, and everything that reads conclusions asks here.

It is asked with every page, so that a withdrawn rule says nothing from that moment on, whatever the snapshot holds.
"""

from dataclasses import dataclass, field, replace

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.core.permissions import READ_NO_COUNTS
from sightline.casework.core.querysets import DecisionQuerySet

WITHDRAWN, RESTORED = "rule_withdrawn", "rule_restored"


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """That somebody switched, withdrew or brought back the rule, and why."""

    kind: str
    on: bool
    at: str
    by: str
    why: str = field(repr=False)


def ask_withdrawn(decisions: DecisionQuerySet) -> frozenset[str]:
    """The ids of the rules that are withdrawn now; what reads for somebody asks its session."""
    rows = decisions.of_kind(WITHDRAWN, RESTORED).oldest_first().values_list("kind", "body")
    last = {body["rule_id"]: kind for kind, body in rows}
    return frozenset(rule_id for rule_id, kind in last.items() if kind == WITHDRAWN)


def withdrawal_of(*, actor: Actor, rule_id: str) -> DecidedLine | None:
    """Since when a rule is withdrawn; by whom and why for those who read a rule's numbers. None where it is not."""
    row = Decision.objects.of_kind(WITHDRAWN, RESTORED).filter(body__rule_id=rule_id).newest_first().first()
    if row is None or row.kind != WITHDRAWN:
        return None
    line = DecidedLine(row.kind, False, row.at, row.by, row.why)
    return replace(line, by="", why="") if actor.reader.role in READ_NO_COUNTS else line

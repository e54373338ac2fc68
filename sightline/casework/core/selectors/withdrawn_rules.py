"""Which rules are withdrawn: the last decision about each says so, and everything that reads conclusions asks here.

A session asks once, so that a withdrawn rule says nothing from that moment on, whatever the snapshot holds.
"""

from dataclasses import replace

from django.db.models import Q, Subquery

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.core.pages import DecidedLine
from sightline.casework.core.rights import READ_NO_COUNTS

WITHDRAWN, RESTORED = "rule_withdrawn", "rule_restored"


def ask_withdrawn() -> tuple[frozenset[str], int]:
    """The ids of the rules that are withdrawn now, and the number of the newest decision: both as of one moment."""
    newest = Decision.objects.newest_first().values("sequence")[:1]
    asked = Decision.objects.filter(Q(kind__in=(WITHDRAWN, RESTORED)) | Q(sequence=Subquery(newest))).oldest_first()
    rows = list(asked.values_list("sequence", "kind", "body"))
    last = {body["rule_id"]: kind for _, kind, body in rows if kind in (WITHDRAWN, RESTORED)}
    return frozenset(rule_id for rule_id, kind in last.items() if kind == WITHDRAWN), rows[-1][0] if rows else 0


def withdrawal_of(*, actor: Actor, rule_id: str) -> DecidedLine | None:
    """Since when a rule is withdrawn; by whom and why for those who read a rule's numbers. None where it is not."""
    row = Decision.objects.of_kind(WITHDRAWN, RESTORED).filter(body__rule_id=rule_id).newest_first().first()
    if row is None or row.kind != WITHDRAWN:
        return None
    line = DecidedLine(row.kind, False, row.at, row.by, row.why)
    return replace(line, by="", why="") if actor.reader.role in READ_NO_COUNTS else line

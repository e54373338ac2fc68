"""Which rules are withdrawn: the last decision about each says so.

A newcomer would get this wrong: it is asked with every page, so that a withdrawn rule says nothing from that moment on,
whatever the snapshot holds.
"""

from sightline.casework.models import Decision

WITHDRAWN, RESTORED = "rule_withdrawn", "rule_restored"


def withdrawn_rules() -> frozenset[str]:
    """The ids of the rules that are withdrawn now."""
    rows = Decision.objects.filter(kind__in=(WITHDRAWN, RESTORED)).order_by("sequence").values_list("kind", "body")
    last = {body["rule_id"]: kind for kind, body in rows}
    return frozenset(rule_id for rule_id, kind in last.items() if kind == WITHDRAWN)

"""Which rules are withdrawn, which records disputed, and which restricted: decisions say so, and sessions ask here.

A session asks once, so that a withdrawn rule says nothing from that moment on, whatever the snapshot holds. Until a
dispute is settled its record is left out of what nobody must answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, Subquery

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.core.pages import DecidedLine
from sightline.casework.core.rights import READ_NO_COUNTS
from sightline.model.visibility import Scope

WITHDRAWN, RESTORED = "rule_withdrawn", "rule_restored"
RESTRICTED, LIFTED = "restriction_made", "restriction_lifted"
LAID, SETTLED = "dispute_laid", ("dispute_corrected", "dispute_stands", "dispute_withdrawn")
CONCLUSION_LAID = "conclusion_dispute_laid"
CONCLUSION_FOLLOWED = "conclusion_dispute_followed"  # what is disputed has another id in the data of now
CONCLUSION_SETTLED = ("conclusion_dispute_corrected", "conclusion_dispute_stands", "conclusion_dispute_withdrawn")

OF_CONCLUSIONS = (CONCLUSION_LAID, CONCLUSION_FOLLOWED)


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules that are withdrawn, the records that are disputed, and the number of the newest decision.

    `restricted`: by record that a person restricted, whose it is. `conclusions`: the ids of patterns, groups, questions
    and deadlines that are disputed.
    """

    withdrawn: frozenset[str]
    disputed: frozenset[str]
    restricted: Mapping[str, Scope]
    conclusions: frozenset[str]
    head: int


def ask_in_force() -> InForce:
    """What decisions say is in force now, as of one moment."""
    newest = Decision.objects.newest_first().values("sequence")[:1]
    of_disputes = (LAID, *SETTLED, *OF_CONCLUSIONS, *CONCLUSION_SETTLED)
    kinds = (WITHDRAWN, RESTORED, *of_disputes, RESTRICTED, LIFTED)
    asked = Decision.objects.filter(Q(kind__in=kinds) | Q(sequence=Subquery(newest))).oldest_first()
    rows = list(asked.values_list("sequence", "kind", "body"))
    last = {body["rule_id"]: kind for _, kind, body in rows if kind in (WITHDRAWN, RESTORED)}
    settled = {body["dispute"] for _, kind, body in rows if kind in (*SETTLED, *CONCLUSION_SETTLED)}
    laid = [(kind, body) for _, kind, body in rows if kind in (LAID, *OF_CONCLUSIONS)]
    still_open = [(kind, body) for kind, body in laid if body["dispute"] not in settled]
    return InForce(
        withdrawn=frozenset(rule_id for rule_id, kind in last.items() if kind == WITHDRAWN),
        disputed=frozenset(one for kind, body in still_open if kind == LAID for one in body["record_ids"]),
        restricted=_restricted([body for _, kind, body in rows if kind in (RESTRICTED, LIFTED)]),
        conclusions=frozenset(body["conclusion_id"] for kind, body in still_open if kind in OF_CONCLUSIONS),
        head=rows[-1][0] if rows else 0,
    )


def _restricted(bodies: Sequence[Mapping[str, Any]]) -> dict[str, Scope]:
    """By record, whose it is, where nobody lifted its restriction. Older decisions say no layout."""
    lifted = {body["restriction"] for body in bodies if body["restriction"] != body["entry_id"]}
    return {
        record_id: Scope(body["agency"], body["organisation"], body.get("layout", ""), restricted=True)
        for body in bodies
        if body["restriction"] == body["entry_id"] and body["entry_id"] not in lifted
        for record_id in body["record_ids"]
    }


def records_restricted() -> Mapping[str, Scope]:
    """The records that a person restricted, with whose each is."""
    kinds = (RESTRICTED, LIFTED)
    return _restricted(list(Decision.objects.of_kind(*kinds).oldest_first().values_list("body", flat=True)))


def withdrawal_of(*, actor: Actor, rule_id: str) -> DecidedLine | None:
    """Since when a rule is withdrawn; by whom and why for those who read a rule's numbers. None where it is not."""
    row = Decision.objects.of_kind(WITHDRAWN, RESTORED).filter(body__rule_id=rule_id).newest_first().first()
    if row is None or row.kind != WITHDRAWN:
        return None
    line = DecidedLine(row.kind, False, row.at, row.by, row.why)
    return replace(line, by="", why="") if actor.reader.role in READ_NO_COUNTS else line

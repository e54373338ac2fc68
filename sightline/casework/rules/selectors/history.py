"""One rule that can carry things up, for its page: what to expect of it, and each time that somebody switched it.

The history is the decisions themselves. What a rule was expected to bring then stands in the decision, and is not
measured anew.
"""

from dataclasses import dataclass, field

from sightline.casework.audit.trail import audited
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.rule_switches.catalogue import kind_of, need_rule
from sightline.casework.rule_switches.rights import check_owner
from sightline.casework.rule_switches.switches import every_rule_on
from sightline.casework.rules.services.activation import SWITCHED, Measurement, measurement_of


@dataclass(frozen=True, slots=True)
class SwitchedLine:
    """That somebody switched the rule, why, and what was expected of it then.

    `past_ceiling`: a post would get more than it can answer.
    """

    sequence: int
    at: str
    on: bool
    by: str
    why: str = field(repr=False)
    waiting: int
    items_a_month: float
    past_ceiling: bool


@dataclass(frozen=True, slots=True)
class RuleSwitchPage:
    """A rule, whether it is on, what to expect of it, and its history, the newest first."""

    rule_id: str
    label: str
    kind: str
    on: bool
    since: str
    measured: Measurement
    history: tuple[SwitchedLine, ...]


def read_rule_switch(session: ReaderSession, *, rule_id: str) -> RuleSwitchPage:
    """The page of one rule; Refused for whoever does not decide about rules, Usage where there is none of that id."""
    with audited(session, action="read_rule_switch") as trail:
        check_owner(session.actor)
        trail.details = {"rule_id": rule_id}
        rule, switched = need_rule(rule_id), every_rule_on(session)
        rows = Decision.objects.of_kind(SWITCHED).filter(body__rule_id=rule_id).newest_first()
        return RuleSwitchPage(
            rule_id=rule.id,
            label=rule.label,
            kind=kind_of(rule.id),
            on=rule.id in switched,
            since=switched.get(rule.id, ""),
            measured=measurement_of(session, rule.id),
            history=tuple(_make_switched_line(row) for row in rows),
        )


def _make_switched_line(row: Decision) -> SwitchedLine:
    return SwitchedLine(
        sequence=row.sequence,
        at=row.at,
        on=bool(row.body["on"]),
        by=row.by,
        why=row.why,
        waiting=int(row.body.get("waiting", 0)),
        items_a_month=float(row.body["items_a_month"]),
        past_ceiling=bool(row.body.get("past_ceiling")),
    )

"""Which rules carry things up: measured on the partnership's own data, then switched on by somebody who says why.

A rule that is off is not deaf. What it would bring is counted and listed, and when it is switched on, that stands as
items from that moment.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import ladder_of_candidate
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.sources import finders
from sightline.casework.posts.models import Post
from sightline.casework.rule_switches.catalogue import need_rule, rules_with_switch
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.rights import check_owner
from sightline.casework.rule_switches.switches import every_rule_on, rules_switched_on
from sightline.casework.rules.backtest import BacktestResult, measure
from sightline.casework.timekeeping.scheduler import gather
from sightline.escalation import (
    WORKING_DAYS_A_MONTH,
    ceiling_of,
    check_words,
    expect_items,
    passes_ceiling,
    read_ladder,
)
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

SWITCHED = "rule_switched"
Waiting = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class ExpectedLoad:
    """What the first post of a ladder would get by this rule a month; and a working day, with what is on, each holder.

    `waiting`: what would come at once. `ceiling`: what one holder can answer a working day, None where nobody has
    decided that; it is passed where either a usual day or the first one brings more.
    """

    ladder: str
    post: str
    waiting: int
    items_a_month: float
    items_a_working_day: float
    holders: int
    ceiling: float | None
    past_ceiling: bool


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a rule is to be expected to bring: items a month in all, and the load of each ladder's first post.

    `waiting`: what it opens at once when it is switched on; none where it is on.
    """

    rule_id: str
    through: date | None
    items_a_month: float
    loads: tuple[ExpectedLoad, ...]

    @property
    def by_ladder(self) -> tuple[tuple[str, float], ...]:
        """Items a month, by ladder."""
        return tuple((load.ladder, load.items_a_month) for load in self.loads)

    @property
    def waiting(self) -> int:
        """What is opened at once, over all ladders."""
        return sum(load.waiting for load in self.loads)

    @property
    def past_ceiling(self) -> tuple[ExpectedLoad, ...]:
        """The posts that would get more than they can answer."""
        return tuple(load for load in self.loads if load.past_ceiling)


@dataclass(frozen=True, slots=True)
class RuleSwitchLine:
    """A rule that can carry things up. One that is `withdrawn` is not switched on before it is brought back."""

    rule_id: str
    label: str
    kind: str
    on: bool
    since: str
    measured: Measurement
    withdrawn: bool = False

    @property
    def items_a_month(self) -> float:
        """Items a month, over all ladders."""
        return self.measured.items_a_month

    @property
    def waiting(self) -> int:
        """What it would have opened by now, and has not, because it is off."""
        return self.measured.waiting


def list_rules(session: ReaderSession) -> tuple[RuleSwitchLine, ...]:
    """Every rule that has a switch, on or off, what is to be expected of it, and what waits."""
    with audited(session, action="list_rules"):
        check_owner(session.actor)
        switched, withdrawn = every_rule_on(session), session.withdrawn
        waiting, measured = count_waiting(session), measure(session)
        return tuple(
            RuleSwitchLine(
                rule_id=rule.id,
                label=rule.label,
                kind=kind,
                on=rule.id in switched,
                since=switched.get(rule.id, ""),
                measured=_measurement(session, rule.id, measured, waiting),
                withdrawn=rule.id in withdrawn,
            )
            for kind, rule in rules_with_switch()
        )


def measure_rule(session: ReaderSession, *, rule_id: str) -> Measurement:
    """What a rule is to be expected to bring, from the last twelve months of the current snapshot."""
    with audited(session, action="measure_rule") as trail:
        check_owner(session.actor)
        trail.details = {"rule_id": rule_id}
        return measurement_of(session, need_rule(rule_id).id)


def switch_rule(session: ReaderSession, *, rule_id: str, on: bool, why: str) -> Measurement:
    """Switch a rule on or off, saying why; the measurement that the decision states. Refused on while it is withdrawn.

    A post that would pass its ceiling refuses no rule: the decision names it, and the executive is asked what changes.
    """
    with audited(session, action="switch_rule") as trail:
        check_owner(session.actor)
        rule, words = need_rule(rule_id), check_words(why, today=clock.today(), part="why")
        measurement = measurement_of(session, rule.id)
        trail.details = {"rule_id": rule_id, "on": on, "items_a_month": round(measurement.items_a_month, 2)}
        if on and rule_id in session.withdrawn:
            raise Refused(
                _("This rule is withdrawn."),
                code="rule_withdrawn",
                what_to_do=_("Bring it back on its own page first, and say why."),
            )
        with transaction.atomic(durable=True):
            body = {
                "rule_id": rule_id,
                "rule_version": rule.version,
                "on": on,
                "items_a_month": round(measurement.items_a_month, 2),
                "waiting": measurement.waiting,
                "by_ladder": {name: round(number, 2) for name, number in measurement.by_ladder},
                "past_ceiling": [one.post for one in measurement.past_ceiling],
            }
            row = hash_chain.append(
                Decision,
                kind=SWITCHED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            RuleSwitch.objects.update_or_create(
                rule_id=rule_id, defaults={"on": on, "at": clock.now_at(), "decision": row.sequence}
            )
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="switch_rule", trail=trail)
    return measurement


def measurement_of(session: ReaderSession, rule_id: str) -> Measurement:
    """What a rule is to be expected to bring, for a page that is audited by its own selector."""
    return _measurement(session, rule_id, measure(session), count_waiting(session))


def count_waiting(session: ReaderSession) -> Waiting:
    """What is past its moment, and no item yet, by rules that wait to be switched on: by rule, and by ladder."""
    now, switched, held = (
        clock.now_at(),
        rules_switched_on(session),
        set(Item.objects.values_list("item_id", flat=True)),
    )
    found, _ = gather(session, now=now, sources=finders())
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        if not one.always and one.due_at < now and one.rule_id not in switched and one.item_id not in held:
            counts[one.rule_id][ladder_of_candidate(one)] += 1
    return counts


def _measurement(session: ReaderSession, rule_id: str, measured: BacktestResult, waiting: Waiting) -> Measurement:
    expected = expect_items(counted=measured.of(rule_id))
    now = waiting.get(rule_id, {})
    by_ladder = {name: (expected.by_ladder.get(name, 0.0), now.get(name, 0)) for name in {*expected.by_ladder, *now}}
    loads = tuple(_loads(session, rule_id, by_ladder, measured))
    return Measurement(rule_id, measured.through, expected.items_a_month, loads)


def _loads(
    session: ReaderSession, rule_id: str, by_ladder: Mapping[str, tuple[float, int]], measured: BacktestResult
) -> Iterable[ExpectedLoad]:
    """What the first posts of ladders would get, with what is on already, shared among their holders."""
    others = [one for one in rules_switched_on(session) if one != rule_id]
    for name, (number, at_once) in sorted(by_ladder.items()):
        before = sum(expect_items(counted=measured.of(one)).by_ladder.get(name, 0.0) for one in others)
        ladder = read_ladder(name)
        holders = Post.objects.filter(ladder=name, stage=ladder.first).count() or 1
        a_day = (number + before) / WORKING_DAYS_A_MONTH / holders
        day = clock.today()
        past = passes_ceiling(stage=ladder.first, items_a_working_day=a_day + at_once / holders, day=day)
        post = ladder.rung(ladder.first).seats[0].post
        yield ExpectedLoad(name, post, at_once, number, a_day, holders, ceiling_of(stage=ladder.first, day=day), past)

"""What the first pages say of rules as a whole: how many are off, have no owner, are not checked, and what waits."""

from dataclasses import dataclass

from sightline.casework.backlog.plans import backlog_lines
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.rule_switches.catalogue import escalation_rules
from sightline.casework.rule_switches.switches import SwitchedOff, rules_switched_off
from sightline.casework.rules.selectors.checks import owners_of_rules, read_rule_checks
from sightline.casework.rules.services.activation import count_waiting
from sightline.casework.timekeeping.lateness import troubles


@dataclass(frozen=True, slots=True)
class RulesAtAGlance:
    """Counts over the whole partnership.

    `withdrawn` rules, by id, find nothing any more. `waiting` is what rules that are off would have opened by now.
    `backlog` is what agencies recorded before go-live and nobody has answered: deadlines, patterns and questions.
    `open_items` are unanswered. `confirmed` of `claims` rules were confirmed by a named person; of `unchecked` nobody
    has read the document. `known` is False before the first run, and while deadlines are not checked.
    """

    rules: int
    withdrawn: tuple[str, ...]
    off: tuple[SwitchedOff, ...]
    unowned: int
    waiting: int
    backlog: int
    backlog_patterns: int
    backlog_questions: int
    open_items: int
    confirmed: int
    unchecked: int
    claims: int
    known: bool

    @property
    def backlog_deadlines(self) -> int:
        """How much of the backlog is deadlines."""
        return self.backlog - self.backlog_patterns - self.backlog_questions

    @property
    def on(self) -> int:
        """How many rules are on."""
        return self.rules - len(self.off)

    @property
    def off_by_somebody(self) -> tuple[SwitchedOff, ...]:
        """The rules that somebody switched off."""
        return tuple(one for one in self.off if one.at)

    @property
    def off_by_nobody(self) -> int:
        """How many rules nobody ever switched on."""
        return sum(not one.at for one in self.off)

    @property
    def is_calm(self) -> bool:
        """Whether a page may say that nothing is open: no item, no rule off, nothing that is not known."""
        return self.known and not self.off and not self.open_items and not self.waiting and not self.backlog


def glance_at_rules(session: ReaderSession) -> RulesAtAGlance:
    """Count, for a page that is audited by its own selector."""
    rules, off, owners, checks = escalation_rules(), rules_switched_off(session), owners_of_rules(), read_rule_checks()
    backlog = backlog_lines(session)
    return RulesAtAGlance(
        rules=len(rules),
        withdrawn=tuple(sorted(session.withdrawn)),
        off=off,
        unowned=sum(rule.id not in owners for _, rule in rules),
        waiting=sum(sum(by_ladder.values()) for by_ladder in count_waiting(session).values()) if off else 0,
        backlog=sum(line.waiting for line in backlog),
        backlog_patterns=sum(line.patterns for line in backlog),
        backlog_questions=sum(line.questions for line in backlog),
        open_items=Item.objects.open().count(),
        confirmed=sum(one.is_confirmed for one in checks),
        unchecked=sum(one.is_unchecked for one in checks),
        claims=len(checks),
        known=session.snapshot is not None and not session.once("troubles", troubles),
    )

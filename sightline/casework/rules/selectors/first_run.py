"""Reads rules for their pages: what is confirmed against which document, and the first-run guide."""

from dataclasses import dataclass

from sightline.casework.audit.trail import audited
from sightline.casework.core.session import ReaderSession
from sightline.casework.rule_switches.rights import check_owner
from sightline.casework.rules.guidance import need_rule_with_guidance
from sightline.casework.rules.pages import Confirmation, RuleCheck
from sightline.casework.rules.selectors.checks import (
    confirmations_of,
    find_rule_check,
    owners_of_rules,
    read_rule_checks,
)
from sightline.casework.rules.selectors.summary import RulesAtAGlance, glance_at_rules
from sightline.casework.rules.services.activation import RuleSwitchLine, list_rules
from sightline.casework.rules.services.confirmations import check_can_confirm
from sightline.model.errors import OurFault
from sightline.model.nouns import Role

WEEKS_A_MONTH = 365.25 / 7 / 12
LOOK_AT_RULES = (
    Role.PARTNERSHIP_EXECUTIVE, Role.REVIEWER, Role.ELECTED_MEMBER, Role.INFORMATION_GOVERNANCE, Role.OPERATOR,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleGuidancePage:
    """One rule, how it stands with its document, and every confirmation, the newest first."""

    check: RuleCheck
    history: tuple[Confirmation, ...]


@dataclass(frozen=True, slots=True)
class FirstRunLine:
    """A rule that can escalate: whether it is on, its owner, what waits, and the items a week that it would bring."""

    rule: RuleSwitchLine
    owner: str
    items_a_week: float


@dataclass(frozen=True, slots=True)
class FirstRun:
    """The first-run guide: the rules with their measured items a week, and what is still to do."""

    lines: tuple[FirstRunLine, ...]
    glance: RulesAtAGlance

    @property
    def items_a_week(self) -> float:
        """Items a week of all rules that are on."""
        return sum(line.items_a_week for line in self.lines if line.rule.on)

    @property
    def is_measured(self) -> bool:
        """Whether any data were there to measure with."""
        return any(line.rule.measured.through for line in self.lines)


def list_rule_checks(session: ReaderSession) -> tuple[RuleCheck, ...]:
    """Every rule that claims law or guidance, those that nobody has checked first."""
    with audited(session, action="list_standings"):
        check_can_confirm(actor=session.actor)
        return tuple(sorted(read_rule_checks(), key=lambda one: (not one.is_unchecked, one.is_confirmed)))


def read_rule_guidance(session: ReaderSession, *, rule_id: str) -> RuleGuidancePage:
    """One rule and its confirmations; Usage where no rule of that id claims law or guidance."""
    with audited(session, action="read_rule_guidance") as trail:
        check_can_confirm(actor=session.actor)
        need_rule_with_guidance(rule_id)
        trail.details = {"rule_id": rule_id}
        check = find_rule_check(rule_id=rule_id)
        if check is None:
            raise OurFault("A rule with guidance has no status.", code="no_rule")
        return RuleGuidancePage(check, confirmations_of(rule_id=rule_id))


def glance_for(session: ReaderSession) -> RulesAtAGlance | None:
    """How rules stand as a whole, for those who answer for them or look at them. Part of the first page."""
    return glance_at_rules(session) if session.actor.reader.role in LOOK_AT_RULES else None


def read_first_run(session: ReaderSession) -> FirstRun:
    """The first-run guide; Refused for those who do not decide about rules."""
    with audited(session, action="read_first_run"):
        check_owner(session.actor)
        owners = owners_of_rules()
        lines = tuple(
            FirstRunLine(line, owners.get(line.rule_id, ""), line.items_a_month / WEEKS_A_MONTH)
            for line in list_rules(session)
        )
        return FirstRun(lines, glance_at_rules(session))

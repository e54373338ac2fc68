"""The part of a report with the rules that called for an action: each once, under the number that the lines use.

All rules that were asked are listed, also those that found nothing: so no row tells of a record.
"""

from collections.abc import Collection
from functools import cache

from sightline.model.rules import Rule, RuleStatus
from sightline.review.opportunities.findings import OpportunityMoment
from sightline.review.opportunities.rules import OpportunityCall, read_calls
from sightline.review.report.nouns import ReportList, ReportPart
from sightline.review.report.sentences import say_day

OTHER_EDITION = "Its time was set by local practice or another edition of this rule."
Ruled = OpportunityCall | OpportunityMoment


@cache
def _numbers() -> dict[tuple[str, str], int]:
    """A number for each rule with the rule that gives its time: the same in each draft, whatever the draft lists."""
    both = dict.fromkeys(map(_rule_of, read_calls()))
    return {one: number for number, one in enumerate(both, start=1)}


def _rule_of(one: Ruled) -> tuple[str, str]:
    return one.cited.id, one.timed.id


def say_rule(one: OpportunityMoment, *, is_lacking: bool = True) -> str:
    """The rule that called for the action, by number, and the time in force. A kind's name says what is lacking."""
    label = one.cited.label if is_lacking or one.cited.id != one.kind.id else ""
    said = ", ".join(filter(None, (label, f"within {one.limit}" if one.limit else "")))
    made = f", not in force until {say_day(one.made_on)}" if one.made_on else ""
    rule = f"Rule {_numbers()[_rule_of(one)]}{made}"
    return " ".join(filter(None, (f"{rule}: {said}." if said else f"{rule}.", OTHER_EDITION * one.is_other_edition)))


def make_rules(asked: Collection[str]) -> ReportPart:
    """Each rule that was asked, with what it says and where it is written, or who decided it. `asked`: the calls."""
    rules = {_rule_of(one): one for one in read_calls() if one.call_id in asked}
    numbers = _numbers()
    rows = tuple(
        (f"Rule {numbers[both]}", one.cited.label, one.cited.says, _authority(one)) for both, one in rules.items()
    )
    table = ReportList("Rules that were asked", ("Number", "Rule", "What it says", "Authority"), rows)
    return ReportPart("rules", "Rules that call for an action", lists=(table,) if rows else ())


def _authority(one: OpportunityCall) -> str:
    source = say_source(one.cited)
    return source if one.timed.id == one.cited.id else f"{source} The time: {say_source(one.timed)}"


def say_source(rule: Rule) -> str:
    """On what authority the rule stands: where it is written, or who decided it."""
    if rule.citation:
        paragraph = f", {rule.citation.paragraph}" if rule.citation.paragraph else ""
        return f"Source: {rule.citation.title}, {rule.citation.edition}{paragraph}."
    if rule.status is RuleStatus.LOCAL:
        return f"Decided by {rule.authority}."
    return "Not yet checked against the guidance." if rule.status is RuleStatus.UNVERIFIED else ""

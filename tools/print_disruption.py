"""Prints docs/reference/disruption.md from the rules of measures."""

from sightline.casework.subject_files.pages.measures import DisruptionMeasure
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.model.rules import RuleStatus
from sightline.web.counts.presenters import GRADES

HEAD = """# Disruption measures to consider

For practitioners and managers who plan how to stop harm: each lawful measure, who may use it, and where it is written.

Printed from `sightline/rules/england/disruption` by `make docs`; a test holds the two equal.

The measures of the [disruption ledger](../explanation/subject-files.md). This is a list to discuss, not legal advice:
ask your legal team.
*Statutory* means that a person read it in the law or on the official page, on the day that is given.
{unverified} of {all} are unverified.

"""


def print_disruption() -> str:
    """The page: one part a measure."""
    measures = sorted(read_measures().values(), key=lambda one: one.rule.label)
    unverified = sum(one.rule.status is RuleStatus.UNVERIFIED for one in measures)
    head = HEAD.format(unverified=unverified, all=len(measures))
    return head + "\n".join(_part(one) for one in measures)


def _part(one: DisruptionMeasure) -> str:
    rule = one.rule
    lines = [f"## {rule.label}", "", f"{rule.says} {rule.why}", "", f"- For: {', '.join(one.kinds)}."]
    lines += [f"- Who may use it: {one.who}.", f"- Based on: {one.basis}"]
    if one.most:
        lines.append(f"- Runs for {one.most[0]} {one.most[1]} at most.")
    if one.ask:
        lines.append(f"- {one.ask}")
    source = f"[{rule.citation.title}]({rule.citation.url}), read on {rule.citation.read_on}. " if rule.citation else ""
    lines.append(f"- {rule.status.capitalize()}. {GRADES[one.grade]}. {source}{rule.authority}".rstrip())
    return "\n".join([*lines, ""])

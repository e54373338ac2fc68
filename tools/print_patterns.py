"""Prints docs/reference/patterns.md from the rules of patterns."""

from datetime import date

from sightline.model.rules import RuleStatus
from sightline.patterns import Pattern, PatternClass, read_patterns
from sightline.rulebook.files import read_toml
from tools.outcome_words import say_outcome

LATEST = date(9999, 12, 31)
NUMBERS = {
    "needs": "how many", "within_days": "within days", "hours": "hours", "hours_after": "hours after",
    "share_hundredths": "share in hundredths", "share_before_hundredths": "share before, in hundredths",
    "weeks": "weeks", "weeks_before": "weeks before", "working_days": "working days", "under_years": "under years",
    "children": "children",
    "entities": "things and adults", "members_each": "people that each connects",
    "step_days": "days from one stretch to the next", "in_common": "people that two things have in common",
    "most_people": "most people that a thing ties",
    "weeks_shifted": "whole weeks by which episodes are shifted, at most",
    "false_in_hundredths": "false ones allowed among those said to be more than chance, in hundredths",
}  # fmt: skip
CLASSES = {
    PatternClass.MUST: "Must be answered",
    PatternClass.CONTEXT: "Context: shown, never escalates",
    PatternClass.SUPERVISOR: "For the team's supervisor",
}
HEAD = """# Patterns across agencies

For practitioners, and for those who switch rules: each pattern that Sightline finds, why, and what it misses.

Printed from `sightline/rules/england/patterns` by `make docs`; a test holds the two equal.

A pattern says: this condition applies, by these records, first on this day, and who could have seen it. It is no
score and no verdict, and nobody becomes a person of concern because of it. `sightline export patterns` writes one row
an instance.

**When it was first true.** The first day on which it applies to all that was known by then. What a row says is known
from the later of its recorded date and the fact's own date. What a later version says is known from when its file
came. So a row that was entered late completes a pattern late, and an early one stays dated early.

**Jointly and alone.** Each is asked of all agencies' records together, and of each agency's own. "Only jointly" is
what no agency could see by itself.

**Households.** Two people of one household are not two children here. They are connected by a family row, or have one
home on days at most a year apart. It is asked of each pair and not passed on. What the household holds (a car, a
telephone) connects nobody.

**Places.** Pairs and groups leave out settings, official kinds of place, and places where more than thirty people are
recorded. A place is measured by itself. A protected home takes no part.

**By chance.** Two children who are often missing are sometimes missing at once. The page says how often it happened,
and how often chance would give it. For that, one child's episodes are shifted by whole weeks, which keeps weekday,
season and how often each is missing. Only what is more than that is a tie, and never of two who lived at one setting.

**Checked by lot.** `sightline rules check` says how often each rule applied in the last twelve months, and how often
it would apply if chance had dealt. Adults, vehicles, telephones and places are dealt among the records of one kind
and month. Days are dealt, by whole weeks, among the records of one kind and year. Outcomes are dealt among those of
one kind and month. Each child keeps as many records as before. Where the two numbers are near, much of what the rule
finds may be chance. A pattern that needs an answer, and a sign in a child under thirteen, are no coincidence:
chance has no part in them.

The number, with its seed, is on the rule's page. Beside it are shares of girls and boys, of ages, ethnicity,
disability and placements. They are given for the children the rule applied to, and for all who are known. No
rule reads any of these.

**Withdrawn.** The partnership executive, information governance or the operator withdraws a rule and says why. From
that moment what it found is on no page, in no chart, count or export, and opens nothing. Nothing is erased. What is
open stays open and says that its rule is withdrawn. People who answered it, met about it or kept a subject file
because of it are asked whether that still applies. While the rule of groups is withdrawn there is no group anywhere.
What connects people stays, for it is in the records. The list of groups then says since when, who withdrew it, and why.
The rule's page lists all of it, and who was shown what. When the rule is restored, all of it is there again; its
switch is off.

**No longer found.** An update may remove what a pattern was based on. A record was corrected, or a person withdrew or
changed what they had confirmed about a note. People who answered it, met about it or kept a subject file because of
it are then asked whether that still applies. Nothing is undone or closed by it, and its action says so. Where it only
begins with an earlier record now, or where the rule itself reads otherwise, nobody is asked.

**Basis.** *structured* is based on columns of records alone. *all* is based on what was read in notes as well. That
is signs, and who or what a note names, once a person has confirmed it ([linking](../explanation/linkage.md)). A note
that names a car whose registration is on a record connects nothing by itself. What a person confirms changes no
structured instance: what it adds is shown beside it, and says so.

**Who sees it.** A reader who may see every record that it is based on, and open everyone it is about. For others
it is worked out again among the records that they see. Where it then does not apply, it does not exist for them.
Where it does, it has its own records, day and agencies. Who is a child and who shares a home are taken from all
records.

**What is escalated.** Patterns that must be answered, once their rule is switched on. Their time begins at the end of
the day on which they could be seen. If the snapshot that shows them was served later, it begins then. So a first load
opens nothing. A pattern that waits is not escalated; the deadline on the same record is.

A group and a place are answered by a meeting, or by a reason from children's services and the police both. One
agency's reason is half an answer. Every page says who has answered and who must still. What is in a group that waits
says so in every list.

**What it applied to.** The page of an instance says of each record who is on it and in which role. For a rule about
notes it says which signs, on which day, in which sentence. It always shows the record as this reader may see it.

**Checked.** Each structured pattern agrees with every worked case that was made for it, to the day, and with what the
invented partnership says is true. Groups are compared with planted ones: [groups](../explanation/groups.md).
"""


def print_patterns() -> str:
    """The page: one part a pattern, those that must be answered first."""
    order = list(CLASSES)
    patterns = sorted(read_patterns(day=LATEST), key=lambda one: (order.index(one.pattern_class), one.rule.label))
    return "\n".join([HEAD, *(_part(pattern) for pattern in patterns)])


def _part(pattern: Pattern) -> str:
    table = read_toml("england", "patterns", f"{pattern.id}.toml")
    numbers = ", ".join(f"{words}: {pattern.values[name]}" for name, words in NUMBERS.items() if name in pattern.values)
    rule = pattern.rule
    says = "Decided by " if rule.status is RuleStatus.LOCAL else ""
    lines = [
        f"## {rule.label}",
        "",
        f"`{pattern.id}`. {CLASSES[pattern.pattern_class]}. {rule.says} {rule.why}",
        "",
        f"- {rule.status.capitalize()}. {says}{rule.authority}",
        *([f"- Numbers: {numbers}"] if numbers else []),
        *(f"- Counts as closed: {say_outcome(one)}" for one in pattern.no_further_action),
        *([f"- Beside chance: {rule.beside_chance}"] if rule.beside_chance else []),
        f"- {table['misses']}",
        "",
    ]
    return "\n".join(lines)

"""Prints docs/reference/patterns.md from the rules of patterns."""

from datetime import date

from sightline.model.rules import RuleStatus
from sightline.patterns import Pattern, PatternClass, read_patterns
from sightline.rulebook.files import read_toml

LATEST = date(9999, 12, 31)
NUMBERS = {
    "needs": "how many", "within_days": "within days", "hours": "hours", "hours_after": "hours after",
    "share_hundredths": "share in hundredths", "share_before_hundredths": "share before, in hundredths",
    "weeks": "weeks", "weeks_before": "weeks before", "working_days": "working days", "under_years": "under years",
    "children": "children",
    "entities": "things and adults", "members_each": "people whom each touches",
    "step_days": "days from one stretch to the next", "in_common": "people whom two things have in common",
    "most_people": "most people that a thing ties",
    "weeks_shifted": "whole weeks by which episodes are shifted, at most",
    "false_in_hundredths": "false ones allowed among those said to be more than chance, in hundredths",
}  # fmt: skip
CLASSES = {
    PatternClass.MUST: "Must be answered",
    PatternClass.CONTEXT: "Context: shown, never climbs",
    PatternClass.SUPERVISOR: "For the team's supervisor",
}
HEAD = """# Patterns across agencies

Printed from `sightline/rules/england/patterns` by `make docs`; a test holds the two equal.

A pattern says: this condition is met, by these records, first on this day, and who could have seen it. It is no score
and no verdict, and nobody becomes a person of concern by it. `sightline export patterns` writes one row an instance.

**When it was first true.** The first day on which it holds on all that was known by then. What a row says is known
from the later of its recorded date and the fact's own date; what a later version says, from when its file came. So a
row that was entered late completes a pattern late, and an early one stays dated early.

**Jointly and alone.** Each is asked of all agencies' records together, and of each agency's own. "Only jointly" is
what no agency could see by itself.

**Households.** Two persons of one household are no two children here: tied by a family row, or with one home on days
at most a year apart. It is asked of each pair and not passed on. What the household holds (a car, a telephone) ties
nobody.

**Places.** Settings, official kinds of place, and places where more than thirty people are recorded are left out of
pairs and groups; a place is measured by itself. A protected home takes no part.

**By chance.** Two children who are often missing are sometimes missing at once. Beside how often stands how often
chance would give it: one child's episodes shifted by whole weeks, which keeps weekday, season and how often each is
missing. Only what is more than that is a tie, and never of two who lived at one setting.

**Checked by lot.** `sightline rules check` says of each rule how often it was met in the last twelve months, and how
often it would be met if chance had dealt: adults, vehicles, telephones and places among the records of one kind and
month; days, by whole weeks, among the records of one kind and year; outcomes among those of one kind and month. Each
child keeps as many records as before. Where the two numbers are near, much of what the rule recognises may be chance.
What waits for an answer, and a sign in a child under thirteen, is no coincidence: chance has no part in it. The number,
with its seed, stands on the rule's page, beside the shares of girls and boys, of ages, ethnicity, disability and
placements among the children of whom it was met and among all who are known. No rule reads any of these.

**Withdrawn.** The partnership executive, information governance or the operator withdraws a rule and says why. From
that moment what it recognised stands on no page, in no picture, count or export, and opens nothing. Nothing is erased:
what is open stays open, says that its rule is withdrawn, and whoever answered, met or kept a working file by it is
asked whether that still stands. While the rule of groups is withdrawn there is no group anywhere; what connects people
stays, for it is in the records. The list of groups then says since when, by whom and why. The rule's page
lists all of it, and who was shown what. Brought back, it is all there again; its switch is off.

**Recognised no more.** A run may take away what it rested on: a record was put right, or what somebody had confirmed of
a note was taken back or answered otherwise. Whoever answered it, met about it or kept a working file by it is asked
then whether that still stands; nothing is undone or closed by it, and its item says so. Where it only begins with an
earlier record now, or where the rule itself reads otherwise, nobody is asked.

**Basis.** *structured* rests on columns of records alone. *all* rests on what was read in notes as well: signs, and who
or what a note names, once a person has confirmed whom or what it means ([linking](../explanation/linkage.md)). A note
that names a car whose
registration stands on a record connects nothing by itself. What somebody confirms changes no structured instance:
what it adds stands beside it, and says so.

**Who sees it.** Whoever may see every record that it rests on and open everybody whom it is about. For others it is
worked out anew among the records that they see: where it then does not hold it does not exist for them, and where it
does it has its own records, day and agencies. Who is a child and who lives with whom are taken from all records.

**What climbs.** What must be answered, once its rule is switched on, from the end of the day on which it could be
seen or from when the snapshot that shows it was served, whichever is later: a first load opens nothing. A pattern
that waits does not climb; the clock on the same record does. A group and a place are answered by a meeting, or by a
reason from children's services and the police both: one agency's reason is half an answer, and every page says who has
answered and who must still. What stands in a group that waits says so in every list.

**What met it.** The page of an instance says of each record who stands on it and in which role, and of a rule for notes
which signs, on which day, in which sentence; always as this reader is shown the record.

**Checked.** Each structured pattern agrees with every worked case that was made for it, to the day, and with what the
invented partnership says is true. Groups are held against planted ones: [groups](../explanation/groups.md).
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
    says = {RuleStatus.LOCAL: "Decided by", RuleStatus.MEASURED: "Measured:", RuleStatus.UNVERIFIED: "Looked for:"}
    lines = [
        f"## {rule.label}",
        "",
        f"`{pattern.id}`. {CLASSES[pattern.pattern_class]}. {rule.says} {rule.why}",
        "",
        f"- {rule.status.capitalize()}. {says[rule.status]} {rule.authority}",
        *([f"- Numbers: {numbers}"] if numbers else []),
        *([f"- Beside chance: {rule.beside_chance}"] if rule.beside_chance else []),
        f"- Does not see: {table['misses']}",
        "",
    ]
    return "\n".join(lines)

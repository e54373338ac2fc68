"""Prints docs/reference/escalation.md from the state table, the ladders, the limits and the list of reasons."""

from sightline.escalation import (
    ResponseKind,
    Stage,
    Urgency,
    print_diagram,
    read_answer_rules,
    read_ladder,
    read_ladders,
)
from sightline.escalation.clockless_rules import read_escalation_rules
from sightline.escalation.responses import PARTS, WHAT_IS_ASKED
from sightline.model.when import london_day

DAY = london_day("2026-11-25")
BEGINS = """# How actions escalate

For practitioners, managers and chief officers: who must answer an action, by when, and who is told next.

Printed from the state table and the rules by `make docs`; a test holds the two equal. The numbers and roles are
a first proposal by the makers of Sightline (`status = "local"`), until your partnership decides.

An action is something that a role must answer (`Item` in the code). It first comes to the responsible people of one
role. If none of them answers in the time of that stage, Sightline escalates it to the next stage as well:

1. the practitioner
2. the team manager
3. the head of service
4. the chief officer
5. the three lead safeguarding partners together
6. the partnership's chair and the independent scrutineer

Sightline does this by itself, whatever people do or forget.

- [What escalates](#what-escalates)
- [Moments](#moments)
- [The states of an action](#the-states-of-an-action)
- [Who sees an action](#who-sees-an-action)
- [Answers as a whole](#answers-as-a-whole)
- [How long each stage has](#how-long-each-stage-has)
- [Who it escalates to](#who-it-escalates-to)
- [What counts as an answer](#what-counts-as-an-answer)
- [The other rules](#the-other-rules)

## What escalates
- a deadline that has passed without an answer, if its rule says `climbs`. If its record arrived late, it escalates
  once its answer is due. Backlog does not escalate, nor does a deadline that awaits data
- an urgent question that no record and no person has answered
- a disagreement, which either side opens by saying why
- a [file](../explanation/subject-files.md) on a person, place, vehicle, phone or group without an owner for
  five working days
- such a file whose review date has passed, or whose next step is overdue. The owner's manager is the first stage
- an agency's data that are overdue
- an action of a meeting that is overdue

Sightline tells the person on duty at once of a suspicion, a child's disclosure or a possible group. It tells the next
person if the first does not confirm in time: see the [straight line](../explanation/straight-line.md).

Deadlines of concerns entered in Sightline, disagreements, actions of meetings and these files always escalate: a
person began each of them here. Every other rule is on when a workspace is new. Information governance, the
partnership executive or the operator can switch a rule off and on, with a reason (`sightline rules`). The executive's
first page names the person who switched it off. For each rule Sightline counts how many actions the last twelve
months of the partnership's own data would have brought, by month and agency. In a workspace of an older version each
rule keeps its switch.

If a role gets more a day than its people can answer, it gets one daily list of everything. Sightline asks the
executive in writing to change staffing or the rule. It refuses no rule and drops no action. It counts what a rule
that is off would bring. These become actions when the rule is switched on.

## Moments
`due_at` is the true moment, in UTC, and the last in time; `done_at` is when it was worked. Deadlines of concerns
entered here are known to the second. A deadline that is based on an agency's files opens an action when it has
passed. If the snapshot that shows it was first served later, it opens then: nobody can answer what nobody could know.

`sightline serve` escalates once a minute: this is a tick. `sightline tick` does it by hand. After an outage Sightline
escalates all that came due, in order and with the times at which it was due. `sightline doctor` is red in three cases:

- pages are served, and the last tick is older than five minutes;
- an escalation failed;
- an open action came to a role without a responsible person.

The first pages of operator and executive are red too when no tick ended for five minutes. So they are when the
machine's clock cannot be believed ([put it right](../how-to/put-the-clock-right.md)).

Several processes may serve the pages, and only one of them escalates. It holds a lease: a row in the database with a
number and a time at which it ends. If a process no longer renews its lease, another process takes it with a higher
number. The lease ends as soon as any clock of the machine says so. Each write checks the number, so a process without
the lease can write nothing.

The people of a stage get a notice in the pages. Where this is configured, they get it by e-mail and webhook too
([notices](../explanation/notices.md)). `/posts/` says who is responsible for which role, and `/rules/` switches rules.

## The states of an action
"""
RULES = """
- Acknowledging wins no time. An answer at the due second is in time.
- `act` stops time until the end of its day. If it is not done by then, it waits again at the same stage; the second
  time at the next.
- The next stage above the one that holds the action reviews `not_proceed`, what was found, and what was done. The
  person who answered cannot review it, also not as a deputy.
- The second time that an action, or its record, is not proceeded with, the chair or the scrutineer must review it.
  The other of the two reviews an answer of one of them. If two agencies are each asked about one thing, and each
  gives a reason, that is not a second refusal.
- A fact that the rule names closes the action, whenever it is known:
    - the record of a strategy discussion, also of one held [here](../meetings.md);
    - the author told what happened;
    - the file that came;
    - the owner named, or the file reviewed;
    - a question that the records no longer ask, though its rule has not changed.
- A rule can raise, never lower. An action whose deadline is no longer in the snapshot (corrected, matched otherwise)
  waits all the same.
- No answer counts before the moment up to which the action has been worked. So no answer undoes a step that people
  were told of.

## Who sees an action
Holders see what has come to their stage, and deputies while the holder is away. Everyone else sees an action only if
they may see every record that it is based on. A holder who may not see a record must still answer. The action is then
shown without child and record, and says who to ask. Chair and scrutineer see every action, by the same rule. Elected
members get counts and delays.

An action about a person who works with children, or in the police, has its own senior people. The line of its agency
does not know that it is there. In counts it is the partnership's. Where nobody holds a role, the step is noted and
the action is escalated at once.

An action is about such a person, or a relative of theirs, where its concern says so. Or a person who may see the
action says so, and how they know (*Remove it from this line*). Then it is closed, and a new one opens at that moment
for the designated officer or professional standards. The line of its agency finds neither, and that includes the
person who said so. The record itself stays where it was.

## Answers as a whole
One page (`/work/answers/`) for the scrutineer, the chair, the partnership executive and information governance. It
shows:

- what was not proceeded with, where a record of a later day says harm of the same child, without the child's name;
- texts that were given as an answer three times or more;
- a month's sample of answers, in which nobody chooses what is shown.

Words are shown only to those who may see every record that the action is based on. The others see that there is an
answer.
"""


def print_escalation() -> str:
    """docs/reference/escalation.md."""
    return "\n".join([BEGINS, print_diagram(), RULES, *_limits(), *_ladders(), *_answers(), *_others()])


def _limits() -> list[str]:
    ladder = read_ladder("police")
    lines = ["## How long each stage has", "", ladder.limits.says, "", "| stage | urgent | standard |", "|---|---|---|"]
    for stage in Stage:
        cells = (f"{amount} {unit}" for amount, unit in (ladder.limit(stage, urgency, DAY) for urgency in Urgency))
        lines.append(f"| {stage} | {' | '.join(cells)} |")
    return [*lines, ""]


def _ladders() -> list[str]:
    lines = ["## Who it escalates to", ""]
    for ladder in read_ladders().values():
        lines += [f"### {ladder.rule.label}", "", ladder.rule.says, "", "| stage | role |", "|---|---|"]
        shown = ladder.rungs if ladder.id == "partnership" else [r for r in ladder.rungs if r.belongs_to == ladder.id]
        lines += [f"| {rung.stage} | {'; '.join(seat.post for seat in rung.seats)} |" for rung in shown]
        lines.append("")
    return lines


def _answers() -> list[str]:
    rules = read_answer_rules()
    lines = ["## What counts as an answer", "", rules.rule.says, "", "| form | its parts |", "|---|---|"]
    lines += [f"| {form} | {'; '.join(WHAT_IS_ASKED[part] for part in PARTS[form])} |" for form in ResponseKind]
    lines += [
        "",
        "`found` and `asked_not_known` are for questions alone. A part that the form does not name is refused.",
        "",
    ]
    lines += ["Reasons for not proceeding, each with words that say what it is based on here:", ""]
    lines += [f"- {reason.label}" + (" (and who)" if reason.needs else "") for reason in rules.reasons.values()]
    least, most = rules.value("least_words", DAY), rules.value("most_days", DAY)
    words = "Words count after what says nothing is taken out (“noted”, “no further action”, the reason over again)"
    return [*lines, "", f"{words}: {least} different ones at least. A day may be {most} days away at most.", ""]


def _others() -> list[str]:
    lines = ["## The other rules", "", "| rule | what it says |", "|---|---|"]
    named = {
        rule_id: rule
        for rule_id, rule in read_escalation_rules().items()
        if rule_id not in ("hours_a_stage", "what_is_an_answer")
    }
    lines += [f"| {rule.label} | {rule.says} |" for rule in named.values()]
    return [*lines, "", "How late is late, by agency, and the ceilings: `sightline/rules/england/escalation`.", ""]

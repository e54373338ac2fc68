"""Prints docs/timescales.md from the rules: every deadline with what starts and stops it, its limit and its source."""

from collections.abc import Mapping
from datetime import date

from sightline.model.rules import RuleStatus
from sightline.rulebook.calendar import read_calendar
from sightline.timescales.rules import EPISODE, REACHED, ROW, ClockRule, NamedFact, load_clock_rules
from sightline.timescales.rules import recorded_older_than_days as lag
from tools.outcome_words import say_outcome_tests

KEPT_FROM = date(2000, 1, 1)

INTRODUCTION = """# Timescales

For practitioners and managers who ask when something is due, and for analysts who read deadlines in an export. It has
every deadline: what starts and stops it, how long it is, who must answer, and on what authority.

Printed from `sightline/rules/england/timescales` by `make docs`; a test holds the two equal.

A deadline is a rule, a child and the fact that started it. `sightline export clocks` writes one row each. A row is for
a reader who may see every record that the deadline is based on:

- the one that started it;
- the one that stopped it;
- any that the start looks to.

## How Sightline counts time

- **Day 0** is the London day of the start, whatever the hour and whether or not it is a working day. Days, working
  days and months end with the last second of the due day. A month ends on the same day number or the month's last
  day. It is not moved for a weekend or a holiday.
- **Hours** are elapsed hours over clock changes. Where a start has no time of day, they run from the end of that day.
  An answer without one counts from the beginning of its day. So nobody is called late wrongly. A date coarser than a
  day starts no deadline that counts from the event; the run's manifest counts them.
- **Working days** leave out weekends and the bank holidays of `rules/england/bank_holidays.csv`, kept from {first} to
  {last}. Past that an update fails and says so; what began before is left out.
- **From the event, or from when it reached Sightline.** A national limit runs from the event. Sightline's own
  response deadlines run from when the record reached Sightline; a concern entered in Sightline reached it when it was
  entered.

## States of a deadline

| state | meaning |
|---|---|
| running | it is not yet due |
| met | a fact that the rule names, or an answer, came in time |
| met late | it came, and late |
| breached | it is past due, nothing stopped it, and the data of who answers reach past the due time |
| not known | it is past due and their data do not reach so far: it does not escalate, the late extract does |

Their data reach to the day on which their newest file was received. Where its newest recorded moment is more than
{lag} days older, they reach only to that. What is answered in Sightline itself is always known.

- **Backlog** is what an agency recorded before its [go-live day](how-to/go-live.md), however late it comes. No
  deadline of it escalates. "Backlog from before go-live", on the work page, counts it by deadline. It draws twenty by
  lot each month for a person to answer.
- Everything else that was over when it arrived **arrived late**. The true due moment stays and is shown. The answer is
  due as long after the arrival as the rule allows.
- No deadline ends because a child turns 18. None of an agency's deadlines begins for a person who is 18 by then.
- Two rows that tell the same start of the same child are one deadline, on the row that reached Sightline first.
- Police and the interview form may give different times of return in one missing episode. The deadline then runs from
  the earlier, and is for readers who may see that record too. Pages say both days to a reader who may see both records.
- Some rules share one thing, as the three of a return interview. Their deadlines of one record count as one
  (`counted_with`). Each keeps its own deadline.

The state in an export is that at the end of the day `as_at`, by facts alone. Pages ask again at the present moment,
with people's answers laid over it. An export keeps the two times apart:

| column | meaning |
|---|---|
| `deadline_at` | the true deadline: of what was over before its record arrived, when it was due at first |
| `overdue`, `days_overdue` | whether it is past the true deadline, and by how many days; empty where not known |
| `arrived_late` | it was over when its record arrived; not backlog |
| `answer_due_at` | when the answer is due: later than the deadline only where it arrived late |
| `backlog` | its agency recorded it before its go-live day |

The time to answer at a stage is of the work item, not of the deadline: pages show it beside the deadline.

## Local values

A partnership's own values are in `rules/timescales.toml` of its workspace. They may be tighter than a national value,
never looser. A national deadline, or one of Sightline's own response deadlines, cannot be switched off there. If the
file does either, an update refuses it and names the line.

```toml
[return_interview]
limit = {{ amount = 48, unit = "hours" }}
from = 2027-01-04
decided_by = "The partnership executive"
decided_on = 2026-12-10
confirmed_by = "Who has read the guidance itself"

[front_door_decision]
on = true
decided_by = "The partnership executive"
decided_on = 2026-12-10
```

## What is not here

- **Unverified** means that the number was seen in a procedures page or summary, and nobody here has read the guidance
  itself. A named person who has read it confirms the rule: see [confirm a rule](how-to/confirm-a-rule.md).
- **Official** means that a public body's own page says so, and that it is not in law. The first day of a limit below, 1
  January 2000, is that of the kept bank holidays and no date of law.
- The Ofsted Annex A lists start and stop no deadline: they repeat, for an inspection, what the event list says as it
  happens.
- A fact that no layout gives today (the notes say which) starts nothing until a form or an export gives it.
"""


def print_timescales() -> str:
    """The whole page."""
    calendar, rules = read_calendar(), load_clock_rules()
    lines = [INTRODUCTION.format(first=calendar.first_year, last=calendar.last_year, lag=lag())]
    lines += [
        "## All deadlines",
        "",
        "| deadline | limit | counts from | status | answered by | escalates | on |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_line(rule) for rule in rules]
    for rule in rules:
        lines += _section(rule)
    return "\n".join(lines) + "\n"


def _line(rule: ClockRule) -> str:
    limit = rule.limits[-1]
    counts = "reached Sightline" if rule.counts_from == REACHED else "event"
    climbs = ("yes, urgent" if rule.urgent else "yes") if rule.climbs else "no"
    return (
        f"| [`{rule.id}`](#{rule.id}) | {limit} | {counts} | {rule.rule.status} | "
        f"{rule.answering_agency.replace('_', ' ')} | {climbs} | {'on' if rule.on else 'off'} |"
    )


def _section(rule: ClockRule) -> list[str]:
    words = rule.rule
    lines = ["", f"### `{rule.id}`", "", f"**{words.label}.** {words.says} {words.why}", ""]
    lines += [f"- Starts with {_fact(fact)}{_looks_to(fact)}{_only(fact)}" for fact in rule.starts]
    lines += [f"- Stops with {_fact(fact)}{_same(fact)}{_only(fact)}" for fact in rule.stops]
    lines += [f"- Limit: {limit}{_since(limit.effective_from)}" for limit in rule.limits]
    lines.append(f"- {_authority(rule)}")
    lines += [f"- Confirmed by: {rule.confirmed_by or '(nobody yet)'}"] if words.status is RuleStatus.UNVERIFIED else []
    lines += [f"- {rule.note}"] if rule.note else []
    return lines


def _since(day: date) -> str:
    return "" if day == KEPT_FROM else f", from {day.day} {day:%B %Y}"


def _authority(rule: ClockRule) -> str:
    words = rule.rule
    if words.citation:
        cited = words.citation
        place = f"{cited.title}, {cited.paragraph}" if cited.paragraph else cited.title
        return f"{words.status.capitalize()}: {place}. Edition: {cited.edition}. Read on {cited.read_on}: <{cited.url}>"
    decided = f" ({words.decided_on})" if words.decided_on else ""
    by = "decided by " if words.status is RuleStatus.LOCAL else ""
    return f"{words.status.capitalize()}: {by}{words.authority}{decided}"


def _fact(fact: NamedFact) -> str:
    types = f" of the type {' or '.join(fact.type)}" if fact.type else ""
    about = f", naming the child {' or '.join(fact.role)}" if fact.role else ""
    recorded = ", when it was recorded" if fact.at == "recorded" else ""
    return f"`{fact.fact}` of {' or '.join(fact.layout)}{types}{about}{recorded}"


def _only(fact: NamedFact) -> str:
    """What else must be true of it, each in a sentence of its own."""
    tests = [
        *_tests(fact.where, "{} is {}"), *_tests(fact.where_not, "{} is not {}"),
        *say_outcome_tests(fact.no_further_action, fact.other_outcome_than),
        *(f"the {column} names one of the rules' list" for column in fact.words),
        *("the words are read as " + sign.replace("_", " ") for sign in fact.passage),
    ]  # fmt: skip
    only = [f"Only where {' and '.join(tests)}"] if tests else []
    if opened := fact.while_open:
        only.append(f"Only within {opened.days} days after {_fact(opened.opens)} and before {_fact(opened.closes)}")
    if near := [one for one in (fact.followed_by, opened and opened.opens, opened and opened.closes) if one]:
        only += [f"Of {_fact(one)}: {said}" for one in near if (said := _only(one).removeprefix(". "))]
    return "".join(f". {one}" for one in only)


def _tests(tests: Mapping[str, tuple[str, ...]], form: str) -> list[str]:
    return [
        form.format(column.replace("_", " "), _one_of([f"`{value}`" if value else "empty" for value in values]))
        for column, values in tests.items()
    ]


def _one_of(values: list[str]) -> str:
    return " or ".join(part for part in (", ".join(values[:-1]), values[-1]) if part)


def _same(fact: NamedFact) -> str:
    same = {ROW: "of the same row", EPISODE: "of the same missing episode"}.get(fact.same, "of the child")
    return f", {same}{', on a later day' if fact.later else ''}"


def _looks_to(fact: NamedFact) -> str:
    if fact.followed_by:
        return f", the last before {_fact(fact.followed_by)}"
    return ", also where it names no child" if fact.without_child else ""

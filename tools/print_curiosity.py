"""Prints docs/reference/curiosity.md from the rules of questions."""

from collections.abc import Iterable
from datetime import date

from sightline.curiosity.rules import FactChoice, Question, QuestionShape, read_asking, read_questions
from sightline.rulebook.files import read_toml
from tools.outcome_words import say_outcome_tests

LATEST = date(9999, 12, 31)
NUMBERS = {
    "needs": "how many of them", "within_days": "within days", "wait_days": "days to wait",
    "overlap_days": "days that both mark", "under_years": "under years", "adult_years": "adult from years",
}  # fmt: skip
HEAD = """# Questions nobody has answered

For practitioners and those who set rules: each question that Sightline asks, why, and which records answer it.

Printed from `sightline/rules/england/curiosity` by `make docs`; a test holds the two equal.

What a curious professional would ask of the records, and no record answers. Each question has its rule, its day, and
the records that it is based on. It is asked on the child's page, and on "Questions to ask" of the agency that would
know. It says nothing against anybody. "Disguised compliance" and "the rule of optimism" are never labels here. What
is behind them is asked of the worker, as two of the questions below.

**When it is asked.** On the first day on which, by the dates from which each record was known, the question could
have been asked. A record that leads to a question must be dated to the day. An answer may be dated to the month, and
counts to its last day. A vaguer date neither asks nor answers.

**What answers it.** A later record, where the rule names one; or words: who was asked, when, and what was found.
"Asked, still not known" sets the day on which it is asked again. Adding a record that does not answer a question
never removes it (tested). An answer settles what began up to its day: later records can lead to the question again.

**Only about children.** People who were children on the day on which it began. No question ends on an eighteenth
birthday. Without a birth date, the subject of a child's record is a child.

**Who sees it.** Only a reader who may see every record that it is based on. Each rule is asked first of records that
are not restricted. So a question needs a restricted one only where it cannot be asked without. Sealed identities take
no part. An answer counts for everybody, also where it is restricted. So a question that has gone can tell a reader
that there is an answer which they may not see. It tells neither whose nor what.

**In which order.** Urgent ones first, then those asked in the last {recent} days, each by their age. At most {child}
are listed for one child, and {rule} of one rule before those of others. Under one worker's name {worker} are listed.
The others come up when these are answered. The urgent ones are escalated, once their rule is switched on.

**What only case notes say.** Phones, cars and gifts mentioned in notes, disclosures, partners, reasons. A question
uses them only where its table below names a sign of a note.
"""


def print_curiosity() -> str:
    """The page: one part a question."""
    asking = read_asking()
    head = HEAD.format(
        recent=asking.recent_days,
        child=asking.most_a_child,
        rule=asking.most_of_one_rule,
        worker=asking.most_a_worker,
    )
    questions = sorted(read_questions(day=LATEST), key=lambda question: (not question.urgent, question.rule.label))
    return "\n".join([head, *(_part(question) for question in questions)])


def _part(question: Question) -> str:
    table = read_toml("england", "curiosity", f"{question.id}.toml")
    numbers = ", ".join(
        f"{words}: {question.values[name]}" for name, words in NUMBERS.items() if name in question.values
    )
    lines = [
        f"## {question.rule.label}",
        "",
        f"`{question.id}`, {question.rule.status}{', urgent' if question.urgent else ''}. {question.rule.says} "
        f"{question.rule.why}",
        "",
        f"It asks: *{question.asks}*",
        "",
        f"- Asked of: {_asked_of(question)}",
        f"- Numbers: {numbers}",
        f"- {table['misses']}",
        "",
        "| part | records | only where |",
        "|---|---|---|",
        *(_choices("based on", question.raises) or [f"| based on | {_of_mentions(question)} | |"]),
        *_choices("while or around", question.opens),
        *(_choices("answered by", question.answers) or [f"| answered by | {_answered_otherwise(question)} | |"]),
        "| answered by | a person's words | |",
    ]
    lines += ["", "| story | as at | asked |", "|---|---|---|"]
    lines += [f"| {example['says']} | {example['as_at']} | {_asked(example)} |" for example in question.rule.examples]
    return "\n".join([*lines, ""])


def _asked_of(question: Question) -> str:
    if question.asked_of == "first":
        return "the agency of its first record"
    return read_asking().agencies[question.asked_of]


def _choices(part: str, chosen: tuple[FactChoice, ...]) -> list[str]:
    return [f"| {part} | `{one.kind}` {one.fact} | {_where(one)} |" for one in chosen]


def _where(one: FactChoice) -> str:
    said = [f"`{name}` is {_one_of(values)}" for name, values in one.where.items()]
    said += [f"`{name}` is not {_one_of(values)}" for name, values in one.where_not.items()]
    said += [f"`{name}` has a word that begins with {_one_of(values)}" for name, values in one.where_word.items()]
    said += say_outcome_tests(one.no_further_action, one.other_outcome_than)
    said += [f"the child is {' or '.join(one.roles)}"] if one.roles else []
    said += ["it has the child's own words"] if one.words else []
    said += [f"its note affirms {one.sign}"] if one.sign else []
    said += ["of the same record"] if one.same_record else []
    said += [f"until {' or '.join(kind.rpartition('/')[2] for kind in one.until)}"] if one.until else []
    return "; ".join(said)


def _one_of(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" if value else "empty" for value in values)


def _of_mentions(question: Question) -> str:
    value = question.of.get("value")
    return f"what each agency says now as {value.replace('_', ' ')}" if value else "`school_attendance` of two schools"


def _answered_otherwise(question: Question) -> str:
    if question.of.get("thing_kind"):
        return "a record that names a holder of it"
    if question.shape is QuestionShape.REPEATED:
        return "a corrected record that no longer says so"
    return "a newer record with which they agree" if question.of.get("value") else "one of the two marks no longer"


def _asked(example: dict[str, object]) -> str:
    if not example["asked"]:
        return "no"
    return f"from {example['raised_on']}" if "raised_on" in example else "yes"

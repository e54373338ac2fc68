"""What counts as an answer, and which part is missing where it does not.

Words are counted after what says nothing was taken out ("noted", "no further action", the reason over again). An answer
is refused for a part that is missing, never for what it says.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Literal

from sightline.escalation.ladders import FOLDER
from sightline.model.errors import Usage
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import WrittenRule, read_written
from sightline.rulebook.schema import Text, Written
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _


class ResponseKind(StrEnum):
    """The forms of an answer: of an item or a clock the first two, of a question all."""

    ACT = "act"
    NOT_PROCEED = "not_proceed"
    FOUND = "found"
    ASKED_NOT_KNOWN = "asked_not_known"


PARTS: dict[ResponseKind, tuple[str, ...]] = {
    ResponseKind.ACT: ("what", "who", "by_when"),
    ResponseKind.NOT_PROCEED: ("reason", "words"),
    ResponseKind.FOUND: ("who", "asked_on", "words"),
    ResponseKind.ASKED_NOT_KNOWN: ("who", "asked_on", "by_when"),
}
WHAT_IS_ASKED = {
    "what": _("what will be done"),
    "who": _("who"),
    "by_when": _("by which day"),
    "asked_on": _("on which day it was asked"),
    "reason": _("a reason from the list"),
    "words": _("the reason in words"),
}
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
MOST_LETTERS = 4_000


class Reason(Written, frozen=True, kw_only=False):
    """One reason for not proceeding, from the list. `needs` are parts that this reason asks for besides."""

    id: Text
    label: Text
    needs: tuple[Literal["what", "who", "by_when", "asked_on"], ...] = ()


class WrittenAnswerRules(WrittenRule, frozen=True):
    """The rule of answers as its file writes it."""

    reasons: tuple[Reason, ...]
    non_answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """The list of reasons, what is no answer, and the local values."""

    rule: Rule
    reasons: dict[str, Reason]
    non_answers: tuple[str, ...]

    def value(self, name: str, day: date) -> int:
        """A local value in force on a day."""
        return int(self.rule.value_at(name, day))


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that is missing or cannot stand, and what to do about it."""

    part: str
    says: str


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """An answer that is whole. What people wrote is personal: it is kept apart from the decision."""

    form: ResponseKind
    by_when: date | None = None
    asked_on: date | None = None
    reason: str = ""
    what: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


class NotAnAnswer(Usage):
    """Parts are missing: `missing` says exactly which."""

    def __init__(self, missing: Iterable[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            _("This is not an answer yet."),
            code="not_an_answer",
            where=join_shown(", ", (each.part for each in self.missing)),
            what_to_do=join_shown(" ", (each.says for each in self.missing)),
        )


@cache
def read_answer_rules() -> AnswerRules:
    """What `rules/england/escalation/reasons.toml` says."""
    table = read_toml(*FOLDER, "reasons.toml")
    said, rule = read_written(WrittenAnswerRules, table, where="/".join((*FOLDER, "reasons")))
    return AnswerRules(rule, {reason.id: reason for reason in said.reasons}, said.non_answers)


def check_answer(
    form: Mapping[str, Any],
    *,
    today: date,
    forms: Iterable[ResponseKind] = (ResponseKind.ACT, ResponseKind.NOT_PROCEED),
    rules: AnswerRules | None = None,
) -> CheckedAnswer:
    """The answer, whole; NotAnAnswer naming every part that is missing. `form` has the key `form` and its parts."""
    rules = rules or read_answer_rules()
    chosen = _read_form(form.get("form", ""), tuple(forms))
    parts = PARTS[chosen] + _needs_of(rules, chosen, form.get("reason", ""))
    extra = [name for name, value in form.items() if name not in ("form", *parts) and value not in ("", None)]
    checks: dict[str, Callable[[Any], Any]] = {
        "what": lambda value: _read_words(rules, today, value, _("what will be done")),
        "who": _read_who,
        "by_when": lambda value: _read_by_when(rules, today, value),
        "asked_on": lambda value: _read_asked_on(today, value),
        "reason": lambda value: _read_reason(rules, value),
        "words": lambda value: _read_words(rules, today, value, "why", beside=_label(rules, form.get("reason", ""))),
    }
    read: dict[str, Any] = {}
    missing = [Missing(name, _("This form of answer has no ‘%(name)s’.") % {"name": name}) for name in extra]
    for name in dict.fromkeys(parts):
        value = checks[name](form.get(name))
        if isinstance(value, Missing):
            missing.append(value)
        else:
            read[name] = value
    if missing:
        raise NotAnAnswer(missing)
    return CheckedAnswer(chosen, **read)


def check_words(
    words: str, *, today: date, part: str = "words", least: str = "", rules: AnswerRules | None = None
) -> str:
    """Words that say something; NotAnAnswer where they do not. For disagreements, and what was done.

    `least` is the local value that says how many: "Granted by the court" is whole, as a fact, in fewer than a reason.
    """
    said = _read_words(rules or read_answer_rules(), today, words, _("why, or what it is"), part=part, value_name=least)
    if isinstance(said, Missing):
        raise NotAnAnswer((said,))
    return said


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, lower case, without marks: two answers with the same are the same text."""
    return tuple(WORD.findall(text.lower().replace("’", "'")))


def saying_words(text: str, *, saying_nothing: Iterable[str]) -> tuple[str, ...]:
    """The different words of a text that are left when the phrases that say nothing are taken out of it."""
    left = f" {' '.join(plain_words(text))} "
    for phrase in sorted((" ".join(plain_words(each)) for each in saying_nothing), key=len, reverse=True):
        while phrase and f" {phrase} " in left:
            left = left.replace(f" {phrase} ", " ")
    return tuple(dict.fromkeys(word for word in left.split() if len(word) > 1 and not word.isdigit()))


def _read_form(written: Any, allowed: tuple[ResponseKind, ...]) -> ResponseKind:
    if written not in list(allowed):
        choices = ", ".join(allowed)
        raise NotAnAnswer([Missing("form", _("Choose what the answer is: %(choices)s.") % {"choices": choices})])
    return ResponseKind(written)


def _needs_of(rules: AnswerRules, form: ResponseKind, reason: Any) -> tuple[str, ...]:
    known = rules.reasons.get(reason) if form is ResponseKind.NOT_PROCEED and isinstance(reason, str) else None
    return known.needs if known else ()


def _label(rules: AnswerRules, reason: Any) -> str:
    known = rules.reasons.get(reason) if isinstance(reason, str) else None
    return known.label if known else ""


def _read_words(
    rules: AnswerRules, today: date, value: Any, asks: str, *, beside: str = "", part: str = "", value_name: str = ""
) -> str | Missing:
    part = part or ("what" if asks.startswith("what") else "words")
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        return Missing(part, _("Say %(asks)s.") % {"asks": asks})
    if len(text) > MOST_LETTERS:
        return Missing(
            part, _("Say %(asks)s in at most %(most_letters)s letters.") % {"asks": asks, "most_letters": MOST_LETTERS}
        )
    least = rules.value(value_name or ("least_words" if part == "words" else "least_words_of_what"), today)
    if len(saying_words(text, saying_nothing=rules.non_answers)) < least:
        return Missing(part, _("Say %(asks)s in your own words: “noted” is not an answer.") % {"asks": asks})
    if beside and len(saying_words(text, saying_nothing=(*rules.non_answers, beside))) < least:
        return Missing(part, _("The words only say the reason again. Say what evidence supports it here."))
    return text


def _read_who(value: Any) -> str | Missing:
    text = value.strip() if isinstance(value, str) else ""
    if any(len(word) > 1 and not word.isdigit() for word in plain_words(text)) and len(text) <= MOST_LETTERS:
        return text
    return Missing("who", _("Say who: a name or a job title."))


def _read_day(value: Any) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if type(value) is date else None


def _read_by_when(rules: AnswerRules, today: date, value: Any) -> date | Missing:
    day, most = _read_day(value), rules.value("most_days", today)
    if day is None:
        return Missing("by_when", _("Give the day by which it will be done."))
    if day < today:
        return Missing("by_when", _("The day is past: give a future day."))
    if day > today + timedelta(days=most):
        return Missing("by_when", _("The day is more than %(most)s days away: give an earlier one.") % {"most": most})
    return day


def _read_asked_on(today: date, value: Any) -> date | Missing:
    day = _read_day(value)
    if day is None:
        return Missing("asked_on", _("Give the day on which it was asked."))
    return (
        day if day <= today else Missing("asked_on", _("The day is in the future: give the day on which it was asked."))
    )


def _read_reason(rules: AnswerRules, value: Any) -> str | Missing:
    if isinstance(value, str) and value in rules.reasons:
        return value
    return Missing("reason", _("Choose a reason from the list."))

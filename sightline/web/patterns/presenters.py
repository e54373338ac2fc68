"""What was recognised, in words and in order: who answered, who must still, since when, as what each stands in it.

On a person's page lines about one adult, vehicle, phone or place are folded together. What waits for an answer comes
first. Nothing is put in the order of how much it might mean.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.patterns.pages import (
    ADULT,
    CHILD,
    UNIDENTIFIED,
    UNKNOWN,
    AgencyAnswer,
    PatternPerson,
    RecognisedLine,
    RecognisedPage,
)
from sightline.casework.rule_switches.selectors import answered_by_meeting
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted
from sightline.web.core.rules import rule_of
from sightline.web.core.whens import day_in_words, day_of_when
from sightline.web.core.words import agency_in_words
from sightline.web.escalation import presenters as escalation_presenters

ANSWERED = {
    "act": gettext_lazy("action to be taken"),
    "not_proceed": gettext_lazy("not proceeding"),
    "found": gettext_lazy("asked, and found out"),
    "asked_not_known": gettext_lazy("asked, and still not known"),
    "action_done": gettext_lazy("done"),
}
THEN = {"to_be_seen": gettext_lazy("the next stage must review it"), "closed": gettext_lazy("reviewed and agreed")}
FIRST = 5  # bundles that a page shows at once
PARTS = {
    ADULT: (gettext_lazy("Adult"), gettext_lazy("Adults")),
    CHILD: (gettext_lazy("Child"), gettext_lazy("Children")),
    UNIDENTIFIED: (gettext_lazy("Not identified"), gettext_lazy("Not identified")),
    UNKNOWN: (gettext_lazy("Age not known"), gettext_lazy("Age not known")),
}


def controllers_in_words(records: Iterable[RecordBasis]) -> str:
    """The agencies that control these records, with how many are theirs: who has most first."""
    theirs = Counter(one.agency for one in records)
    ordered = sorted(theirs.items(), key=lambda one: (-one[1], one[0]))
    return in_a_row([f"{agency_in_words(agency)} ({counted(number, 'record')})" for agency, number in ordered])


@dataclass(frozen=True, slots=True)
class Bundle:
    """Lines of one rule about one adult, thing or group; or one line that is about none."""

    lines: tuple[RecognisedLine, ...]

    @property
    def first(self) -> RecognisedLine:
        """The line that could be seen first; all are of its rule."""
        return min(self.lines, key=lambda line: (line.first_true_on, line.instance_key))

    @property
    def waiting(self) -> int:
        """How many of its lines wait for an answer."""
        return sum(line.waits for line in self.lines)

    @property
    def children(self) -> int:
        """How many different children they are about, beside the one whose page it is."""
        return len({one.person_id for line in self.lines for one in line.of(CHILD)})

    @property
    def first_true_on(self) -> date:
        """From when the first of them could be seen."""
        return self.first.first_true_on

    @property
    def label(self) -> str:
        """The adult, vehicle, phone or place, named."""
        adults = self.first.of(ADULT)
        if self.first.entity_kind == ADULT:
            return _("Adult: %(name)s") % {"name": adults[0].name or _("name not recorded")} if adults else ""
        return f"{self.first.entity_kind.capitalize()}: {self.first.what}" if self.first.what else ""


@dataclass(frozen=True, slots=True)
class SortedPatterns:
    """What a person's page shows: what waits for an answer, what is answered, and what nobody must answer."""

    waiting: tuple[Bundle, ...]
    answered: tuple[Bundle, ...]
    context: tuple[Bundle, ...]

    @property
    def to_answer(self) -> int:
        """How many lines wait for an answer, as the overview counts them."""
        return sum(one.waiting for one in self.waiting)

    @property
    def more_to_answer(self) -> int:
        """How many of them are in bundles beyond the first few."""
        return sum(one.waiting for one in self.waiting[FIRST:])

    @property
    def all_answered(self) -> int:
        """How many lines are answered."""
        return sum(len(one.lines) for one in self.answered)

    @property
    def all_context(self) -> int:
        """How many lines nobody must answer."""
        return sum(len(one.lines) for one in self.context)

    @property
    def total(self) -> int:
        """How many lines there are in all."""
        return sum(len(one.lines) for one in self.waiting) + self.all_answered + self.all_context


def sort_lines(lines: Sequence[RecognisedLine]) -> SortedPatterns:
    """Put lines together by rule and by whom or what they share, and what waits for an answer first."""
    must = list(_bundle(line for line in lines if line.must))
    return SortedPatterns(
        waiting=tuple(one for one in must if one.waiting),
        answered=tuple(one for one in must if not one.waiting),
        context=tuple(_bundle(line for line in lines if not line.must)),
    )


def _bundle(lines: Iterable[RecognisedLine]) -> Iterator[Bundle]:
    found: dict[tuple[str, str], list[RecognisedLine]] = {}
    for line in lines:
        alone = line.must and not line.node_id  # each of these is a thing of its own to answer
        found.setdefault((line.pattern_id, line.instance_key if alone else line.node_id), []).append(line)
    yield from (Bundle(tuple(some)) for some in found.values())


def people_in_words(line: RecognisedLine) -> list[tuple[str, tuple[PatternPerson, ...]]]:
    """Adults, children, and those whom nobody can call either, each under their word."""
    return _under_words(line.people)


def beside_in_words(shown: RecognisedPage) -> list[tuple[str, tuple[PatternPerson, ...]]]:
    """Who else stands on the records, under what is known of their age."""
    return _under_words(shown.beside)


def _under_words(people: Sequence[PatternPerson]) -> list[tuple[str, tuple[PatternPerson, ...]]]:
    parts = ((words, tuple(one for one in people if one.part == part)) for part, words in PARTS.items())
    return [(words[len(who) > 1], who) for words, who in parts if who]


def seen_in_words(line: RecognisedLine) -> str:
    """From when it could be seen, jointly and by an agency's own records."""
    said = _("The records show this from %(day)s.") % {"day": day_in_words(line.first_true_on)}
    if line.only_jointly:
        return _("%(said)s No agency could see it from its own records alone.") % {"said": said}
    alone = [
        _("%(agency)s from %(day)s") % {"agency": agency_in_words(one.agency), "day": day_in_words(one.since_on)}
        for one in line.alone
        if one.since_on
    ]
    if len(alone) == 1 and line.alone[0].since_on == line.first_true_on:
        return _("%(said)s, from the records of %(agency)s alone.") % {
            "said": said[:-1],
            "agency": agency_in_words(line.alone[0].agency),
        }
    return (
        _("%(said)s From one agency’s records alone: %(days)s.") % {"said": said, "days": in_a_row(alone)}
        if alone
        else said
    )


def held_in_words(line: RecognisedLine) -> str:
    """Of several kinds of sign, that no agency held enough of them; empty where one did."""
    return (
        _("Each agency held some of the records. No agency held enough to see the pattern.")
        if line.only_jointly
        else ""
    )


def tag_in_words(line: RecognisedLine) -> str:
    """What waits, for the tag beside its heading; empty where nothing does."""
    waits = [one for one in line.answers if one.waits]
    if not line.waits:
        return ""
    missing = in_a_row([agency_in_words(one.agency) for one in waits])
    return (
        _("Still to answer: %(missing)s") % {"missing": missing}
        if len(waits) < len(line.answers)
        else _("Not answered")
    )


def asked_in_words(line: RecognisedLine) -> str:
    """Who must answer, where nobody has an item of it yet; else empty: each agency then has a line of its own."""
    if not line.answers or any(one.item for one in line.answers):
        return ""
    asked = in_a_row([agency_in_words(one.agency) for one in line.answers])
    if answered_by_meeting(line.pattern_id):
        return _("To answer, hold a meeting. Or %(asked)s each give a reason.") % {"asked": asked}
    if len(line.answers) > 1:
        return _("%(asked)s must each give their own answer.") % {"asked": asked}
    return _("Must be answered by %(asked)s.") % {"asked": asked}


def answer_in_words(one: AgencyAnswer) -> str:
    """How it stands with one agency that must answer."""
    who = agency_in_words(one.agency)
    if one.waits:
        return f"{who}: {_not_answered(one)}"
    if one.by_meeting:
        return _("%(who)s: answered by a meeting, %(day)s") % {"who": who, "day": day_of_when(one.at)}
    if not one.by:
        return _("%(who)s: closed") % {"who": who}
    said = ANSWERED.get(one.form, _("answered"))
    if one.by_when:
        said = _("%(said)s by %(day)s") % {"said": said, "day": day_in_words(one.by_when)}
    if one.item and one.item.state in THEN:
        said = _("%(said)s; %(then)s") % {"said": said, "then": THEN[one.item.state]}
    return _("%(who)s: answered by %(by)s (%(stage)s), %(day)s: %(said)s") % {
        "who": who,
        "by": one.by,
        "stage": escalation_presenters.stage_in_words(one.stage, one.item.ladder if one.item else ""),
        "day": day_of_when(one.at),
        "said": said,
    }


def _not_answered(one: AgencyAnswer) -> str:
    if one.by:
        return _("open again. %(by)s answered on %(day)s, and that answer no longer applies") % {
            "by": one.by,
            "day": day_of_when(one.at),
        }
    if one.item is None:
        return _("no answer that you can see")
    return _("being dealt with, not answered") if one.item.state == "acknowledged" else _("not answered")


def chance_in_words(rule_id: str) -> str:
    """What was measured of how often chance alone meets a rule, where that says that it may mean little."""
    rule = rule_of(rule_id)
    return rule.beside_chance if rule else ""

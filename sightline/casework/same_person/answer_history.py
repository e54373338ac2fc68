"""Every answer to "same person?" ever given, which of them stand, and what a run must obey."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.people.selectors import placeholders
from sightline.linkage.normal_forms.numbers import read_nhs_number
from sightline.model.errors import Refused
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.rows.people import ServedSaidValue
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

ANSWERED, UNDONE = "same_person", "same_person_undone"
# Whoever enters a concern about a person whom they chose says that its child is that person.
ENTERED, ENTERED_CORRECTED = "concern_entered", "concern_corrected"
# In the body of an answer about what notes name: which of the two, a or b, are namings in notes.
OF_NOTE = "of_note"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AnswerHistory:
    """Every answer there is, and when each that was undone was undone."""

    given: tuple[Decision, ...]
    undone_at: dict[int, str]

    def in_force(self) -> dict[Pair, Decision]:
        """For each two mentions the last answer that was not undone."""
        return {pair_of(one): one for one in self.given if one.sequence not in self.undone_at}

    def through(self, day: date) -> "AnswerHistory":
        """The same as it was at the end of a day."""
        undone = {number: at for number, at in self.undone_at.items() if london_day(at) <= day}
        return AnswerHistory(tuple(one for one in self.given if london_day(one.at) <= day), undone)

    def until(self, at: str) -> "AnswerHistory":
        """The same as it was at a moment (UTC)."""
        undone = {number: undone_at for number, undone_at in self.undone_at.items() if undone_at <= at}
        return AnswerHistory(tuple(one for one in self.given if one.at <= at), undone)


def read_answers() -> AnswerHistory:
    """All answers, in the order they were given."""
    undone = Decision.objects.of_kind(UNDONE).oldest_first()
    given = Decision.objects.filter(
        Q(kind=ANSWERED) | Q(kind__in=(ENTERED, ENTERED_CORRECTED), body__has_key="answer")
    ).order_by("sequence")
    return AnswerHistory(tuple(given), {one.body["undoes"]: one.at for one in undone})


def pair_of(decision: Decision) -> Pair:
    """The two mentions of an answer, the smaller id first."""
    return decision.body["mention_id_a"], decision.body["mention_id_b"]


def judgements_in_force() -> tuple[Judgement, ...]:
    """What a run must obey."""
    return _judgements(read_answers())


def judgements_on(day: date) -> tuple[Judgement, ...]:
    """What a replay of an earlier day must obey: the answers that were in force at its end."""
    return _judgements(read_answers().through(day))


def judgements_until(at: str) -> tuple[Judgement, ...]:
    """What a run at that moment (UTC) obeyed."""
    return _judgements(read_answers().until(at))


def _judgements(history: AnswerHistory) -> tuple[Judgement, ...]:
    return tuple(as_judgement(one) for one in sorted(history.in_force().values(), key=lambda one: one.sequence))


def as_judgement(decision: Decision) -> Judgement:
    """An answer as linking is given it."""
    answer, on = PairAnswer(decision.body["answer"]), london_day(decision.at)
    return Judgement(decision.sequence, *pair_of(decision), answer, decision.by, on, of_note=is_of_note(decision))


def is_of_note(decision: Decision) -> bool:
    """Whether an answer is about something that a note names."""
    return bool(decision.body.get(OF_NOTE))


def records_of_note(decision: Decision) -> tuple[str, ...]:
    """The records of the notes that an answer is about; none where it is about mentions."""
    return (decision.body["record_id_a"], decision.body["record_id_b"]) if is_of_note(decision) else ()


def check_pair(store: SnapshotReader, pair: Pair, answer: PairAnswer, sight: RowFilter) -> None:
    """NotHere where one side may not be seen, which holds for every sealed identity; Refused for two NHS numbers."""
    namings = [store.naming(mention_id=mention_id, sight=sight) for mention_id in pair]
    people = [naming["person_id"] for naming in namings if naming]
    if len(people) != len(pair):
        raise NotHere
    said = store.said(person_ids=people, sight=sight)
    one, other = ({*list_nhs_numbers(row for row in said if row["person_id"] == person)} for person in people)
    if answer is PairAnswer.SAME and one and other and not one & other:
        raise Refused(
            _("These two have different valid NHS numbers, so they cannot be confirmed as one person."),
            code="two_nhs_numbers",
            what_to_do=_("If one of the numbers is wrong, ask the agency that holds it to correct it."),
        )


def list_nhs_numbers(said: Iterable[ServedSaidValue]) -> list[str]:
    """The valid NHS numbers that records give."""
    values = (row["value"] for row in said if row["what"] == "NHS number")
    return [number for value in values if (number := read_nhs_number(value, placeholders=placeholders()))]

"""Two children, or one whose records are split: a pattern waits while "same person?" is open between two of it.

It waits for so many working days as its rule gives, from when the records of both had arrived, and no longer: then it
is told once, in both readings. "Different" tells it at once. "Same" holds it back until the next run joins the two. A
rule that gives no days, as that of groups, waits for nothing: it is told in both readings at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sightline.casework.escalation.engine import Candidate, calendar
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.casework.same_person.answer_history import pair_of, read_answers
from sightline.casework.straight_line.candidates import arrival_moment
from sightline.model.calendar import Unit
from sightline.model.judgements import PairAnswer
from sightline.model.rows.matches import ServedQuestionSide
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

DAYS, ADULT, CHILD, MUST, BOTH = "question_working_days", "adult", "child", "must", 2
MOST_ASKED = 400
People = frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Two of those whom a pattern is about, of whom it is asked whether they are one, and until when it waits for that.

    `waits_until` is empty where it does not wait. `of_children`: both stand in it as children; else one stands as the
    adult. `sides` are the mentions that are asked about; `arrived_at` is when the records of both had arrived.
    """

    question_id: str
    people: People
    waits_until: str
    of_children: bool
    sides: tuple[ServedQuestionSide, ...] = field(default=(), repr=False, hash=False)
    arrived_at: str = ""


Waiting = tuple[Candidate, tuple[OpenQuestion, ...]]  # what a pattern asks of an agency, and what it depends on


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What was answered about two people since the run, and when."""

    answer: PairAnswer
    at: str


def find_questions(
    store: SnapshotReader, rows: Iterable[ServedRecognised], sight: RowFilter
) -> dict[str, tuple[OpenQuestion, ...]]:
    """By the key of an instance: the questions that the snapshot asks about two of its people."""
    waiting = [row for row in rows if row["may_be_one"] and row["class"] == MUST]
    about = _who_count(store, waiting)
    asked = _asked(store, {who for people in about.values() for who in people}, sight)
    found = {key: [two for two in asked if two.issubset(people)] for key, people in about.items()}
    wanted = {pair for pairs in found.values() for pair in pairs}
    arrived = _arrivals(store, {pair: asked[pair] for pair in wanted}, sight)
    return {
        row["instance_key"]: tuple(
            OpenQuestion(
                question_id=asked[pair][0]["question_id"],
                people=pair,
                waits_until=_until(row["pattern_id"], arrived[pair]),
                of_children=not (row["entity_kind"] == ADULT and row["entity_id"] in pair),
                sides=asked[pair],
                arrived_at=arrived[pair],
            )
            for pair in found[row["instance_key"]]
        )
        for row in waiting
        if found[row["instance_key"]]
    }


def _who_count(store: SnapshotReader, rows: Sequence[ServedRecognised]) -> dict[str, list[str]]:
    """By the key of an instance: those of its people who count. Of a group these are its children."""
    found = store.patterns.people_of(rows=rows)
    for row in rows:
        if row["group_id"]:
            members = store.networks.members(group={"group_id": row["group_id"], "view_no": row["view_no"]})
            found[row["instance_key"]] = [one["member_id"] for one in members if one["member_kind"] == CHILD]
    return found


def _asked(
    store: SnapshotReader, people: Iterable[str], sight: RowFilter
) -> dict[People, tuple[ServedQuestionSide, ...]]:
    """By the two people: both sides of the first question about them."""
    ids = store.questions_about(person_ids=sorted(people), sight=sight)
    sides: dict[str, list[ServedQuestionSide]] = {}
    for start in range(0, len(ids), MOST_ASKED):
        for one in store.question_sides(question_ids=ids[start : start + MOST_ASKED], sight=sight):
            sides.setdefault(one["question_id"], []).append(one)
    found: dict[People, tuple[ServedQuestionSide, ...]] = {}
    for question_id in ids:
        found.setdefault(frozenset(one["person_id"] for one in sides[question_id]), tuple(sides[question_id]))
    return {two: both for two, both in found.items() if len(two) == BOTH}


def _arrivals(
    store: SnapshotReader, asked: Mapping[People, Sequence[ServedQuestionSide]], sight: RowFilter
) -> dict[People, str]:
    """When the records of both sides had arrived: from then on it could be asked. No later run changes that."""
    ids = sorted({side["record_id"] for sides in asked.values() for side in sides})
    first = {
        record_id: min(arrival_moment(one["received_at"]) for one in versions)
        for record_id, versions in store.records(record_ids=ids, sight=sight).items()
    }
    return {pair: max(first.get(side["record_id"], "") for side in sides) for pair, sides in asked.items()}


def _until(pattern_id: str, arrived_at: str) -> str:
    """The last moment of the wait: the end of its last working day. Nothing waits where no arrival is known."""
    days = pattern_rules()[pattern_id].value_at(DAYS, london_day(arrived_at)) if arrived_at else None
    return calendar().due_at(started=arrived_at, amount=int(days), unit=Unit.WORKING_DAYS) if days else ""


def read_new_answers(store: SnapshotReader) -> dict[People, NewAnswer]:
    """What was answered since the run about two people, the last answer of each two; "cannot tell" leaves it open."""
    known = store.judgements()
    given = sorted(read_answers().in_force().values(), key=lambda one: one.sequence)
    new = [one for one in given if one.sequence not in known and one.body["answer"] != PairAnswer.CANNOT_TELL]
    person_of = store.people_of(mention_ids=sorted({mention for one in new for mention in pair_of(one)}))
    return {
        frozenset(person_of[mention] for mention in pair_of(one)): NewAnswer(PairAnswer(one.body["answer"]), one.at)
        for one in new
        if all(mention in person_of for mention in pair_of(one))
    }


def after_wait(
    candidate: Candidate, asked: Iterable[OpenQuestion], answers: Mapping[People, NewAnswer]
) -> Candidate | None:
    """The candidate, due when the wait is over and in both readings if it is open still; None where it was "same"."""
    due_at, still_open = candidate.due_at, list[OpenQuestion]()
    for one in asked:
        answer = answers.get(one.people)
        if answer and answer.answer is PairAnswer.SAME:
            return None
        if answer and answer.answer is PairAnswer.NOT_SAME:
            due_at = max(due_at, min(one.waits_until, answer.at))
        else:
            due_at = max(due_at, one.waits_until)
            still_open.append(one)
    return replace(candidate, due_at=due_at, about=say_both(candidate, still_open) if still_open else candidate.about)


def say_both(candidate: Candidate, asked: Sequence[OpenQuestion]) -> str:
    """What an item is about, in both readings."""
    of_children, of_people = both_readings(candidate.rule_id)
    return of_children if all(one.of_children for one in asked) else of_people


def both_readings(pattern_id: str) -> tuple[str, str]:
    """The words of both readings of a pattern: of two children, and of two people."""
    label = {"label": pattern_rules()[pattern_id].label}
    return (
        _("Pattern across agencies: %(label)s. Two children, or one whose records are split.") % label,
        _("Pattern across agencies: %(label)s. Two people, or one whose records are split.") % label,
    )

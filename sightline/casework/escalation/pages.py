"""What a page is given to show of items: frozen, already filtered for the reader, already audited.

Where `shown` is false the reader must answer, and may not see what the item rests on. Child, records and words are then
empty, and `ask` says whom to ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sightline.escalation import Stage, read_ladder
from sightline.model.ids import make_id
from sightline.translation.messages import join_shown


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line of a list of items. `mine`: it waits for the reader now. `overdue`: its stage's time is over."""

    item_id: str
    rule_id: str
    source: str
    about: str
    agency: str
    ladder: str
    urgency: str
    state: str
    stage: str
    post: str
    opened_at: str
    answer_by: str
    shown: bool
    mine: bool
    overdue: bool
    record_id: str = ""
    person_id: str = ""
    ask: str = ""
    put_back_at: str = ""
    known_from: str = ""
    arrived_at: str = ""
    due_at: str = ""
    straight: bool = False
    counted_with: str = ""
    closed_at: str = ""


def first_of_each_thing(lines: Iterable[ItemLine]) -> tuple[ItemLine, ...]:
    """One line for each thing: of deadlines of one record that count as one, the one as which they count."""
    things: dict[tuple[str, ...], ItemLine] = {}
    for place, line in enumerate(lines):
        counted = (line.counted_with, line.record_id, line.person_id)
        thing = counted if line.counted_with and line.shown else (str(place),)
        if thing not in things or line.rule_id == line.counted_with:
            things[thing] = line
    return tuple(things.values())


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """Items in the order of their answer's due moment; `next_after` is `after` of the next page, empty on the last."""

    items: tuple[ItemLine, ...]
    total: int
    next_after: str = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """The item came to a stage: truly at `due_at`, worked at `done_at`; who was told, and by what time they answer.

    `openings`: of each notice of it when it was opened, None where it was not; empty where no notice is on record.
    """

    number: int
    stage: str
    post: str
    why: str = field(repr=False)
    due_at: str
    done_at: str
    answer_by: str
    told: tuple[str, ...] = field(repr=False)
    openings: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """Something that somebody said to an item. `repeated` counts other items with the same words."""

    sequence: int
    kind: str
    at: str
    by: str
    stage: str
    reason: str
    reason_words: str
    by_when: date | None
    words: str = field(repr=False)
    what: str = field(repr=False)
    who: str = field(repr=False)
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item: how it stands, each step with who and when, what was said, and what the reader may do now.

    `of_sentence`: it is answered by yes, no or cannot tell. `asked_no_more`: such a one was closed without an answer.
    """

    line: ItemLine
    steps: tuple[StepLine, ...]
    answers: tuple[ResponseLine, ...]
    record_ids: tuple[str, ...]
    may_acknowledge: bool
    may_answer: bool
    may_see: bool
    may_finish: bool
    forms: tuple[str, ...]
    of_sentence: bool = False
    asked_no_more: bool = False
    may_read: bool = False
    may_correct: bool = False


def answers_by_step(page: ItemPage) -> dict[int, list[ResponseLine]]:
    """What was said at each step, by its number: with the last step of the stage that said it.

    A stage that the action passed over has no step. What it says is with the step at which the action was then.
    """
    placed: dict[int, list[ResponseLine]] = {step.number: [] for step in page.steps}
    for one in page.answers:
        come = [step for step in page.steps if has_come(step, one.at)] or list(page.steps[:1])
        own = [step for step in come if step.stage == one.stage] or come
        if own:
            placed[own[-1].number].append(one)
    return placed


def has_come(step: StepLine, at: str) -> bool:
    """Whether what was said at a moment can be said at this step: after it came, or as the action was opened."""
    return step.due_at < at or (step.number == 1 and step.due_at == at)


@dataclass(frozen=True, slots=True)
class LadderCount:
    """Counts and delays of one ladder: no child, no record, no answer."""

    ladder: str
    open: int
    overdue: int
    with_chief_officer_or_above: int
    oldest_opened_on: date | None


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One answer of a month's sample. Words are empty where the reader may not see what the item rests on."""

    item_id: str
    rule_id: str
    agency: str
    ladder: str
    stage: str
    by: str
    at: str
    kind: str
    reason: str
    shown: bool
    words: str = field(repr=False, default="")
    what: str = field(repr=False, default="")
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class RepeatedLine:
    """One text given to several items: how often, by how many, and the items. The text only where all may be seen."""

    times: int
    people: int
    item_ids: tuple[str, ...]
    shown: bool
    words: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class HarmedLaterLine:
    """Not proceeded with, and later a record of harm for the same child. Child and record are not named."""

    item_id: str
    rule_id: str
    agency: str
    reason: str
    not_proceeded_at: str
    later_on: str
    later_agency: str
    later_says: str


@dataclass(frozen=True, slots=True)
class PostKey:
    """A post: the ladder that it belongs to, its stage, and the body whose own it is, if any."""

    ladder: str
    stage: Stage
    organisation: str

    @property
    def id(self) -> str:
        """Its id, for addresses and notices."""
        return make_id("post load", self.ladder, self.stage.value, self.organisation)

    @property
    def post(self) -> str:
        """What the post is called."""
        return join_shown("; ", (seat.post for seat in read_ladder(self.ladder).rung(self.stage).seats))


@dataclass(frozen=True, slots=True)
class Overload:
    """A post that got more than it can answer. `most` came on `most_on`; `open` wait there now; `ceiling` is of all.

    `ceiling` is what its holders together can answer on a working day.
    """

    key: PostKey
    most: int
    most_on: date
    came: int
    days: int
    open: int
    holders: int
    ceiling: float

    @property
    def a_day(self) -> float:
        """How many came on a working day."""
        return self.came / self.days if self.days else float(self.came)

"""What a page is given of recognised patterns: frozen, filtered for the reader, audited.

`others` are those whom the reader may open. A pattern about somebody whom they may not open does not exist for them.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.chronology.pages.same_events import ContactCount
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.escalation.pages import ItemLine

CHILD, ADULT, UNIDENTIFIED, UNKNOWN = "child", "adult", "unidentified", "unknown"


@dataclass(frozen=True, slots=True)
class AgencyAloneOn:
    """An agency, and the day from which it could see the pattern by its own records alone; None: never."""

    agency: str
    since_on: date | None


@dataclass(frozen=True, slots=True)
class AgencyAnswer:
    """How it stands with one agency that must answer: its item, where this reader may know of one, and who answered.

    `waits`: nobody of it has, as far as this reader may know. `by`, `stage`, `at` and `form` are of the last answer; of
    one that stands no more, `waits` is true beside them. `by_meeting`: a meeting closed it.
    """

    agency: str
    own: bool
    waits: bool
    item: ItemLine | None = None
    by: str = ""
    stage: str = ""
    at: str = ""
    form: str = ""
    by_when: date | None = None
    by_meeting: bool = False


@dataclass(frozen=True, slots=True)
class PatternPerson:
    """Somebody whom it is about, and as what: child, adult, unidentified, or unknown (no record says which).

    `said`: the words of a record that describe somebody whom nobody names.
    """

    part: str
    person_id: str
    name: str = field(repr=False)
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class BesideChance:
    """Of two children missing at the same time: how often in all, how often by chance, and whether it is more."""

    occasions: int
    expected: float
    beyond: bool


@dataclass(frozen=True, slots=True)
class BothReadings:
    """It is of two people, or of one whose records are split: the question that is open, and whether it waits for that.

    `waits_until`: the last day of the wait; None once it is over, and where it never waits (`never_waits`).
    `may_answer`: whether this reader may answer the question. `of_children`: both stand in it as children.
    """

    question_id: str
    waits_until: date | None
    may_answer: bool
    of_children: bool
    never_waits: bool = False


@dataclass(frozen=True, slots=True)
class WaitingPattern:
    """A pattern that depends on whether two people are one, until when it waits for that, and its actions since.

    `waits_until`: the last day of the wait; None where it waits no more.
    """

    instance_key: str
    pattern_id: str
    waits_until: date | None
    actions: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class AwaitedAnswer:
    """What depends on the answer to a possible match. `action`: its own open action, with its role and deadline."""

    question_id: str
    patterns: tuple[WaitingPattern, ...]
    action: ItemLine | None


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """One instance: which pattern, since when it could have been seen, jointly and by whom alone, and how it stands.

    `confirmed`: it rests on something that a note names, as somebody confirmed. `what` is the vehicle, telephone, place
    or name as visible records write it; `node_kind` and `node_id` lead to its page, or to the group's. `people` are
    those whom it is about, without the one whose page it is on. `answers`: a line for each agency that must answer.
    `set_aside`: how many more people a named decision took off lists. `maybe_one`: names of two of whom it is asked
    whether they are one person; `both_readings`: that it stands only if they are two. `read_on`: the day before which
    it could not be seen without signs that people confirmed later; None where it could.
    """

    instance_key: str
    pattern_id: str
    must: bool
    first_true_on: date
    alone: tuple[AgencyAloneOn, ...]
    only_jointly: bool
    unsure: bool
    confirmed: bool
    provisional: bool
    licensed: bool
    chance: BesideChance | None
    entity_kind: str
    what: str = field(repr=False)
    people: tuple[PatternPerson, ...]
    rests_on: tuple[RecordBasis, ...]
    answers: tuple[AgencyAnswer, ...] = ()
    node_kind: str = ""
    node_id: str = ""
    set_aside: int = 0
    maybe_one: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    both_readings: BothReadings | None = None
    read_on: date | None = None

    @property
    def waits(self) -> bool:
        """Whether an agency that must answer has not, as far as this reader may know."""
        return self.must and any(one.waits for one in self.answers)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The items that ask for its answer, of those that this reader may know of."""
        return tuple(one.item.item_id for one in self.answers if one.item)

    @property
    def item(self) -> ItemLine | None:
        """The item of the reader's own agency, where it must answer; else the first."""
        items = [one.item for one in self.answers if one.own or one.item]
        return items[0] if items else None

    def of(self, part: str) -> tuple[PatternPerson, ...]:
        """Those who stand in it as this."""
        return tuple(one for one in self.people if one.part == part)


@dataclass(frozen=True, slots=True)
class EvidenceSign:
    """A sign that met the rule: its kind, and the sentence in which it stands; empty where it may not be shown."""

    indicator: str
    before: str = field(repr=False)
    words: str = field(repr=False)
    behind: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NamedOnRecord:
    """Somebody or something that the pattern is about, as a record names it; of somebody, in which role there."""

    name: str = field(repr=False)
    role: str


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """What of one record met the rule: who stands on it as what, what it says in short, which signs in which words."""

    record: RecordBasis
    named: tuple[NamedOnRecord, ...]
    says: tuple[str, ...] = field(repr=False)
    signs: tuple[EvidenceSign, ...]


@dataclass(frozen=True, slots=True)
class BesideOthers:
    """A place with signs beside the other places of its type, in the records that the reader sees.

    `children`: with a sign there from `since` to `until`. `people`: whom records give there. `expected`: how many
    children with signs in the same days at places of its type with as many people; None where there are too few.
    `chance`: how often so many or more would come about at one of these. It measures a place, never a child.
    """

    children: int
    people: int
    since: date
    until: date
    of_type: str
    places: int
    expected: float | None = None
    chance: float | None = None
    rare: float = 0.0

    @property
    def is_rare(self) -> bool:
        """Whether it is more than expected: chance alone would hardly ever give so many."""
        return self.chance is not None and self.chance < self.rare

    @property
    def order(self) -> float:
        """In which order of a list: the less likely by chance, the earlier. What cannot be compared is not put last."""
        return self.rare if self.chance is None else self.chance


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """One instance with everybody whom it is about, and what met the rule, record by record, the oldest first.

    `by_meeting`: a meeting answers it, or a reason from every agency that must answer. `beside_others`: of signs at a
    place. `beside`: who else stands on these records, of whom nobody can say whether child or adult; the rule did not
    count them. `up_to`: the day up to which the data go. `events`: how many its records tell of, where it
    counts events.
    """

    line: RecognisedLine
    met_by: tuple[RecordEvidence, ...]
    may_answer: bool
    by_meeting: bool
    beside_others: BesideOthers | None = None
    beside: tuple[PatternPerson, ...] = ()
    up_to: date | None = None
    events: ContactCount | None = None

    @property
    def rests_on(self) -> tuple[RecordBasis, ...]:
        """Records behind this."""
        return tuple(one.record for one in self.met_by)

    @property
    def back_to(self) -> str:
        """The person from whose page one comes: a child, where it is about one."""
        people = (*self.line.of(CHILD), *self.line.people)
        return next((one.person_id for one in people if one.person_id), "")

    @property
    def signs(self) -> tuple[tuple[str, RecordBasis], ...]:
        """Each kind of sign that met the rule, with the first record that holds it."""
        first: dict[str, RecordBasis] = {}
        for one in self.met_by:
            for sign in one.signs:
                first.setdefault(sign.indicator, one.record)
        return tuple(first.items())


@dataclass(frozen=True, slots=True)
class CoNamedAdult:
    """Namings of one wording on these records, of whom nobody can say whether child or adult.

    They are unidentified, or of no known age. `times` namings stand on `record_ids`; nothing says that they are one.
    """

    standing: str
    text: str = field(repr=False)
    record_ids: tuple[str, ...]
    times: int

"""What a page is given of what may be learned from: frozen, filtered for the reader, audited."""

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from sightline.pictures.trend_facts import ShownNumber

Trained = TypeVar("Trained")


@dataclass(frozen=True, slots=True)
class ReadingToConfirm:
    """What somebody said of a sentence, by the number of the decision. Nobody confirms what they said themselves."""

    said: int
    said_at: str
    by: str
    record_id: str
    sign: str
    is_so: bool
    text: str = field(repr=False)
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReadingsToConfirm:
    """What waits for a yes or a no that this reader may open, and how many sentences are confirmed: with, without."""

    lines: tuple[ReadingToConfirm, ...]
    elsewhere: int
    confirmed: int
    confirmed_without: int


@dataclass(frozen=True, slots=True)
class PrecisionAndRecall:
    """At a level, the share of marks that are right and of signs that are found, in percent: before and after."""

    level: str
    right_before: str
    right_after: str
    found_before: str
    found_after: str


@dataclass(frozen=True, slots=True)
class ListedChange:
    """How many confirmed sentences are listed for their sign, before and after, of how many."""

    is_so: bool
    before: str
    after: str
    of: str


@dataclass(frozen=True, slots=True)
class SignChanges:
    """Sentences of this workspace's notes that are listed for a sign: before and after, gained and lost."""

    sign: str
    before: str
    after: str
    gained: str
    lost: str


@dataclass(frozen=True, slots=True)
class NoteModelReport:
    """What was measured when a model was trained here: numbers alone, small ones hidden from who opens no records."""

    hands: int
    shares: tuple[PrecisionAndRecall, ...]
    listed: tuple[ListedChange, ...]
    notes: int
    signs: tuple[SignChanges, ...]


@dataclass(frozen=True, slots=True)
class TrainedNoteModel:
    """A model that learned from so many confirmed sentences, and how many of them are deleted since.

    `damage` says what is wrong with it; empty where nothing is. `is_of_now`: by this version of Sightline.
    """

    version: str
    trained_at: str
    trained_by: str
    learned_from: str
    gone: str
    is_in_force: bool
    is_of_now: bool
    damage: str
    report: NoteModelReport


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A decision about which model is in force; `version` is empty for the shipped one."""

    sequence: int
    at: str
    by: str
    version: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ModelFallback:
    """An erasure put a model out of force that had learned from what was erased, and nobody has chosen one since.

    `decision` and `by` are of when that model was put in force.
    """

    noun: str
    version: str
    at: str
    decision: int
    by: str


@dataclass(frozen=True, slots=True)
class ModelsPage(Generic[Trained]):
    """The models of a kind of a workspace, the newest first, which one is in force, and what was decided."""

    shipped: str
    in_force: str
    models: tuple[Trained, ...]
    history: tuple[ModelChoice, ...]
    fell_back: ModelFallback | None = None


@dataclass(frozen=True, slots=True)
class LinkageCount:
    """One number of a report, before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NameGroupChanges:
    """Pairs of mentions that a model joins or no longer joins, of names of one origin."""

    origin: str
    before: str
    made: str
    undone: str


@dataclass(frozen=True, slots=True)
class TrainedLinkageModel:
    """A model of linkage that learned from so many profiles here, and what it would have changed then.

    `damage` says what is wrong with it; empty where nothing is.
    """

    version: str
    trained_at: str
    trained_by: str
    learned_from: str
    judgements: str
    prior: str
    threshold: str
    columns: tuple[str, ...]
    is_in_force: bool
    damage: str
    counts: tuple[LinkageCount, ...]
    joined: str
    split: str
    pairs_made: str
    pairs_undone: str
    groups: tuple[NameGroupChanges, ...]


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A number by what is counted."""

    kind: str
    number: ShownNumber


@dataclass(frozen=True, slots=True)
class AnsweredPairChoice:
    """A pair that this reader answered and may see, by the number of the answer."""

    sequence: int
    names: tuple[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ComparisonWeight:
    """What one comparison adds to a weight: its level in words and its bits, and those of how rare the name is."""

    comparison: str
    says: str = field(repr=False)
    bits: float
    name_bits: float


@dataclass(frozen=True, slots=True)
class PairWeight:
    """Why one pair weighs what it does: the bits with which every pair begins, what each comparison adds, and all."""

    pair: AnsweredPairChoice
    prior: float
    parts: tuple[ComparisonWeight, ...] = field(repr=False)
    weight: float


@dataclass(frozen=True, slots=True)
class BlockingRecall:
    """Of pairs that people answered "same": all, found by a rule, found by none, and by each rule."""

    pairs: ShownNumber
    found: ShownNumber
    missed: ShownNumber
    by_rule: tuple[NamedNumber, ...]


@dataclass(frozen=True, slots=True)
class PairsByWeight:
    """Pairs of one kind: a number for each band of weight."""

    kind: str
    numbers: tuple[ShownNumber, ...]


@dataclass(frozen=True, slots=True)
class SharedNames:
    """Full names of several people: how many, whose people questions connect, and what contradicts in the rest."""

    shared: str
    asked: str
    against: tuple[NamedNumber, ...]


@dataclass(frozen=True, slots=True)
class LinkageQuality:
    """How good the matching of the current snapshot is, in counts: small ones hidden from whoever sees not all.

    `scored` are all pairs that were weighed, by verdict; empty of a snapshot that an earlier version made. `answered`
    are those of which a person said that they are one person or two. `reach` are rows by the most that they can weigh,
    and `below` those that stay under the threshold.
    """

    up_to: date
    version: str
    threshold: float
    near_until: float
    compared: str
    band_bits: int
    bands: tuple[int, ...]
    reach: tuple[ShownNumber, ...]
    below: ShownNumber
    weights: tuple[PairsByWeight, ...]
    scored: tuple[PairsByWeight, ...]
    answered: tuple[PairsByWeight, ...]
    too_little: tuple[NamedNumber, ...]
    sizes: tuple[NamedNumber, ...]
    joins: tuple[NamedNumber, ...]
    weak_people: str
    bridges: str
    sparse: str
    names_capped: str
    not_compared: str
    shared_names: SharedNames
    blocking: BlockingRecall


@dataclass(frozen=True, slots=True)
class LinkageQualityPage:
    """The matching model in force and who decided it, the quality before the next update, and one pair's weight.

    `quality` is None before the first update. `pairs` are those that this reader answered and may see.
    """

    in_force: str
    sha256: str
    decided: ModelChoice | None
    quality: LinkageQuality | None
    may_see_pairs: bool
    has_own_columns: bool
    pairs: tuple[AnsweredPairChoice, ...]
    chosen: PairWeight | None
    fell_back: ModelFallback | None = None

"""What a page is given of recognised patterns: frozen, filtered for the reader, audited.

A newcomer would get this wrong: `others` are those whom the reader may open. A pattern about somebody whom they may not
open does not exist for them.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.reading import PersonSummary
from sightline.casework.reading_items import ItemLine
from sightline.casework.reading_unanswered import RestsOn


@dataclass(frozen=True, slots=True)
class Alone:
    """An agency, and the day from which it could see the pattern by its own records alone; None: never."""

    agency: str
    since_on: date | None


@dataclass(frozen=True, slots=True)
class BesideChance:
    """Of two children missing at the same time: how often in all, how often by chance, and whether it is more."""

    occasions: int
    expected: float
    beyond: bool


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """One instance: which pattern, since when it could have been seen, jointly and by whom alone, and how it stands.

    `confirmed`: it rests on something that a note names, as somebody confirmed. `what` is the vehicle, telephone, place
    or name as visible records write it; `node_kind` and `node_id` lead to its page, or to the group's. `item` asks for
    an answer, where this reader may know of one. `set_aside`: how many more people a named decision took off lists.
    """

    instance_key: str
    pattern_id: str
    must: bool
    first_true_on: date
    alone: tuple[Alone, ...]
    only_jointly: bool
    unsure: bool
    confirmed: bool
    provisional: bool
    licensed: bool
    chance: BesideChance | None
    entity_kind: str
    what: str = field(repr=False)
    others: tuple[PersonSummary, ...]
    records: int
    item: ItemLine | None
    node_kind: str = ""
    node_id: str = ""
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """One instance with everybody whom it is about, and the records that it rests on, the oldest first.

    `by_meeting`: a meeting answers it, or a reason from every agency that must answer.
    """

    line: RecognisedLine
    about: tuple[PersonSummary, ...]
    rests_on: tuple[RestsOn, ...]
    may_answer: bool
    by_meeting: bool

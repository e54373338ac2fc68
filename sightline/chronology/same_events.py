"""Which records of several agencies may tell of one event: proposed by a rule, with what they share, and never merged.

A proposal is a question for people. Whatever they answer, every telling stays as its agency wrote it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import combinations
from typing import Generic

from sightline.known_facts.event_verdicts import Said, join_confirmed, join_pairs, settle_pairs
from sightline.rulebook.files import read_toml
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Written

RULE = "same_event"
FILE = ("england", "chronology", f"{RULE}.toml")
REFERENCE = re.compile(r"\b[A-Z]{1,5}\d{1,4}[/-]?\d{2,}\b")
WORD = re.compile(r"[^\W\d_]+")


class SharedBy(StrEnum):
    """What two tellings share beside the child, the days and the kind."""

    REFERENCE = "reference"
    PERSON = "person"
    THING = "thing"
    WORDS = "words"


class TellingPart(StrEnum):
    """What two tellings may say differently."""

    DAY = "day"
    TIME = "time"
    PLACE = "place"
    PEOPLE = "people"
    SEEN = "child_seen"
    ALONE = "seen_alone"


class SameState(StrEnum):
    """Whether tellings are one event: a rule proposes it, or people said so; or only the day is one."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    SEPARATE = "separate"
    NOT_PROPOSED = "not_proposed"


@dataclass(frozen=True, slots=True)
class SettledGroup(Generic[Said]):
    """Tellings with their state; `verdict` is what people last said of them, where they did."""

    event_ids: tuple[str, ...]
    state: SameState
    verdict: Said | None = None


class ContactKinds(Written, frozen=True):
    """The kinds of records that count as a contact."""

    kinds: tuple[str, ...]


class SameEventRules(Written, frozen=True):
    """How near in days, how many shared words of how many letters, how common a word may be, and families of kinds.

    `kept`: families of registers and lists, which tell of no event.
    """

    near_days: int
    least_words: int
    word_letters: int
    common_share: float
    common_least: int
    families: dict[str, tuple[str, ...]]
    contacts: ContactKinds
    kept: tuple[str, ...]

    def families_of(self, kind: str) -> frozenset[str]:
        """The families of a kind, `layout` or `layout/its own type`; none where it fits any."""
        return frozenset(name for name, kinds in self.families.items() if is_of(kind, kinds))


@dataclass(frozen=True, slots=True)
class AgencyTelling:
    """What one agency tells of an event. `people` and `things` are ids of others than the children whom it is about.

    `time` is a time of day such as 14:30, empty where only the day is known; `places` are those of the `things`.
    """

    event_id: str
    agency: str
    called: frozenset[str]
    first_on: date
    last_on: date
    kind: str
    references: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    words: frozenset[str] = field(default=frozenset(), repr=False)
    time: str = ""
    places: frozenset[str] = frozenset()


@cache
def read_same_event_rules() -> SameEventRules:
    """The rule as it is now: it proposes, and changes nothing."""
    return read_decided(SameEventRules, *FILE)


@cache
def read_rule_version() -> str:
    """The day on which the values of the rule were decided."""
    return str(read_toml(*FILE)["decided_on"])


def references_in(text: str) -> frozenset[str]:
    """The reference numbers that a text names."""
    return frozenset(REFERENCE.findall(text))


def words_in(text: str) -> frozenset[str]:
    """The words of a text, in small letters."""
    return frozenset(word.casefold() for word in WORD.findall(text))


def is_of(kind: str, kinds: Collection[str]) -> bool:
    """Whether a kind is one of some, or a finer one of them."""
    return any(kind.casefold() == one or kind.casefold().startswith(f"{one}/") for one in kinds)


def propose_same(
    tellings: Iterable[AgencyTelling], *, rules: SameEventRules
) -> dict[tuple[str, str], tuple[SharedBy, ...]]:
    """Pairs of tellings of two agencies that may be one event, each with what they share."""
    ordered = sorted(tellings, key=lambda one: (one.first_on, one.event_id))
    common = find_common_words(ordered, rules)
    found = {}
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.first_on > one.last_on + timedelta(days=rules.near_days):
                if other.first_on > one.first_on + timedelta(days=rules.near_days) and one.first_on == one.last_on:
                    break
                continue
            if one.agency != other.agency and one.called & other.called and kinds_fit(one.kind, other.kind, rules):
                shared = find_shared(one, other, common, rules)
                if shared:
                    found[one.event_id, other.event_id] = shared
    return found


def kinds_fit(one: str, other: str, rules: SameEventRules) -> bool:
    """Whether records of two kinds can tell of one event: they are of one family, or one of them is of none."""
    mine, theirs = rules.families_of(one), rules.families_of(other)
    return not mine or not theirs or bool(mine & theirs)


def find_common_words(tellings: Sequence[AgencyTelling], rules: SameEventRules) -> frozenset[str]:
    """Words that too many tellings have to say anything. What a few tell, which may be of one event, is not common."""
    counts = Counter(word for one in tellings for word in one.words)
    most = max(rules.common_least, int(len(tellings) * rules.common_share))
    return frozenset(word for word, number in counts.items() if number > most)


def find_shared(
    one: AgencyTelling, other: AgencyTelling, common: frozenset[str], rules: SameEventRules
) -> tuple[SharedBy, ...]:
    """What two tellings share; nothing where they share only the child, the days and the kind."""
    words = {word for word in one.words & other.words - common if len(word) >= rules.word_letters}
    said = {
        SharedBy.REFERENCE: bool(one.references & other.references),
        SharedBy.PERSON: bool(one.people & other.people),
        SharedBy.THING: bool(one.things & other.things),
        SharedBy.WORDS: len(words) >= rules.least_words,
    }
    return tuple(kind for kind, is_shared in said.items() if is_shared)


def find_differences(one: AgencyTelling, other: AgencyTelling) -> tuple[TellingPart, ...]:
    """Where two tellings say something else; what one of them does not say is no difference."""
    said = {
        TellingPart.DAY: one.first_on != other.first_on,
        TellingPart.TIME: bool(one.time and other.time) and one.time != other.time,
        TellingPart.PLACE: bool(one.places and other.places) and not one.places & other.places,
        TellingPart.PEOPLE: bool(one.people - other.people and other.people - one.people),
    }
    return tuple(part for part, is_said in said.items() if is_said)


def settle_groups(
    proposed: Iterable[tuple[str, str]], verdicts: Sequence[Said], *, here: Collection[str]
) -> list[SettledGroup[Said]]:
    """Groups that people have to answer, then those confirmed, then those kept separate, of tellings that are here.

    `verdicts` are in the order in which people gave them: of two tellings the last counts.
    """
    known = set(here)
    same, apart = settle_pairs(verdicts)
    confirming = {pair: verdict for pair, verdict in same.items() if pair <= known}
    confirmed = join_confirmed(confirming)
    together = {one: place for place, some in enumerate(confirmed) for one in some}
    undecided = [
        pair
        for pair in proposed
        if frozenset(pair) not in apart and (pair[0] not in together or together[pair[0]] != together.get(pair[1]))
    ]
    groups: list[SettledGroup[Said]] = [
        SettledGroup(some, SameState.PROPOSED) for some in join_pairs(undecided, apart=apart) if some not in confirmed
    ]
    for some in confirmed:
        last = max((each for pair, each in confirming.items() if pair <= set(some)), key=verdicts.index)
        groups.append(SettledGroup(some, SameState.CONFIRMED, last))
    separate = {
        one.event_ids: one
        for one in verdicts
        if not one.is_same and one.event_ids <= known and apart.issuperset(_pairs_of(one.event_ids))
    }
    groups += [SettledGroup(tuple(sorted(ids)), SameState.SEPARATE, one) for ids, one in separate.items()]
    return groups


def _pairs_of(event_ids: Iterable[str]) -> set[frozenset[str]]:
    return set(map(frozenset, combinations(sorted(event_ids), 2)))


def count_events(event_ids: Collection[str], *, same: Iterable[Collection[str]]) -> int:
    """How many events these tellings are: those that people confirmed as one count once."""
    of: Mapping[str, int] = {one: place for place, some in enumerate(same) for one in some}
    return len({of.get(one, one) for one in event_ids})

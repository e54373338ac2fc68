"""Works out what one answer to several questions would bring: refusals, contradictions, and chains of people.

It counts with people as they stand and with answers given since the last run, but only with answers of which this
reader may see both records. What is hidden from them shows at the next run, as a conflict.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sightline.casework.core.models import Decision
from sightline.casework.people.agency_views import IN_RECORDS
from sightline.casework.same_person.answer_history import Pair, as_judgement, check_pair, list_nhs_numbers
from sightline.casework.same_person.pages.bulk import BulkChain, EarlierAnswer
from sightline.linkage.conflicts import ProfileBar, ProfileTie, bar_two_numbers, find_conflicts, group_ties
from sightline.model.errors import Refused
from sightline.model.judgements import PairAnswer
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader

TWO = 2


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """What would become of one pair: why it would be refused, what it would replace, what stands against it."""

    refused: str
    earlier: EarlierAnswer | None
    against: tuple[str, ...]


class MentionNumbers(dict[str, int]):
    """A number for each id, in the order in which they come: ties and bars are between numbers."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


class Bulk:
    """One answer to several pairs, held against who people are and what was answered before."""

    def __init__(
        self,
        *,
        store: SnapshotReader,
        sight: RowFilter,
        answer: PairAnswer,
        pairs: Sequence[Pair],
        given: Mapping[Pair, Decision],
    ) -> None:
        self.store, self.sight, self.answer, self.pairs, self.given = store, sight, answer, pairs, given
        self._refused = {pair: self._refuse(pair) for pair in pairs}
        self._kept = [pair for pair in pairs if not self._refused[pair]]
        in_force = {pair: one for pair, one in given.items() if pair not in self._refused}
        self._person_of = self._find_people([*pairs, *in_force])
        self._in_force = {pair: one for pair, one in in_force.items() if all(one in self._person_of for one in pair)}
        self._people = MentionNumbers()

    def find_outcomes(self) -> list[PairOutcome]:
        """What would become of each pair, in their order."""
        against = {PairAnswer.SAME: self._against_same, PairAnswer.NOT_SAME: self._against_not_same}.get(
            self.answer, dict
        )()
        return [PairOutcome(self._refused[pair], self._earlier(pair), against.get(pair, ())) for pair in self.pairs]

    def find_chains(self) -> list[BulkChain]:
        """Where "the same" would make one of more than two people, with how many records name them."""
        if self.answer is not PairAnswer.SAME:
            return []
        groups, members, places = (
            group_ties(self._ties()),
            defaultdict[int, set[str]](set),
            defaultdict[int, list[int]](list),
        )
        for person, number in self._people.items():
            members[groups.find(number)].add(person)
        for place, pair in enumerate(self.pairs, start=1):
            if not self._refused[pair]:
                places[groups.find(self._ends(pair)[0])].append(place)
        return [
            BulkChain(tuple(brought), len(members[root]), self._count_records(members[root]))
            for root, brought in places.items()
            if len(members[root]) > TWO
        ]

    def _refuse(self, pair: Pair) -> str:
        """The code of what an answer by itself would be refused for; NotHere where a side may not be seen."""
        try:
            check_pair(self.store, pair, self.answer, self.sight)
        except Refused as refusal:
            if refusal.code == "not_here":
                raise
            return refusal.code
        return ""

    def _earlier(self, pair: Pair) -> EarlierAnswer | None:
        one = self.given.get(pair)
        return EarlierAnswer(one.by, one.body["answer"], london_day(one.at)) if one else None

    def _find_people(self, pairs: Iterable[Pair]) -> dict[str, str]:
        """Who each mention is of; those that may not be seen are left out."""
        found = {}
        for mention_id in dict.fromkeys(one for pair in pairs for one in pair):
            naming = self.store.naming(mention_id=mention_id, sight=self.sight)
            if naming:
                found[mention_id] = naming["person_id"]
        return found

    def _ends(self, pair: Pair) -> tuple[int, int]:
        """The numbers of the two people whom a pair is of."""
        return self._people[self._person_of[pair[0]]], self._people[self._person_of[pair[1]]]

    def _answered(self, answer: PairAnswer) -> list[Decision]:
        return [one for one in self._in_force.values() if one.body["answer"] == answer]

    def _ties(self) -> list[ProfileTie]:
        """The pairs of the list, numbered below 0 from the first, then the answers that hold."""
        new = [ProfileTie(-place, *self._ends(pair), "") for place, pair in enumerate(self._kept, start=1)]
        held = [
            ProfileTie(one.sequence, *self._ends(pair), as_judgement(one).in_words)
            for pair, one in self._in_force.items()
            if one.body["answer"] == PairAnswer.SAME
        ]
        return [*new, *held]

    def _against_same(self) -> dict[Pair, tuple[str, ...]]:
        ties = self._ties()
        bars = [
            ProfileBar(*self._ends(pair), as_judgement(one).in_words)
            for pair, one in self._in_force.items()
            if one.body["answer"] == PairAnswer.NOT_SAME
        ]
        found = find_conflicts(ties=ties, bars=[*bars, *bar_two_numbers(ties=ties, numbers=self._read_numbers(ties))])
        return {pair: tuple(filter(None, found.get(-place, ()))) for place, pair in enumerate(self._kept, start=1)}

    def _against_not_same(self) -> dict[Pair, tuple[str, ...]]:
        """Answers "the same" that hold between the two records, or between the people whom they are of."""
        held = self._answered(PairAnswer.SAME)
        mentions = MentionNumbers()
        pairs = [(one.body["mention_id_a"], one.body["mention_id_b"]) for one in held]
        of_people = [ProfileTie(one.sequence, *self._ends(pair), "") for one, pair in zip(held, pairs, strict=True)]
        of_records = [
            ProfileTie(one.sequence, mentions[a], mentions[b], "") for one, (a, b) in zip(held, pairs, strict=True)
        ]
        against = {}
        for pair in self._kept:
            ways = find_conflicts(ties=of_people, bars=[ProfileBar(*self._ends(pair), "")]) | find_conflicts(
                ties=of_records, bars=[ProfileBar(mentions[pair[0]], mentions[pair[1]], "")]
            )
            against[pair] = tuple(as_judgement(one).in_words for one in held if one.sequence in ways)
        return against

    def _read_numbers(self, ties: Sequence[ProfileTie]) -> dict[int, str]:
        """The NHS number that each of the people carries."""
        tied = {end for tie in ties for end in (tie.a, tie.b)}
        people = [person for person, number in self._people.items() if number in tied]
        said = defaultdict(list)
        for row in self.store.said(person_ids=people, sight=self.sight):
            said[row["person_id"]].append(row)
        numbers = {self._people[person]: list_nhs_numbers(rows) for person, rows in said.items()}
        return {number: min(found) for number, found in numbers.items() if found}

    def _count_records(self, people: set[str]) -> int:
        said = self.store.said(person_ids=sorted(people), sight=self.sight)
        return sum(int(row["records"]) for row in said if row["what"] == IN_RECORDS)

"""The same records with chance in the place of what a rule looks for: who meets what, when, with which outcome.

Nobody is left out and nothing is made up. Each child, adult and thing stands on as many records as before, and each
month has what it had; only who stands with whom, or when, is drawn by lot.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import cast

from sightline.known_facts.facts import NEVER
from sightline.known_facts.records import Records
from sightline.known_facts.row_types import NamedChildRow, NamedInNoteRow, StandingRow
from sightline.known_facts.words import WordLists
from sightline.store.engine import Engine
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
Counts = Callable[[StandingRow, str], bool]
SWAPPED = ("entity_id", "adult_born", "role", "of_witness")


def keep_true(*, engine: Engine) -> None:
    """Keep what `gather` made, so that each lot is drawn from it and it can be put back."""
    engine.make("pattern_fact_true", "SELECT * FROM pattern_fact")
    engine.make("pattern_thing_true", "SELECT * FROM pattern_thing")


def put_back(*, engine: Engine) -> None:
    """The true facts and things again."""
    engine.make("pattern_fact", "SELECT * FROM pattern_fact_true")
    engine.make("pattern_thing", "SELECT * FROM pattern_thing_true")


def shuffle_days(*, engine: Engine, seed: str) -> None:
    """Each record has the day of another of its layout and year, moved by whole weeks."""
    engine.make("pattern_fact", SQL.fill("days_by_lot", never=NEVER, seed=seed))


def shuffle_outcomes(*, engine: Engine, seed: str) -> None:
    """Each attendance, register row and decision has what another of its month says."""
    engine.make("pattern_fact", SQL.fill("outcomes_by_lot", seed=seed))


def shuffle_places(*, engine: Engine, seed: str) -> None:
    """Each record at a place has the place of another of its layout and month."""
    engine.make("pattern_thing", SQL.fill("places_by_lot", seed=seed))


class ShuffledRecords(Records):
    """Records on which adults and things were swapped with others of their kind and month, among those that count.

    What notes name or describe takes no part.
    """

    def __init__(self, engine: Engine, *, seed: str, counts: Counts) -> None:
        super().__init__(engine)
        self._seed, self._counts = seed, counts

    def standing_on(self, kind: str) -> list[StandingRow]:
        """Each child's record with what stands on it by lot."""
        return self._swapped(super().children_with(kind), kind)

    def children_with(self, kind: str) -> list[StandingRow]:
        """The same."""
        return self.standing_on(kind)

    def adults_with(self, kind: str) -> list[StandingRow]:
        """Each outside person's record with what stands on it by lot."""
        return self._swapped(super().adults_with(kind), kind)

    def confirmed(self) -> list[NamedInNoteRow]:
        """Nothing."""
        return []

    def proposed(self) -> list[NamedInNoteRow]:
        """Nothing, as in `confirmed`."""
        return []

    def named_children(self) -> Iterator[tuple[str, NamedChildRow]]:
        """Nobody."""
        return iter(())

    def described_in_notes(self, words: WordLists) -> list[StandingRow]:  # noqa: ARG002 - of Records
        """Nobody."""
        return []

    def _swapped(self, rows: list[StandingRow], kind: str) -> list[StandingRow]:
        by_month: dict[tuple[int, int], list[StandingRow]] = defaultdict(list)
        for row in sorted(rows, key=_order):
            if self._counts(row, kind):
                by_month[row["event_on"].year, row["event_on"].month].append(row)
        swapped = []
        for month, some in sorted(by_month.items()):
            others = random.Random(f"{self._seed} {kind} {month}").sample(some, len(some))  # noqa: S311
            pairs = zip(some, others, strict=True)
            swapped += [_with_what_is_on(one, other) for one, other in pairs]
        return [row for row in swapped if row["entity_id"] != row["person_id"]]


def _order(row: StandingRow) -> tuple[str, ...]:
    known_from = str(row["known_from"])
    return row["row_id"], row["other_row_id"], row["name"], known_from, row["person_id"], row["entity_id"]


def _with_what_is_on(one: StandingRow, other: StandingRow) -> StandingRow:
    """The one record with the adult or thing of the other."""
    return cast(StandingRow, {**one, **{name: said for name, said in other.items() if name in SWAPPED}})

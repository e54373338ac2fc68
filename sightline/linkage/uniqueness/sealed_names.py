"""Counts whom sealed rows name, so that nobody is matched because nobody else in open records has the name.

What sealed rows say is read and compared in memory alone: the tables of a run get the verdict, which name or pair is
held back, and never why. So it looks as if the match was merely not made, as where a restricted record holds it back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypedDict

import pyarrow as pa

from sightline.linkage.conflicts import group_ties
from sightline.linkage.live.profile import read_profile
from sightline.linkage.live.same_person import JOINED, KEPT_APART
from sightline.linkage.live.scores import PairScorer
from sightline.linkage.settings import Settings
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

Profile = Mapping[str, Any]
NUMBERS = ("nhs_number", "upn")
MOST_FIGURES, MOST_DAYS = 2, 366  # birth dates that differ more than both are of two people, whatever else agrees
# What makes two namings different: the same child stands in every file of a register.
TELLING = (
    "agency", "slot", "source_role", "name_as_written", "surname", "forename", "other_names", "birth_date",
    "birth_date_as_written", "sex", "nhs_number", "upn", "local_id", "address", "postcode", "phone",
)  # fmt: skip


class SealedFinder(Protocol):
    """Finds the people of sealed rows by the keys of `live.name_keys`."""

    @property
    def files(self) -> frozenset[str]:
        """The files that have sealed rows."""

    def find(self, texts: Collection[str]) -> Sequence[Mapping[str, Any]]:
        """Namings, as columns of a mention, in rows that are found by one of the keys."""


class OpenProfileRow(TypedDict):
    """An open profile as the model compares it, and whose it is."""

    profile_id: int
    person_id: str
    first_name: str | None
    last_name: str | None
    given_names: str | None
    last_names: str | None
    near_names: str | None
    undivided: str | None
    name_words: str | None
    near_words: str | None
    further_names: str | None
    birth_date: date | None
    born_first: date | None
    born_last: date | None
    sex: str | None
    nhs_number: str | None
    upn: str | None
    local_id_kind: str | None
    local_id: str | None
    postcode: str | None
    house: str | None
    address_words: str | None
    phone: str | None
    parents: str | None
    companions: str | None
    first_seen_on: date | None


def read_profiles(engine: Engine, *, people: str) -> list[OpenProfileRow]:
    """The profiles of the people whose ids a query gives."""
    columns = ", ".join(name for name in OpenProfileRow.__annotations__ if name != "person_id")
    sql = f"""SELECT {columns}, person_id FROM profile JOIN person_of_profile USING (profile_id)
        WHERE person_id IN ({people})"""
    return read_rows(engine, OpenProfileRow, sql)


@dataclass(frozen=True, slots=True)
class SealedPerson:
    """A naming in a sealed row: its profile, whom it is, and how it was named. An open person, or one of its own."""

    person_id: str
    profile: Profile = field(repr=False)
    said: Mapping[str, Any] = field(repr=False)
    apart: frozenset[str] = frozenset()

    @property
    def is_sealed_alone(self) -> bool:
        """Whether no open record is of this person."""
        return self.person_id.startswith("sealed ")

    @property
    def name(self) -> str:
        """The whole name, as `bearer` has it; empty where it has none."""
        first, last = self.profile["first_name"], self.profile["last_name"]
        return " ".join(sorted((first, last))) if first and last else ""

    @property
    def is_known(self) -> bool:
        """Whether a forename and a birth date are known."""
        return self.profile["first_name"] is not None and self.profile["birth_date"] is not None


class SealedNames:
    """Who else is named in sealed rows, compared with open profiles by the model in force."""

    def __init__(self, finder: SealedFinder, *, settings: Settings, secret: bytes) -> None:
        self._finder, self._settings, self._secret = finder, settings, secret
        self._scorer = PairScorer(settings)

    def holds_others_than(self, files: Iterable[str]) -> bool:
        """Whether a file has sealed rows that a run of these files did not count."""
        return not self._finder.files <= frozenset(files)

    def has_any(self, text: str) -> bool:
        """Whether a sealed row is found by a key."""
        return bool(self._finder.find((text,)))

    def find(self, texts: Collection[str], *, open_profiles: Sequence[OpenProfileRow]) -> list[SealedPerson]:
        """Whoever is found by the keys, each once. Of `open_profiles` each has its `person_id` too."""
        given: dict[tuple[str, ...], Mapping[str, Any]] = {}
        for said in self._finder.find(texts):
            given.setdefault(tuple(str(said[name]) for name in TELLING), said)
        every = [
            (read_profile(mention=given[key], settings=self._settings, secret=self._secret), given[key])
            for key in sorted(given)
        ]
        by_name = _by_name(open_profiles)
        placed = [self._place(profile, by_name) for profile, _ in every]
        people = _group(every, [person_id for person_id, _ in placed])
        return [
            SealedPerson(person_id, profile, said, frozenset(apart - {person_id}))
            for (profile, said), (_, apart), person_id in zip(every, placed, people, strict=True)
        ]

    def _place(self, profile: Profile, by_name: Mapping[str, Sequence[OpenProfileRow]]) -> tuple[str, set[str]]:
        """The open person whom the model joins it to, and those whom it keeps apart; none is an empty text."""
        joined: dict[str, float] = {}
        apart: set[str] = set()
        for other in _likely(profile, by_name):
            score = self._scorer.weigh(profile, other)
            verdict = self._scorer.judge(score, profile, other)[0]
            if verdict == JOINED:
                person_id = other["person_id"]
                joined[person_id] = max(score.weight, joined.get(person_id, score.weight))
            elif verdict == KEPT_APART:
                apart.add(other["person_id"])
        most = max(((weight, one) for one, weight in joined.items() if one not in apart), default=(0.0, ""))
        return most[1], apart


def _by_name(profiles: Sequence[OpenProfileRow]) -> dict[str, list[OpenProfileRow]]:
    """Profiles by each of their names and numbers."""
    found: dict[str, list[OpenProfileRow]] = {}
    for one in profiles:
        for text in {one["first_name"], one["last_name"], one["nhs_number"], one["upn"]}:
            if text:
                found.setdefault(text, []).append(one)
    return found


def _likely(profile: Profile, by_name: Mapping[str, Sequence[OpenProfileRow]]) -> Iterator[OpenProfileRow]:
    """Open profiles with a name or a number of it that may be the same person."""
    seen: set[int] = set()
    for text in (profile["first_name"], profile["last_name"], *(profile[name] for name in NUMBERS)):
        for other in by_name.get(text, ()) if text else ():
            if id(other) not in seen:
                seen.add(id(other))
                if _may_be_one(profile, other):
                    yield other


def _may_be_one(one: Profile, other: Profile) -> bool:
    if any(one[name] and one[name] == other[name] for name in NUMBERS):
        return True
    if one["birth_date"] is None or other["birth_date"] is None:
        return False  # by names alone the model joins nobody
    a, b = one["birth_date"], other["birth_date"]
    figures = sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True))
    return abs((a - b).days) <= MOST_DAYS or figures <= MOST_FIGURES or (a.day, a.month) == (b.month, b.day)


def _group(every: Sequence[tuple[Profile, Profile]], placed: Sequence[str]) -> list[str]:
    """The person of each: those with one number are one, and so are those with one name and birth date.

    Unless several of that name and birth date have numbers that differ.
    """
    ties = group_ties([])
    alike: dict[tuple[Any, ...], list[int]] = {}
    for place, (profile, _) in enumerate(every):
        whole = (profile["first_name"], profile["last_name"], profile["birth_date"])
        for key in (*((name, profile[name]) for name in NUMBERS), whole):
            if all(key):
                alike.setdefault(key, []).append(place)
    for places in alike.values():
        numbers = [{every[place][0][name] for place in places} - {None} for name in NUMBERS]
        if all(len(found) <= 1 for found in numbers):
            for place in places:
                ties.join(places[0], place)
    open_person: dict[int, str] = {}
    for place, person_id in enumerate(placed):
        if person_id:
            open_person.setdefault(ties.find(place), person_id)
    return [open_person.get(ties.find(place), f"sealed {ties.find(place)}") for place in range(len(every))]


def bearers_of(people: Sequence[SealedPerson], schema: pa.Schema) -> pa.Table:
    """Sealed people as rows of the working table `bearer`; their profiles have numbers that no open one has."""
    rows = [
        {**{name: one.profile.get(name) for name in schema.names}, "profile_id": -place, "person_id": one.person_id,
         "name": one.name or None, "known": one.is_known}
        for place, one in enumerate(people, start=1)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)

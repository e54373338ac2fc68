"""A planted county for the earliest days: what each agency wrote of each child and when, and a second, plain reading of it.

The reading goes through the tellings one by one. It knows nothing of rule files, tables or records.
"""

import random
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from support.planted_county import PLAIN, SUSPECT, TOLD, uk

BEGINS, DAYS = date(2022, 1, 3), 3 * 365
SUSPICION, ACCOUNT, PHONE, TEARS = "suspicion", "account", "phone", "tears"
MISSING, LONG, NOTHING, ENQUIRY, ADULT, PLACE = "missing", "long", "nothing", "enquiry", "adult", "place"
TEXTS = {
    SUSPICION: SUSPECT, ACCOUNT: TOLD, PHONE: "She has a second phone that she hides from her mother.",
    TEARS: "She was tearful and withdrawn all morning.",
}  # fmt: skip
WITHOUT_WORDS = (ENQUIRY, MISSING, LONG, ADULT, PLACE)
# What each text says of the child, and which of it comes from outside the family.
SIGNS = {SUSPICION: {"older", "coercion"}, ACCOUNT: {"told", "coercion"}, PHONE: {"phone"}, TEARS: {"change"}}
OUTSIDE = {"older", "coercion", "told", "phone"}
YOUNG, YOUNG_SIGNS = 13, {"older", "coercion", "told"}
NOTES = ("school", "youth_service", "police")
HOLDERS = (*NOTES, "childrens_services")
CASES, GROUPS = (
    24,
    5,
)  # cases are children with something of everything, two by two around one adult; groups are of three
YEAR = 365


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that one agency recorded of a child, with the day on which it happened and the day it was recorded."""

    ref: str
    kind: str
    holder: str
    happened: date
    recorded: date
    text: str = ""
    adult: str = ""
    place: str = ""

    @property
    def known(self) -> date:
        """Nobody knows a thing before it happens, however the day was typed."""
        return max(self.happened, self.recorded)

    @property
    def signs(self) -> set[str]:
        return SIGNS.get(self.kind, set())


@dataclass(frozen=True, slots=True)
class CountyChild:
    """A child and all that is told of it. `group`: of which group it is, and its place there."""

    number: int
    tellings: tuple[Telling, ...]
    group: tuple[int, int] | None = None

    @property
    def surname(self) -> str:
        return f"Planted{self.number:05}"

    @property
    def born(self) -> date:
        return date(2010, 1 + self.number % 9, 1 + self.number % 28)

    def is_young(self, day: date) -> bool:
        """Whether the child was under thirteen on a day."""
        return day < self.born.replace(year=self.born.year + YOUNG)

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of the agencies' files."""
        who = {"Surname": self.surname, "DOB": uk(self.born)}
        for one in self.tellings:
            on, entered = uk(one.happened), uk(one.recorded)
            if one.kind in (MISSING, LONG) and one.holder == "police":
                found = (
                    (uk(one.happened), "23:00") if one.kind == MISSING else (uk(one.happened + timedelta(1)), "09:00")
                )
                yield {"layout": "police_missing", "Misper Ref": one.ref, "Forenames": "Kim", "Missing From Date": on, "Missing From Time": "20:00",
                       "Found Date": found[0], "Found Time": found[1], "Entered On": entered, **who}  # fmt: skip
            elif one.kind == MISSING:
                yield {"layout": "return_interviews", "Person ID": f"P{self.number}", "Misper Ref": one.ref, "Forename": "Kim",
                       "Returned Date": on, "Entered On": entered, **who}  # fmt: skip
            elif one.kind == ENQUIRY:
                yield {"layout": "childrens_services_events", "Person ID": f"P{self.number}", "Event Type": "S47 START", "Forename": "Kim",
                       "Event Date": on, "Entered On": entered, **who}  # fmt: skip
            elif one.holder == "school":
                yield {"layout": "school_concerns", "School": "Elm School", "Incident ID": one.ref, "Forename": "Kim", "Incident Date": on,
                       "Logged On": entered, "Text": one.text, **who}  # fmt: skip
            elif one.holder == "police":
                row = {"layout": "police_occurrences", "Occurrence No": one.ref, "Occurrence Type": "CONCERN", "Reported Date": on, "From Date": on,
                       "Summary": one.text, "Entered On": entered, "Location": one.place, "Location Postcode": "ZZ4 1AB" if one.place else ""}  # fmt: skip
                yield {**row, "Forenames": "Kim", "Role": "NAMED", **who}
                if one.adult:
                    yield {**row, "Surname": one.adult, "Forenames": "Dean", "DOB": "01/01/1985", "Role": "SUSPECT"}
            else:
                yield {"layout": "youth_service_contacts", "Contact Ref": one.ref, "Forename": "Kim", "Date": on, "Text": one.text,
                       "Entered On": entered, "Place": one.place, "Place Postcode": "ZZ4 2CD" if one.place else "", **who}  # fmt: skip


def plant_days(*, children: int, seed: int) -> list[CountyChild]:
    """The children. The first `CASES` have something of everything, the last are of groups; of the others one in five has."""
    chance = random.Random(seed)
    alone = [_plant(number, chance) for number in range(children - 3 * GROUPS)]
    return [*alone, *(one for group in range(GROUPS) for one in _plant_group(group, len(alone) + 3 * group, chance))]


def _plant(number: int, chance: random.Random) -> CountyChild:
    kinds = [NOTHING] * chance.randint(1, 3)
    if number < CASES:
        kinds += (
            [SUSPICION] * chance.randint(1, 3) + [ACCOUNT] * chance.randint(1, 2) + [MISSING] * chance.randint(3, 6)
        )
        kinds += [LONG] * chance.randint(1, 4) + [PHONE] * chance.randint(0, 2) + [TEARS, ADULT, ADULT]
    elif chance.random() < 0.2:
        every = (SUSPICION, ACCOUNT, MISSING, ENQUIRY, LONG, PHONE, TEARS)
        kinds += chance.choices(every, k=chance.randint(1, 6))
    happened = chance.sample(range(0, DAYS, 2), len(kinds))  # each on a day of its own; a long absence ends on the next
    adult = f"Adult{number // 2:05}"
    told = (_tell(f"R{number}X{at}", kind, happened[at], chance, adult) for at, kind in enumerate(kinds))
    return CountyChild(number, tuple(told))


def _tell(ref: str, kind: str, day: int, chance: random.Random, adult: str) -> Telling:
    """Half is recorded on the day, the rest up to four months later; a long absence once it is over."""
    happened = BEGINS + timedelta(days=day)
    delay = chance.choice((0, 0, 0, 1, 9, 40, 120))
    if kind == MISSING:
        holder = chance.choice(("police", "police", "childrens_services"))
    elif kind in (LONG, ADULT):
        holder = "police"
    else:
        holder = "childrens_services" if kind == ENQUIRY else chance.choice(NOTES)
    text = "" if kind in WITHOUT_WORDS else TEXTS.get(kind) or chance.choice(PLAIN)
    recorded = happened + timedelta(days=max(delay, kind == LONG))
    return Telling(ref, kind, holder, happened, recorded, text, adult if kind == ADULT else "")


def _plant_group(group: int, number: int, chance: random.Random) -> Iterator[CountyChild]:
    """Three children around one adult and two places. Police know the adult and the first, the youth service the second.

    Each touch may be told twice. All is within two months, and nothing less than all of it makes the group.
    """
    begins = BEGINS + timedelta(days=chance.randrange(200, 800))
    days = iter(chance.sample(range(60), 12))
    adult, first, second = f"Adult9{group:04}", f"{group + 1} Quay Lane, Tarrowby", f"{group + 1} Mill Row, Tarrowby"
    for place in range(3):
        told = []
        touches = ((ADULT, "police", adult, first if place < 2 else ""), (PLACE, "youth_service", "", second))
        for kind, holder, who, where in touches:
            for _ in range(chance.randint(1, 2)):
                on = begins + timedelta(days=next(days))
                recorded = on + timedelta(days=chance.choice((0, 0, 1, 9)))
                told.append(Telling(f"R{number + place}X{len(told)}", kind, holder, on, recorded, "", who, where))
        yield CountyChild(number + place, tuple(told), (group, place))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in which something holds, and what was told in them."""

    first: date
    last: date
    told: tuple[Telling, ...]


Stretches = Callable[[Sequence[Telling]], Iterable[Stretch]]


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """What counts for one statement of one child, and when it holds; of one agency alone perhaps otherwise."""

    told: tuple[Telling, ...]
    holds: Stretches
    alone: Stretches | None = None

    def days(self, holders: Collection[str] = ()) -> list[date]:
        """The first day of each time that it held. What one time rests on counts for no later one.

        A time takes in what becomes known within a year of its last event. One agency alone sees it no earlier than all.
        """
        usable = [one for one in self.told if not holders or one.holder in holders]
        holds = self.alone if self.alone and len(holders) == 1 else self.holds
        found = self._times(usable, holds)
        if self.alone and len(holders) == 1:
            of_all = self.days()
            return [day for day in found if of_all and day >= of_all[0]]
        return found

    def _times(self, usable: list[Telling], holds: Stretches) -> list[date]:
        found, since = list[date](), date.min
        while first := _first_day(usable, holds, since):
            today, stretch = first
            found.append(today)
            since = max(stretch.last + timedelta(days=YEAR), date.min)
            since = since if since >= today else today + timedelta(days=1)
            usable = [one for one in usable if one not in stretch.told]
        return found

    def sets(self, on: date) -> list[frozenset[str]]:
        """The sets of the fewest tellings, of those known on a day, on which it holds."""
        known = [one for one in self.told if one.known <= on]
        for size in range(1, len(known) + 1):
            tried = combinations(known, size)
            if found := [frozenset(one.ref for one in some) for some in tried if [*self.holds(some)]]:
                return found
        return []


def _first_day(told: Sequence[Telling], holds: Stretches, since: date) -> tuple[date, Stretch] | None:
    for today in sorted({one.known for one in told if one.known >= since}):
        now = [one for one in told if one.known <= today]
        some = [one for one in holds(now) if any(each.known >= since for each in one.told)]
        if some:
            return today, min(some, key=lambda one: (one.last, one.first))
    return None


@dataclass(frozen=True, slots=True)
class PlainNotes:
    """Notes of one kind: each by itself is enough."""

    told: tuple[Telling, ...]

    def days(self, holders: Collection[str] = ()) -> list[date]:
        return sorted({one.known for one in self.told if not holders or one.holder in holders})

    def sets(self, on: date) -> list[frozenset[str]]:
        return [frozenset((one.ref,)) for one in self.told if one.known <= on]


@dataclass(frozen=True, slots=True)
class PlainGroup:
    """A group: each child's touch by police and by the youth service, any telling of each."""

    touches: tuple[tuple[Telling, ...], ...]

    @property
    def told(self) -> tuple[Telling, ...]:
        return tuple(one for touch in self.touches for one in touch)

    def days(self, holders: Collection[str] = ()) -> list[date]:
        if holders and not {"police", "youth_service"} <= set(holders):
            return []
        return [max(min(one.known for one in touch) for touch in self.touches)]

    def sets(self, on: date) -> list[frozenset[str]]:
        known = ([one.ref for one in touch if one.known <= on] for touch in self.touches)
        return [frozenset(some) for some in product(*known)]


Plain = PlainQuestion | PlainNotes | PlainGroup


def ask_plainly(name: str, child: CountyChild, county: Sequence[CountyChild]) -> list[Plain]:
    """What there is to be asked of a child for a statement or pattern, by its name."""
    told = child.tellings
    match name:
        case "suspicion_written":
            found: list[Plain] = [PlainNotes(tuple(one for one in told if one.kind == SUSPICION))]
        case "account_of_harm":
            found = [PlainNotes(tuple(one for one in told if one.kind == ACCOUNT))]
        case "organised_abuse":
            found = [_group_of(child, county)] if child.group else []
        case "repeat_missing":
            found = [PlainQuestion(tuple(one for one in told if one.kind in (MISSING, LONG)), _so_many(3, 90))]
        case "escalating_missing":
            found = [PlainQuestion(tuple(one for one in told if one.kind == LONG), _so_many(2, 60))]
        case "young_child":
            young = (one for one in told if one.signs & YOUNG_SIGNS and child.is_young(one.happened))
            found = [PlainQuestion(tuple(young), _so_many(1, 0))]
        case "several_signs":
            found = [PlainQuestion(tuple(one for one in told if one.signs), _several(2), _several(1))]
        case "shared_adult":
            found = [*_with_others(child, county)]
        case _:
            found = [one for pattern in PATTERNS for one in ask_plainly(pattern, child, county)]
    return found


PATTERNS = ("repeat_missing", "escalating_missing", "shared_adult", "several_signs", "young_child")


def _so_many(needs: int, within: int) -> Stretches:
    def holds(now: Sequence[Telling]) -> Iterator[Stretch]:
        ordered = sorted(now, key=lambda one: one.happened)
        for first, last in zip(ordered, ordered[needs - 1 :], strict=False):
            if (last.happened - first.happened).days <= within:
                told = tuple(one for one in ordered if first.happened <= one.happened <= last.happened)
                yield Stretch(first.happened, last.happened, told)

    return holds


def _several(origins: int) -> Stretches:
    """Three signs within 180 days, one from outside the family, in notes of so many agencies."""

    def holds(now: Sequence[Telling]) -> Iterator[Stretch]:
        days = sorted({one.happened for one in now})
        for first, last in ((one, other) for one in days for other in days if 0 <= (other - one).days <= 180):
            told = tuple(one for one in now if first <= one.happened <= last)
            signs = set[str]().union(*(one.signs for one in told))
            if len(signs) >= 3 and signs & OUTSIDE and len({one.holder for one in told}) >= origins:
                yield Stretch(first, last, told)

    return holds


def _with_others(child: CountyChild, county: Sequence[CountyChild]) -> Iterator[PlainQuestion]:
    """The child and each other child around whom the same adult is, within a year."""
    adults = {one.adult for one in child.tellings} - {""}
    near = county[-3 * GROUPS :] if child.group else county[child.number - child.number % 2 :][:2]
    for other in (one for one in near if one is not child and adults):
        mine, theirs = (tuple(one for one in each.tellings if one.adult in adults) for each in (child, other))

        def holds(now: Sequence[Telling], mine: Sequence[Telling] = mine) -> Iterator[Stretch]:
            for one, another in product(
                (each for each in now if each in mine), (each for each in now if each not in mine)
            ):
                first, last = sorted((one.happened, another.happened))
                if (last - first).days <= YEAR:
                    yield Stretch(first, last, tuple(each for each in now if first <= each.happened <= last))

        if theirs:
            yield PlainQuestion((*mine, *theirs), holds)


def _group_of(child: CountyChild, county: Sequence[CountyChild]) -> PlainGroup:
    group = child.group and child.group[0]
    members = [one for one in county[-3 * GROUPS :] if one.group and one.group[0] == group]
    return PlainGroup(tuple(
        tuple(told for told in one.tellings if told.kind == kind) for one in members for kind in (ADULT, PLACE)
    ))  # fmt: skip

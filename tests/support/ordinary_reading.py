"""A year of invented reading of a partnership: what people open in their ordinary work, and unusual reading planted in it.

Everything is drawn with one seed, so that the figures in the docs can be measured again. Nobody and nothing in it is real.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from random import Random

from sightline.model.nouns import Role
from sightline.model.when import moment
from sightline.rulebook.calendar import read_calendar
from sightline.sharing import reading_rules as rules
from sightline.sharing.reading_rules import OpenedPerson, ReaderDay, find_unusual, most_days, only_needed

FIRST, DAYS, WEEKS = date(2026, 1, 5), 364, 52
CHILDREN, HOMES, STREETS, SURNAMES = 4_000, 2_600, 180, 900
NO_PAGE, NAMES_SIBLING = 0.3, 0.1  # of all acts: those that open no page of the child, and also name a sibling
# Of a hundred readers: how many do which work.
WORK = (
    ("social worker", Role.PRACTITIONER, 40), ("front door", Role.PRACTITIONER, 10), ("night duty", Role.PRACTITIONER, 4),
    ("team manager", Role.MANAGER, 12), ("school lead", Role.SCHOOL_LEAD, 24), ("health", Role.PRACTITIONER, 10),
)  # fmt: skip


@dataclass(frozen=True)
class InventedChild:
    """A child of the invented partnership."""

    person_id: str
    surname: str
    home: str
    street: str


@dataclass
class InventedReader:
    """One account: its work, its own children, and all that it opened, by day."""

    name: str
    work: str
    role: Role
    own: list[InventedChild]
    leaves_on: date | None = None
    days: dict[date, list[OpenedPerson]] = field(default_factory=dict)
    planted: dict[str, set[date]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadingFigures:
    """What the rules found in the year: false alarms by rule, and of what was planted how much."""

    readers: int
    false_alarms: Counter[str]
    planted: Counter[str]
    found: Counter[str]

    def a_week(self, rule_id: str = "") -> float:
        """False alarms a week for a hundred readers: of one rule, or of all."""
        number = self.false_alarms[rule_id] if rule_id else sum(self.false_alarms.values())
        return number / WEEKS * 100 / self.readers


class InventedYear:
    """Draws a year: a hundred readers of one partnership, and what each of them opened."""

    def __init__(self, *, seed: int, plant: bool, pages_only: bool = False) -> None:
        self.random, self._row = Random(seed), 0
        self.ways, self.pages_only = Random(seed + 1), pages_only
        weights = [1 / (rank + 8) for rank in range(SURNAMES)]
        streets = [self.random.randrange(STREETS) for _ in range(HOMES)]
        families = self.random.choices(range(SURNAMES), weights, k=HOMES)
        homes = [self.random.randrange(HOMES) for _ in range(CHILDREN)]
        self.children = [
            InventedChild(f"child {number}", f"name {families[home]}", f"home {home}", f"street {streets[home]}")
            for number, home in enumerate(homes)
        ]
        self.at_home: dict[str, list[InventedChild]] = defaultdict(list)
        for one in self.children:
            self.at_home[one.home].append(one)
        self.news = {one.person_id for one in self.random.sample(self.children, 3)}
        self.readers = list(self._make_readers())
        for reader in self.readers:
            for day in _days():
                self._read(reader, day)
        if plant:
            self._plant()

    def measure(self) -> ReadingFigures:
        """Let the rules look at each day of each reader, as the tick does."""
        false, planted, found = Counter[str](), Counter[str](), Counter[str]()
        for reader in self.readers:
            asked: dict[str, date] = {}
            alarms: set[tuple[str, date]] = set()
            for day, unusual in self._look(reader, asked):
                asked[unusual] = day
                alarms.add((unusual, day))
            for rule_id, days in reader.planted.items():
                planted[rule_id] += 1
                found[rule_id] += any((rule_id, day) in alarms for day in days)
            true_days = {day for days in reader.planted.values() for day in days}
            false.update(rule_id for rule_id, day in alarms if day not in true_days)
        return ReadingFigures(len(self.readers), false, planted, found)

    def _look(self, reader: InventedReader, asked: dict[str, date]) -> Iterator[tuple[date, str]]:
        window: list[OpenedPerson] = []
        for day in _days():
            first = day - timedelta(days=most_days())
            window = [one for one in window if rules.day_of(one.at) >= first]
            today = only_needed(reader.days.get(day, ()))
            window += today
            if any(not one.in_work for one in today):
                seen = ReaderDay(reader.role, day, window, leaves_on=reader.leaves_on)
                yield from ((day, one.rule_id) for one in find_unusual(seen, asked_on=asked))

    def _make_readers(self) -> Iterator[InventedReader]:
        for work, role, number in WORK:
            for one in range(number):
                size = {"social worker": 17, "team manager": 90, "school lead": 60, "health": 30}.get(work, 0)
                reader = InventedReader(f"{work} {one}", work, role, self.random.sample(self.children, size))
                if one % 10 == 9:
                    reader.leaves_on = FIRST + timedelta(days=self.random.randrange(90, DAYS))
                yield reader

    def _read(self, reader: InventedReader, day: date) -> None:
        """What one reader opens on a day: nothing on most days off, on leave, or after the last day."""
        if (reader.leaves_on and day > reader.leaves_on) or self.random.random() < 0.12:
            return
        working, draw = read_calendar().is_working_day(day), self.random
        if reader.work == "night duty":
            if day.toordinal() % 4 == int(reader.name[-1]) % 4:
                self._open(reader, day, draw.sample(self.children, draw.randrange(2, 9)), hours=(20, 24))
            return
        if not working and draw.random() > 0.02:
            return
        many = {"social worker": (4, 12), "team manager": (4, 14), "school lead": (0, 4), "health": (2, 8)}
        least, most = many.get(reader.work, (0, 1))
        own = draw.choices(reader.own, k=draw.randrange(least, most)) if reader.own else []
        late = draw.random() < 0.08
        self._open(reader, day, own, in_work=True, hours=(18, 22) if late else (8, 18))
        self._read_others(reader, day, hours=(18, 22) if late and draw.random() < 0.2 else (8, 18))

    def _read_others(self, reader: InventedReader, day: date, *, hours: tuple[int, int]) -> None:
        """Children outside the work: of a number, cover for a colleague, wider families, a street with a worry."""
        draw = self.random
        if reader.work == "front door":
            came = draw.sample(self.children, draw.randrange(4, 13))
            known = draw.randrange(len(came) // 2, len(came) + 1)
            self._open(reader, day, came[:known], in_work=True, hours=hours)
            self._open(reader, day, came[known:], hours=hours)
            return
        self._open(reader, day, draw.sample(self.children, draw.choices((0, 1, 2, 3), (55, 30, 11, 4))[0]), hours=hours)
        if draw.random() < 0.004:  # a colleague is ill, and nobody has assigned the cases
            self._open(reader, day, draw.sample(self.children, draw.randrange(4, 13)), hours=hours)
        if draw.random() < 0.004:  # cousins of a child, in several homes
            one = draw.choice(self.children)
            cousins = [other for other in self.children if other.surname == one.surname]
            self._open(reader, day, cousins[: draw.randrange(2, 6)], hours=hours)
        if draw.random() < 0.002:  # several young people of a street
            one = draw.choice(self.children)
            near = [other for other in self.children if other.street == one.street]
            self._open(reader, day, near[: draw.randrange(2, 7)], hours=hours)

    def _plant(self) -> None:
        """Six ways of reading for a private reason, each by six readers, who read nothing else unusual."""
        social = [one for one in self.readers if one.work in ("social worker", "school lead", "health")]
        chosen = iter(self.random.sample([one for one in social if one.leaves_on is None], 36))
        for rule_id in rules.FINDERS:
            for _number in range(6):
                self._plant_one(next(chosen), rule_id)

    def _plant_one(self, reader: InventedReader, rule_id: str) -> None:
        draw = self.random
        days = [day for day in _days()[120:300] if read_calendar().is_working_day(day) and reader.days.get(day)]
        day = draw.choice(days)
        one = draw.choice(self.children)
        named = [other for other in self.children if other.surname == one.surname]
        near = [other for other in self.children if other.street == one.street]
        several = draw.sample(self.children, draw.randrange(6, 16))
        if rule_id == rules.LEAVING:
            reader.leaves_on = day + timedelta(days=draw.randrange(1, 21))
            for later in [each for each in reader.days if each > reader.leaves_on]:
                del reader.days[later]
        chosen = {
            rules.MANY: several,
            rules.HOURS: several[: draw.randrange(2, 6)],
            rules.NAME: named[: draw.randrange(3, 8)],
            rules.STREET: near[: draw.randrange(3, 8)],
            rules.LEAVING: several,
            rules.NEWS: [other for other in self.children if other.person_id in self.news][:1],
        }[rule_id]
        self._open(reader, day, chosen, hours=(21, 24) if rule_id == rules.HOURS else (9, 17))
        reader.planted[rule_id] = {day}

    def _open(
        self, reader: InventedReader, day: date, children: list[InventedChild], *, hours: tuple[int, int],
        in_work: bool = False,
    ) -> None:  # fmt: skip
        homes = {one.home for one in reader.own}
        for child in [other for one in children for other in self._read_by(one)]:
            self._row += 1
            at = moment(day, time(self.random.randrange(*hours), self.random.randrange(60)))
            opened = OpenedPerson(
                child.person_id, at, self._row, in_work=in_work or child.home in homes,
                in_news=child.person_id in self.news, surnames=frozenset({child.surname}),
                homes=frozenset({child.home}), streets=frozenset({child.street}),
            )  # fmt: skip
            reader.days.setdefault(day, []).append(replace(opened))

    def _read_by(self, child: InventedChild) -> list[InventedChild]:
        """Whom one act reads: a page, or three times in ten an action, record or file, which can name a sibling."""
        draw = self.ways.random()
        if draw >= NO_PAGE:
            return [child]
        if self.pages_only:
            return []
        siblings = [one for one in self.at_home[child.home] if one != child] if draw < NAMES_SIBLING else []
        return [child, *siblings[:1]]


def _days() -> list[date]:
    return [FIRST + timedelta(days=number) for number in range(DAYS)]


def measure_year(*, seed: int = 19, pages_only: bool = False) -> ReadingFigures:
    """The figures of one invented year; with `pages_only` where nothing but pages of a child counts."""
    return InventedYear(seed=seed, plant=True, pages_only=pages_only).measure()

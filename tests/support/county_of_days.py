"""A planted county for the earliest days: what each agency wrote of each child and when, and a second, plain reading of it.

The reading goes through the tellings one by one. It knows nothing of rules, tables or records.
"""

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from support.planted_county import PLAIN, SUSPECT, TOLD, uk

BEGINS, DAYS = date(2022, 1, 3), 3 * 365
NEEDS, WITHIN = 3, 90  # repeat missing episodes: as many within as many days
SUSPICION, ACCOUNT, MISSING, NOTHING, ENQUIRY = "suspicion", "account", "missing", "nothing", "enquiry"
TEXTS = {SUSPICION: SUSPECT, ACCOUNT: TOLD, ENQUIRY: "", MISSING: ""}
NOTES = ("school", "youth_service", "police")
CASES = 25


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that one agency recorded of a child, with the day on which it happened and the day it was recorded."""

    kind: str
    holder: str
    happened: date
    recorded: date
    text: str = ""

    @property
    def known(self) -> date:
        """Nobody knows a thing before it happens, however the day was typed."""
        return max(self.happened, self.recorded)


@dataclass(frozen=True, slots=True)
class CountyChild:
    """A child and all that is told of it."""

    number: int
    tellings: tuple[Telling, ...]

    @property
    def surname(self) -> str:
        return f"Planted{self.number:05}"

    def known_days(self, kinds: Collection[str], holders: Collection[str] = ()) -> list[date]:
        """The days from which tellings of these kinds were known to one of these agencies, or to any."""
        return sorted(
            one.known for one in self.tellings if one.kind in kinds and (not holders or one.holder in holders)
        )

    def first_written(self, kind: str, holders: Collection[str] = ()) -> date | None:
        """The first day on which a note of a kind was known to these agencies, or to any."""
        return next(iter(self.known_days((kind,), holders)), None)

    def first_repeat(self, holders: Collection[str] = ()) -> date | None:
        """The first day on which enough missing episodes, close enough together, were known to these agencies."""
        told = [one for one in self.tellings if one.kind == MISSING and (not holders or one.holder in holders)]
        for today in sorted(one.known for one in told):
            days = sorted(one.happened for one in told if one.known <= today)
            if any((last - first).days <= WITHIN for first, last in zip(days, days[NEEDS - 1 :], strict=False)):
                return today
        return None

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of the agencies' files."""
        who = {"Surname": self.surname, "DOB": f"{1 + self.number % 28:02}/0{1 + self.number % 9}/2010"}
        for place, one in enumerate(self.tellings):
            ref, on, entered = f"{self.number}-{place}", uk(one.happened), uk(one.recorded)
            if one.kind == MISSING and one.holder == "police":
                yield {"layout": "police_missing", "Misper Ref": ref, "Forenames": "Kim", "Missing From Date": on, "Missing From Time": "20:00",
                       "Found Date": on, "Found Time": "23:00", "Entered On": entered, **who}  # fmt: skip
            elif one.kind == MISSING:
                yield {"layout": "return_interviews", "Person ID": f"P{self.number}", "Misper Ref": ref, "Forename": "Kim",
                       "Returned Date": on, "Entered On": entered, **who}  # fmt: skip
            elif one.kind == ENQUIRY:
                yield {"layout": "childrens_services_events", "Person ID": f"P{self.number}", "Event Type": "S47 START", "Forename": "Kim",
                       "Event Date": on, "Entered On": entered, **who}  # fmt: skip
            elif one.holder == "school":
                yield {"layout": "school_concerns", "School": "Elm School", "Incident ID": ref, "Forename": "Kim", "Incident Date": on,
                       "Logged On": entered, "Text": one.text, **who}  # fmt: skip
            elif one.holder == "police":
                yield {"layout": "police_occurrences", "Occurrence No": ref, "Occurrence Type": "CONCERN", "Forenames": "Kim", "Role": "NAMED",
                       "Reported Date": on, "From Date": on, "Summary": one.text, "Entered On": entered, **who}  # fmt: skip
            else:
                yield {"layout": "youth_service_contacts", "Contact Ref": ref, "Forename": "Kim", "Date": on, "Text": one.text,
                       "Entered On": entered, **who}  # fmt: skip


def plant_days(*, children: int, seed: int) -> list[CountyChild]:
    """The children. The first `CASES` have something of everything; of the others one in five has something."""
    chance = random.Random(seed)
    return [_plant(number, chance) for number in range(children)]


def _plant(number: int, chance: random.Random) -> CountyChild:
    kinds = [NOTHING] * chance.randint(1, 3)
    if number < CASES:
        kinds += (
            [SUSPICION] * chance.randint(1, 3) + [ACCOUNT] * chance.randint(1, 2) + [MISSING] * chance.randint(3, 6)
        )
    elif chance.random() < 0.2:
        kinds += chance.choices((SUSPICION, ACCOUNT, MISSING, ENQUIRY), k=chance.randint(1, 6))
    happened = chance.sample(range(DAYS), len(kinds))  # each on a day of its own
    return CountyChild(number, tuple(_tell(kind, day, chance) for kind, day in zip(kinds, happened, strict=True)))


def _tell(kind: str, day: int, chance: random.Random) -> Telling:
    """Half is recorded on the day, the rest up to four months later."""
    happened = BEGINS + timedelta(days=day)
    recorded = happened + timedelta(days=chance.choice((0, 0, 0, 1, 9, 40, 120)))
    if kind == MISSING:
        holder = chance.choice(("police", "police", "childrens_services"))
    else:
        holder = "childrens_services" if kind == ENQUIRY else chance.choice(NOTES)
    return Telling(kind, holder, happened, recorded, TEXTS.get(kind) or chance.choice(PLAIN))

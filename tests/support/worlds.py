"""Random small worlds: children each with one thing that must be answered, answered in time, late or never.

Everything is invented. Each row has the day on which its agency recorded it; what a test looks for has a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from support.fellbridge import Row
from support.small_partnership import uk

BEGINS, ENDS_ON = date(2025, 3, 3), date(2025, 3, 28)  # a Monday; the Friday of the last delivery
KINDS = ("suspicion", "account", "interview", "referral")
ANSWERS = ("in time", "late", "never")
NAMES = (
    "Abbie Winstanley", "Caleb Ormesher", "Dina Larkspur", "Edie Rowbotham", "Flynn Castleton", "Gwen Hathersage",
    "Hari Underhill", "Inez Blackshaw", "Jude Kettering", "Kira Molyneux", "Luka Osgathorpe", "Mina Prendergast",
)  # fmt: skip


@dataclass(frozen=True)
class CountedFact:
    """What must be answered: of which kind, when it was recorded, how it was answered and when that was recorded."""

    name: str
    kind: str
    recorded_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class World:
    told: tuple[CountedFact, ...]
    rows: tuple[Row, ...]


def make_world(seed: int, *, children: int = 12) -> World:
    """The same world for the same seed: every kind with every answer where there are twelve children or more."""
    draw = Random(seed)
    every = [(kind, answer) for kind in KINDS for answer in ANSWERS]
    draw.shuffle(every)
    told, rows = [], [*_closing()]
    for number in range(children):
        kind, answer = every[number % len(every)]
        day = BEGINS + timedelta(days=draw.randrange(10))
        one, those = _child(number, kind, answer, day, lag=draw.randrange(3), later=draw.randrange(6, 10))
        told.append(one)
        rows += those
    draw.shuffle(rows)
    return World(tuple(told), tuple(sorted(rows, key=lambda row: row.on)))


def _child(number: int, kind: str, answer: str, day: date, *, lag: int, later: int) -> tuple[CountedFact, list[Row]]:
    """One child's thing on a day, recorded `lag` days after it; late answers come `later` days after it."""
    forename, surname = NAMES[number % len(NAMES)].split()
    who = {"Surname": surname, "Forename": forename, "DOB": uk(date(2010 + number % 3, 1 + number % 12, 5 + number))}
    council = who | {
        "Person ID": f"C88{number:03}",
        "Address": f"{number + 1} Larch Way, Stowbeck",
        "Postcode": "ZZ8 4QD",
    }
    name, on = f"{kind} {answer} {number}", day + timedelta(days=lag)
    answered = {"in time": day, "late": day + timedelta(days=later), "never": None}[answer]
    if answered is not None:
        answered = max(answered, on) if answer == "in time" and lag == 0 else answered
    told = CountedFact(name, kind, on, answer, answered)
    return told, [*_rows(told, who, council, day, number)]


def _rows(told: CountedFact, who: dict[str, str], council: dict[str, str], day: date, number: int) -> Iterator[Row]:
    answered, on = told.answered_on, told.recorded_on
    event = council | {"Entered On": uk(answered)} if answered else {}
    if told.kind == "suspicion":
        cells = who | {"Contact Ref": f"Y88{number:03}", "Date": uk(day), "Time": "19:10", "Place": "Drop-in, Stowbeck",
                       "Text": "I suspect that she is being sexually exploited by older men.", "Entered On": uk(on)}  # fmt: skip
        yield Row(on, "youth_service_contacts", cells, told.name)
        if answered:
            yield Row(
                answered,
                "childrens_services_events",
                event | {"Event Type": "STRATEGY DISCUSSION", "Event Date": uk(answered)},
            )
    elif told.kind == "account":
        cells = who | {"Incident ID": f"S88{number:03}", "School": "Stowbeck School", "UPN": f"C9988{number:03}15002"[:13],
                       "Incident Date": uk(day), "Logged On": uk(on), "Child's Words": "He hit me and said he would do it again."}  # fmt: skip
        yield Row(on, "school_concerns", cells, told.name)
        if answered:
            yield Row(
                answered,
                "childrens_services_events",
                event | {"Event Type": "ASSESSMENT START", "Event Date": uk(answered)},
            )
    elif told.kind == "interview":
        cells = {"Misper Ref": f"M88{number:03}", "Nominal Ref": f"N88{number:03}", "Surname": who["Surname"].upper(),
                 "Forenames": who["Forename"], "DOB": who["DOB"], "Missing From Date": uk(day), "Missing From Time": "16:00",
                 "Reported Date": uk(day), "Found Date": uk(day), "Found Time": "23:30", "Entered On": uk(on)}  # fmt: skip
        yield Row(on, "police_missing", cells, told.name)
        if answered:
            held = max(answered, day + timedelta(days=1))
            known = who | {"Person ID": council["Person ID"]}
            yield Row(held, "return_interviews", known | {
                "Misper Ref": f"M88{number:03}", "Returned Date": uk(day), "Returned Time": "23:30", "Offered On": uk(day + timedelta(days=1)),
                "Accepted": "Y", "Held Date": uk(held), "Held Time": "10:00", "Independent": "Y",
                "Shared With Police On": uk(held), "Entered On": uk(held)})  # fmt: skip
    else:
        cells = council | {
            "Event Type": "REFERRAL",
            "Event Date": uk(day),
            "Source": "School",
            "Text": "Asked for help at home.",
        }
        decided = {"Outcome": "ASSESS", "Decision Date": uk(answered)} if answered else {}
        recorded = max(on, answered) if answered else on
        yield Row(recorded, "childrens_services_events", cells | decided | {"Entered On": uk(recorded)}, told.name)


def _closing() -> Iterator[Row]:
    """An ordinary row of each layout on the day before the last delivery: every agency's data reach past all deadlines."""
    day = ENDS_ON - timedelta(days=1)
    who = {"Surname": "Quennell", "Forename": "Oona", "DOB": "09/09/2012"}
    yield Row(day, "childrens_services_events", who | {"Person ID": "C88999", "Event Type": "CASE NOTE", "Event Date": uk(day),
              "Text": "Home visit, all well.", "Entered On": uk(day)})  # fmt: skip
    yield Row(day, "school_concerns", who | {"Incident ID": "S88999", "School": "Stowbeck School", "Incident Date": uk(day),
              "Logged On": uk(day), "Text": "Forgot her lunch."})  # fmt: skip
    yield Row(day, "youth_service_contacts", who | {"Contact Ref": "Y88999", "Date": uk(day), "Place": "Drop-in, Stowbeck",
              "Text": "Played table tennis.", "Entered On": uk(day)})  # fmt: skip
    yield Row(day, "return_interviews", who | {"Person ID": "C88999", "Returned Date": uk(day), "Entered On": uk(day)})

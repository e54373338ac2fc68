"""The last three weeks before a day: what came lately, a delivery a week, so that clocks run when somebody looks.

It stands in folders of its own and has no truth beside it: it is for looking at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from sightline.invented.agencies.care import Informant, write_event, write_interview
from sightline.invented.agencies.police import PoliceRole, write_missing, write_occurrence
from sightline.invented.agencies.services import school_of, write_attendance, write_concern
from sightline.invented.agencies.town import write_complaint, write_contact
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk
from sightline.invented.late_rows import Day, LateSink, write_unreadable
from sightline.invented.population.people import Household, Person

DELIVERED: Final = (14, 7, 0)  # days before the day
CHILDREN: Final = 8
NUMBERS: Final = {"misper": 90_000, "occurrence": 9_000_000, "contact": 900_000, "complaint": 900_000,
                  "incident": 900_000}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecentDelivery:
    """Files that came on one day."""

    received_on: date
    folder: Path


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child as somebody who enters a concern would know them."""

    name: str = field(repr=False)
    born: date = field(repr=False)
    school: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecentRecords:
    """What came lately, and the children that it is about, the one to look at first at the head."""

    deliveries: tuple[RecentDelivery, ...]
    children: tuple[KnownChild, ...]


def write_lately(*, desk: Desk, homes: Sequence[Household], as_at: date, out: Path) -> RecentRecords:
    """Write the deliveries into folders of `out`, about a child of secondary age in each of some households.

    Nothing where there are too few.
    """
    about = _choose(desk, homes, as_at)
    if not about:
        return RecentRecords((), ())
    deliveries, numbers, chance = [], dict(NUMBERS), chance_for(desk.seed, "lately")
    for days, write in zip(DELIVERED, (_two_weeks_ago, _last_week, _yesterday), strict=True):
        sink = LateSink(out / f"{days:02}_days_before")
        write(replace(desk, sink=sink, chance=chance, numbers=numbers), about, lambda before: as_at - timedelta(before))
        if not days:
            write_unreadable(sink=sink, child=about[-1], day=lambda before: as_at - timedelta(before))
        sink.write()
        deliveries.append(RecentDelivery(as_at - timedelta(days=days), sink.out))
    return RecentRecords(tuple(deliveries), tuple(_known(desk, child, as_at) for child in about))


def _choose(desk: Desk, homes: Sequence[Household], as_at: date) -> list[Person]:
    """The child to look at first, and others drawn by age alone, one a household; nobody where they are too few."""
    able = [child for home in homes for child in home.children if 11 <= child.age_on(as_at) <= 16]
    of_home = {child.household_id: child for child in reversed(able) if not (child.sealed or child.protected)}
    people = list(reversed(of_home.values()))
    if len(people) < CHILDREN:
        return []
    chance = chance_for(desk.seed, "lately", "children")
    drawn = chance.sample(people, len(people))
    return desk.fair.choose("child of the last weeks", drawn, most=CHILDREN, least=CHILDREN, first=people[0])


def _known(desk: Desk, child: Person, on: date) -> KnownChild:
    school = school_of(desk, child, on)
    return KnownChild(child.name, child.born, school.text if school else "")


def _two_weeks_ago(desk: Desk, about: list[Person], day: Day) -> None:
    """A referral that was decided, an enquiry that must come to a conference, a return without an interview."""
    first, second, third, fourth, *_ = about
    write_event(
        desk=desk, child=second, kind="REFERRAL", on=day(16), informant=Informant("Teacher", "school"),
        outcome="ASSESS", text="Bruise on the arm, said to be from a fall. School asks for a visit.", prompt=True,
    )  # fmt: skip
    for kind, text in (
        ("STRATEGY DISCUSSION", "Held by telephone with police and health. Enquiry begins today."),
        ("S47 START", "Enquiry begun after the discussion."),
    ):
        write_event(desk=desk, child=third, kind=kind, on=day(17), text=text, prompt=True)
    write_missing(
        desk=desk, child=first, left=datetime.combine(day(15), time(21, 10)), hours=7, found_at=None, grade="High",
        circumstances="Left by the back door after a message. Would not say afterwards where that was.",
    )  # fmt: skip
    write_attendance(
        desk=desk, person=fourth, on=day(15), service="ED", complaint="Burn on the hand", concern=True, outcome="Home",
        text="Burn the size of a coin. Seen alone for ten minutes.", words="He says he knows where nan lives.",
    )  # fmt: skip
    for before in (19, 16):
        _far_from_home(desk, about[-1], day(before))


def _last_week(desk: Desk, about: list[Person], day: Day) -> None:
    """A referral that nobody decided, a mother's worry, a return with its interview, a plan that has begun."""
    first, second, _, fourth, fifth, sixth, *_ = about
    write_event(
        desk=desk, child=sixth, kind="REFERRAL", on=day(8), informant=Informant("Head of year", "school"), prompt=True,
        text="Twice collected from school by an adult who is no relative. Mother did not know.",
    )  # fmt: skip
    write_event(
        desk=desk, child=first, kind="CONTACT", on=day(8), informant=Informant("Mother"), prompt=True,
        text="Mother rang: out most nights, has two phones now, and a man waits at the corner.",
    )  # fmt: skip
    episode = write_missing(
        desk=desk, child=fourth, left=datetime.combine(day(10), time(18, 30)), hours=5, found_at=None,
        circumstances="Did not come home from training.",
    )  # fmt: skip
    write_interview(
        desk=desk, child=fourth, episode=episode, text="Missed the last bus and walked.", words="My phone was dead.",
        said_back_on=day(9),
    )  # fmt: skip
    write_event(desk=desk, child=fifth, kind="ICPC", on=day(11), text="Plan made. Core group to be held.", prompt=True)
    _refused(desk, fifth, day)
    write_concern(
        desk=desk, child=first, on=day(9), categories="Attendance",
        text="Late three times this week, and asleep in second period. Would not hand over a second phone.",
        action="DSL to review",
    )  # fmt: skip
    write_contact(
        desk=desk, child=second, on=day(9), place=desk.area.sports_ground, words="I'm not allowed to say who pays.",
        text="New trainers again, the third pair. Went quiet when asked.",
    )  # fmt: skip
    _far_from_home(desk, about[-1], day(12))


def _far_from_home(desk: Desk, child: Person, on: date) -> None:
    """A child found at one and the same place, mostly in another town than their own."""
    write_missing(
        desk=desk, child=child, left=datetime.combine(on, time(17, 40)), hours=4, found_at=desk.area.sports_ground,
        circumstances="Went out after tea without a coat. Found by the pavilion, waiting for a lift that did not come.",
    )  # fmt: skip


def _refused(desk: Desk, child: Person, day: Day) -> None:
    """A return of which police and children's services give different days, and an interview that was refused."""
    episode = write_missing(
        desk=desk, child=child, left=datetime.combine(day(14), time(17, 30)), hours=5, found_at=None,
        circumstances="Left after an argument about a phone. Found at a friend's house.",
    )  # fmt: skip
    write_interview(desk=desk, child=child, episode=episode, text="", accepted=False, said_back_on=day(13))


CONTACTS: Final = (
    (1, "CONTACT", Informant("Neighbour"), "Shouting at night, a child heard crying for an hour."),
    (6, "REFERRAL", Informant("Health visitor", "health"), "No food in the house on two visits."),
    (
        7,
        "CONTACT",
        Informant("Police officer", "police"),
        "Found behind the shops at one in the morning with older boys.",
    ),
    (4, "REFERRAL", Informant("Teacher", "school"), "Does not want to go home tonight, and will not say why."),
)


def _yesterday(desk: Desk, about: list[Person], day: Day) -> None:
    """Contacts and referrals, a child who is missing now, one who came back, and what others wrote."""
    first, _, third, _, _, _, seventh, eighth = about
    for place, kind, informant, text in CONTACTS:
        write_event(desk=desk, child=about[place], kind=kind, on=day(1), informant=informant, text=text, prompt=True)
    write_missing(
        desk=desk, child=first, left=datetime.combine(day(1), time(20, 15)), hours=None, found_at=None, grade="High",
        circumstances="Left in a taxi that nobody at home had booked. Phone off since half past eight.",
    )  # fmt: skip
    write_missing(
        desk=desk, child=eighth, left=datetime.combine(day(2), time(22, 0)), hours=9, found_at=None,
        circumstances="Left by the window. Came home alone.",
    )  # fmt: skip
    assault = write_occurrence(
        desk=desk, kind="ASSAULT", on=day(1), place=desk.area.sports_ground, people=[PoliceRole(third, "VICTIM")],
        summary="Pushed to the ground by a man in a car park. No injury that needed treatment.",
    )  # fmt: skip
    write_attendance(
        desk=desk, person=third, on=day(1), service="ED", complaint="Sore wrist", concern=True, outcome="Home",
        text="Came with an aunt. Would not say how it happened while the aunt was in the room. "
        f"Police gave the number {assault.number}.",
    )  # fmt: skip
    write_contact(
        desk=desk, child=seventh, on=day(1), place=desk.area.sports_ground, text="Asked whether we give out food."
    )
    write_complaint(
        desk=desk, on=day(2), premises=desk.area.sports_ground, tenant=None, action="Visit planned",
        text="Young people and cars until three in the morning, several nights.",
    )  # fmt: skip

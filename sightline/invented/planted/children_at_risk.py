"""Children at risk of exploitation around whom no group is planted: each is on some agencies' lists, by chance alone.

A partnership of groups alone has too few on two lists to say how many are on none. These are for the demo's count.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from sightline.invented.agencies.care import write_event, write_meeting
from sightline.invented.agencies.police import PoliceRole, write_occurrence
from sightline.invented.agencies.services import write_attendance, write_concern
from sightline.invented.days import any_day
from sightline.invented.desk import Desk
from sightline.invented.narration import tell
from sightline.invented.population.people import Person

MOST: Final = 14  # a block
Listed = Callable[[Desk, Person, date], object]


def write_at_risk(*, desk: Desk, children: Sequence[Person]) -> list[Person]:
    """Write some children of eleven to sixteen onto each list with its own chance; return them."""
    able = [child for child in children if 12 <= child.age_on(desk.years.latest) <= 16]
    able = [child for child in desk.chance.sample(able, len(able)) if not (child.sealed or child.protected)]
    chosen = desk.fair.choose("child at risk", able, most=min(MOST, len(able)), least=0)
    for child in chosen:
        for likely, write in LISTS:
            on = any_day(desk, after=desk.years.last - timedelta(days=700))
            if desk.chance.random() < likely:
                write(desk, child, on)
    return chosen


def _at_school(desk: Desk, child: Person, on: date) -> None:
    write_concern(desk=desk, child=child, on=on, categories="Safeguarding", action="DSL to review",
                  text=tell("school_ordinary", chance=desk.chance, child=child))  # fmt: skip


def _at_hospital(desk: Desk, child: Person, on: date) -> None:
    write_attendance(desk=desk, person=child, on=on, service="ED", complaint="Unwell", outcome="DISCHARGED",
                     text=tell("ed_ordinary", chance=desk.chance, child=child), concern=True,
                     follow_up="School nurse")  # fmt: skip


def _in_enquiry(desk: Desk, child: Person, on: date) -> None:
    write_event(desk=desk, child=child, kind="S47 START", on=on, text="Enquiry begun with police and school.",
                alone=True, prompt=True)  # fmt: skip
    write_event(desk=desk, child=child, kind="S47 END", on=on + timedelta(days=14), prompt=True,
                text="Enquiry ended. Plan made with the family and school.")  # fmt: skip


def _at_meeting(desk: Desk, child: Person, on: date) -> None:
    write_meeting(desk=desk, child=child, on=on, level=desk.chance.choice(("Emerging", "Moderate")), concerning=[],
                  places=[], decision="Each agency to say what it knows. Review in six weeks.",
                  action="Named worker to meet the child", done=True)  # fmt: skip


def _with_police(desk: Desk, child: Person, on: date) -> None:
    write_occurrence(
        desk=desk, kind="GROOMING", on=on, place=None, people=[PoliceRole(child, "VICTIM")], outcome="REFERRED",
        summary="Parent showed messages from somebody older, who asked to meet. Account reported.",
    )  # fmt: skip


LISTS: Final[tuple[tuple[float, Listed], ...]] = (
    (0.55, _at_school), (0.5, _at_hospital), (0.4, _in_enquiry), (0.35, _at_meeting), (0.25, _with_police),
)  # fmt: skip

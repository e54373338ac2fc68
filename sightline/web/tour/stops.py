"""The stops of the tour, and which of them somebody has: what a role may not open is no stop of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: its heading, what to look at, and the page that it leads to; without one it stays where they are.

    `example` opens a child's page or a record instead, where everybody is invented: "person" or "record". `door` is as
    in the menu: whether it is open to the reader.
    """

    heading: str
    look_at: str
    page: str = ""
    example: str = ""
    door: str = ""


STOPS = (
    Stop(
        _("Your home page"),
        _("The counts put the most urgent first: missing now, then overdue. Choose a count to see its list."),
        page="home",
    ),
    Stop(
        _("Find a person"),
        _("Type in the box at the top: a name, a phone, a car, or words in a note. A misspelt name is found too."),
        page="find",
        door="people",
    ),
    Stop(
        _("A child’s page"),
        _("The first screen of a child’s page shows what is wrong, what is overdue and what to do next."),
        example="person",
        door="people",
    ),
    Stop(
        _("What every agency wrote"),
        _(
            "A child’s page has a chronology of all agencies. Each entry opens its record, with the file and row "
            "that it came from."
        ),
        example="record",
        door="people",
    ),
    Stop(
        _("Work"),
        _("Each action shows two times: its deadline, and when your answer is due. Without an answer it is escalated."),
        page="work",
        door="works",
    ),
    Stop(
        _("Add a concern"),
        _("A suspicion is enough, in your own words. The page shows at once who must reply, and when."),
        page="concerns",
        door="enters",
    ),
    Stop(
        _("The rules"),
        _("Every conclusion names its rule. Read each rule here, with its source. No rule gives a child a risk score."),
        page="looks_for",
    ),
)


def stops_of(*, doors: Mapping[str, Any]) -> tuple[Stop, ...]:
    """The stops that somebody has with these doors open."""
    return tuple(stop for stop in STOPS if not stop.door or doors.get(stop.door))

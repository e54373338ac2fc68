"""The colours of every picture, and the two letters of each agency: a colour never stands alone.

The agencies' colours were searched for: under simulated red, green and blue weakness the two nearest still differ, and
white letters on them reach a contrast of 4.7. The same values stand in the pages' style sheet.
"""

from dataclasses import dataclass
from functools import cache

from sightline.translation.messages import lazy as _

INK, QUIET, PAPER, DEEP = "#0b0c0c", "#505a5f", "#ffffff", "#123b4a"
RULE, FAINT, SOFT, BAR = "#b1b4b6", "#e4e7e9", "#f3f5f6", "#5c8494"
WORDS_EDGE, WORDS_FILL = "#00603a", "#e9f4ef"  # the child's own words, and nothing else
LATE, LATE_FILL = "#b3261e", "#fbe9e7"  # overdue or missed, always with a hatch or a word
SPAN_FILL = "#fff3d6"  # the days between seen and acted
ENOUGH = 4.5


@dataclass(frozen=True, slots=True)
class AgencyInk:
    """How an agency is drawn: its letters, its name, its colour."""

    letters: str
    label: str
    colour: str


AGENCIES = {
    "police": AgencyInk("PO", _("Police"), "#2666f0"),
    "childrens_services": AgencyInk("CS", _("Children’s services"), "#590235"),
    "health": AgencyInk("HE", _("Health"), "#028464"),
    "school": AgencyInk("SC", _("School"), "#825818"),
    "youth_service": AgencyInk("YS", _("Youth service"), "#2f109c"),
    "housing": AgencyInk("HO", _("Housing"), "#232d08"),
    "licensing": AgencyInk("LI", _("Licensing"), "#4a6074"),
    "partnership": AgencyInk("PA", _("Partnership"), "#3d3d3d"),
}


def agency_ink(agency: str) -> AgencyInk:
    """How an agency is drawn; one without letters of its own by its first two, in ink."""
    return AGENCIES.get(agency) or AgencyInk(agency[:2].upper(), agency, INK)


def agency_order(agency: str) -> tuple[int, str]:
    """The one fixed order of agencies in every picture."""
    names = list(AGENCIES)
    return (names.index(agency) if agency in AGENCIES else len(names), agency)


@cache
def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 counts it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""The first screen of a person's page in words: who it is, since when missing, how late, what to do next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sightline.casework.missing.pages import MissingStatus
from sightline.casework.overview.pages import NextAction, NextActionKind, PersonFrame
from sightline.casework.people.pages.people import Entry
from sightline.model.agency_names import AGENCY_LETTERS
from sightline.model.when import DATE_LENGTH
from sightline.translation.lists import one_of
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted
from sightline.web.core.missing_tasks import TASKS
from sightline.web.core.whens import born_in_words
from sightline.web.core.words import AGENCIES

FACTS = {
    "lead_worker": gettext_lazy("Lead worker"),
    "status": gettext_lazy("Plan or legal status"),
    "school": gettext_lazy("School"),
    "home": gettext_lazy("Home and placement"),
    "carers": gettext_lazy("Parents and carers"),
    "safe_contact": gettext_lazy("Safe contact, from concerns"),
}
FACTS_SHORT = {
    "status": gettext_lazy("Status"),
    "home": gettext_lazy("Home"),
    "carers": gettext_lazy("Carers"),
    "safe_contact": gettext_lazy("Safe contact"),
}
SEXES = {"f": gettext_lazy("female"), "m": gettext_lazy("male")}
# Two letters for each agency, everywhere the same, and the name of its colour.
HOURS_IN_DAY, MINUTES_SAID_UNTIL = 24, 12
LONGEST_LABEL = 25


@dataclass(frozen=True, slots=True)
class AgencyBadge:
    """An agency as a small sign: its letters, its colour's class, its name."""

    letters: str
    css: str
    agency: str


def agency_badge(agency: str) -> AgencyBadge:
    """The sign of an agency; of one without letters, its first two."""
    letters = AGENCY_LETTERS.get(agency, agency[:2].upper())
    return AgencyBadge(letters, f"ag-{letters.lower()}", AGENCIES.get(agency, agency))


def person_line(frame: PersonFrame) -> str:
    """`16 years old, born 9 February 2010, female`; of several birth dates each, and each age that they give.

    Where no birth date is recorded, nobody knows the age: it is said once.
    """
    dates = frame.person.birth_dates
    parts = [
        *([_age(frame.ages), born_in_words(dates)] if frame.ages or dates else [_("Birth date not recorded")]),
        *([_("%(number)s dates of birth recorded") % {"number": len(dates)}] if len(dates) > 1 else []),
        *(str(SEXES.get(one.lower(), one.lower())) for one in frame.sexes[:1]),
    ]
    return join_shown(", ", parts)


def _age(ages: tuple[int, ...]) -> str:
    if not ages:
        return _("Age not known")
    if len(ages) == 1:
        return _("%(age)s years old") % {"age": ages[0]}
    return _("%(ages)s years old: records differ") % {"ages": one_of([str(one) for one in ages])}


def missing_for(status: MissingStatus) -> str:
    """`11 hours 25 minutes`, `14 hours`, `3 days`; empty where no time is known."""
    if not status.since or len(status.since) == DATE_LENGTH:
        return ""
    span = datetime.fromisoformat(status.now) - datetime.fromisoformat(status.since)
    hours, minutes = divmod(max(0, int(span.total_seconds() // 60)), 60)
    if hours >= 2 * HOURS_IN_DAY:
        return counted(hours // HOURS_IN_DAY, "day")
    shown = ((hours, "hour"), (minutes if hours < MINUTES_SAID_UNTIL else 0, "minute"))
    parts = (counted(number, noun) for number, noun in shown if number)
    return join_shown(" ", parts)


def next_action_label(action: NextAction) -> str:
    """What to do, as a sentence that begins with its verb."""
    match action.kind:
        case NextActionKind.MISSING if action.task:
            return str(TASKS[action.task].task)
        case NextActionKind.SAME_NAME:
            return _("Check the other records with this name")
        case NextActionKind.QUESTION if action.question:
            return action.question.asks
        case NextActionKind.DEADLINE if action.deadline:
            return action.deadline.label
    return ""


def missing_task_why(action: NextAction) -> str:
    """Why a task about a missing child is open."""
    return str(TASKS[action.task].why) if action.task else ""


def event_text(entry: Entry) -> str:
    """What an entry tells, without the label and the type of event, which its heading says."""
    label, colon, rest = entry.what.partition(": ")
    text = rest if colon and len(label) <= LONGEST_LABEL else entry.what
    own_type, dot, rest = text.partition(". ")
    return rest if dot and own_type.lower() == entry.kind.rpartition("/")[2] else text

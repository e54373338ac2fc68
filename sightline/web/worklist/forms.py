"""What the work list and the list of deadlines are asked for. Nothing in it is personal."""

from sightline.casework.worklist.pages import WorkChoice
from sightline.web.core.bounds import asked_one_of, asked_text, asked_tick
from sightline.web.core.forms import AskedForm
from sightline.web.core.pagination import CursorAsked
from sightline.web.core.words import AGENCIES
from sightline.web.escalation.presenters import SOURCES, STATES

OPEN_STATES = {state: words for state, words in STATES.items() if state != "closed"}


class WorkAsked(CursorAsked):
    """Which open actions."""

    list = asked_text()
    urgent = asked_tick()
    state = asked_one_of(OPEN_STATES)
    kind = asked_one_of(SOURCES)
    agency = asked_one_of(AGENCIES)

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of a list are asked for."""
        return any(self.said[one] for one in ("urgent", "state", "kind", "agency"))

    def choice(self) -> WorkChoice:
        """What casework lists."""
        said = self.said
        return WorkChoice(
            scope=said["list"],
            urgent_only=said["urgent"],
            state=said["state"],
            source=said["kind"],
            agency=said["agency"],
            after=said["after"],
        )


class DueAsked(CursorAsked):
    """The deadlines of which agency, and whether those that are over."""

    agency = asked_one_of(AGENCIES)
    over = asked_tick()


class BacklogAgencyAsked(AskedForm):
    """Whose backlog."""

    agency = asked_one_of(AGENCIES)

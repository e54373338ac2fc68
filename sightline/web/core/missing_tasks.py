"""What is done next about a missing child, in words: the same on first pages and on the child's own page."""

from dataclasses import dataclass, field

from sightline.casework.missing.pages import MissingTask
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A task: on a first page, about a name, with the page its button opens; on the child's page, why it is there."""

    about: str
    task: str
    why: str = field(repr=False)
    button: str
    page: str = "person"


TASKS = {
    MissingTask.SEARCH: TaskWords(
        _("Confirm who is searching for %(name)s"), _("Confirm who is searching"), "", _("See the report"), "record"
    ),
    MissingTask.CALL: TaskWords(
        _("Call the police for an update on %(name)s"),
        _("Call the police for an update"),
        _("No call recorded yet"),
        _("See who to call"),
    ),
    MissingTask.CALL_AGAIN: TaskWords(
        _("Call the police again for an update on %(name)s"),
        _("Call the police again for an update"),
        _("Calls and discussions so far are recorded"),
        _("See who to call"),
    ),
    MissingTask.CHECK: TaskWords(
        _("Check with the front door about %(name)s"),
        _("Check with the front door"),
        _("The front door or the lead worker calls the police for an update"),
        _("Open"),
    ),
    MissingTask.TELL: TaskWords(
        _("Tell the front door what you know of %(name)s"),
        _("Tell the front door what you know"),
        _("The front door or the lead worker calls the police for an update"),
        _("Open"),
    ),
    MissingTask.DISCUSS: TaskWords(
        _("Decide today whether to hold a strategy discussion about %(name)s"),
        _("Decide today whether to hold a strategy discussion"),
        _("You can see no planned meeting. Others may have planned one"),
        _("Open a discussion"),
        "meeting_open_child",
    ),
}

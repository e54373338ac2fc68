"""The words of requests for a person's data."""

from dataclasses import dataclass

from sightline.casework.subject_access.pages import (
    AccessBundle,
    AccessRequestLine,
    AccessRequestState,
    RequestEntryKind,
    RequestRelation,
    RequestWord,
)
from sightline.translation.messages import lazy as _

RELATIONS = {
    RequestRelation.OWN: _("The person themselves"),
    RequestRelation.PARENT: _("Someone with parental responsibility, for a child"),
    RequestRelation.REPRESENTATIVE: _("A person who acts for them, such as a solicitor"),
}
STATES = {
    AccessRequestState.OPEN: _("Open"),
    AccessRequestState.PAUSED: _("Waiting for the person"),
    AccessRequestState.SENT: _("Reply sent"),
    AccessRequestState.REFUSED: _("Refused"),
}
PAUSES = {
    RequestWord.IDENTITY: _("Proof of who they are"),
    RequestWord.DETAILS: _("Details without which we cannot find the data"),
}
OUTCOMES = {
    RequestWord.GIVE: _("Give the whole record"),
    RequestWord.REDACT: _("Give it, with something left out"),
    RequestWord.WITHHOLD: _("Withhold it, and say why"),
    RequestWord.SILENT: _("Neither confirm nor deny that it is held"),
}
POSSIBLE = {
    RequestWord.THEIRS: _("Yes, it is about this person"),
    RequestWord.OTHER: _("No, it is about someone else"),
}
SILENCE = _("We neither confirm nor deny that we hold anything else.")
SEARCHED = _("We searched our records in Sightline, and what our staff wrote in it.")
ELSEWHERE = _(
    "Sightline keeps whole registers and some records sealed, and cannot search them. We looked for these in our own "
    "systems. What we found there comes with this reply."
)
DRAFT = _("This is a draft. Something is not decided or not done yet: do not send it.")
RIGHTS = _("You may ask us to look again, say that a record is wrong, or complain to the Information Commissioner.")


@dataclass(frozen=True, slots=True)
class ActWords:
    """An act in words: to do, done, and which boxes its form has."""

    task: str
    done: str
    boxes: tuple[str, ...]


ACTS = {
    RequestEntryKind.IDENTITY: ActWords(
        _("Record that you checked who they are"), _("Identity checked"), ("on_day", "words")
    ),
    RequestEntryKind.PERSON: ActWords(_("Say which person it is"), _("Person named"), ("person",)),
    RequestEntryKind.SOURCE: ActWords(
        _("Record that you asked an agency about crime"), _("Asked about crime"), ("agency", "words")
    ),
    RequestEntryKind.SOURCE_REPLY: ActWords(
        _("Record what an agency replied about crime"), _("Reply about crime"), ("about", "words")
    ),
    RequestEntryKind.OPINION: ActWords(
        _("Record a health professional’s opinion"), _("Health professional’s opinion"), ("on_day", "words")
    ),
    RequestEntryKind.ELSEWHERE: ActWords(
        _("Record that you looked in your own systems"), _("Looked in own systems"), ("words",)
    ),
    RequestEntryKind.PAUSED: ActWords(
        _("Pause the deadline"), _("Time stopped"), ("word", "on_day", "back_on", "words")
    ),
    RequestEntryKind.CHASED: ActWords(_("Record that you asked them again"), _("Asked again"), ("back_on", "words")),
    RequestEntryKind.RESUMED: ActWords(_("Restart the deadline"), _("Time runs on"), ("on_day",)),
    RequestEntryKind.EXTENDED: ActWords(_("Extend the deadline by two months"), _("Two months more"), ("words",)),
    RequestEntryKind.SENT: ActWords(_("Record that the reply is sent"), _("Reply sent"), ("on_day",)),
    RequestEntryKind.REFUSED: ActWords(_("Refuse the request"), _("Refused"), ("words",)),
    RequestEntryKind.RECORD: ActWords(_("Decide what to give from this record"), _("Record decided"), ()),
    RequestEntryKind.RECEIVED: ActWords(_("Enter a request"), _("Received"), ()),
}


def said_first(bundle: AccessBundle) -> tuple[str, ...]:
    """What a reply says before its records: what was searched, what it does not say, and what the person may do."""
    return (SEARCHED, *((ELSEWHERE,) if bundle.has_sealed else ()), SILENCE, RIGHTS)


def status_of(line: AccessRequestLine) -> str:
    """How far a request has come; what is overdue is said first."""
    state = STATES[line.state]
    return _("Overdue: %(state)s") % {"state": str(state).lower()} if line.is_overdue else state

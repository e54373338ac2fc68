"""What a meeting can be about, and what a row of it can say happened."""

from enum import StrEnum


class MeetingTopic(StrEnum):
    """What a meeting is about. Of a group it names its people, by mentions."""

    CHILD = "child"
    PLACE = "place"
    RECORD = "record"
    GROUP = "group"


class MeetingEntryKind(StrEnum):
    """What a row says happened."""

    ASKED = "asked"
    ATTENDANCE = "attendance"
    RECORDS = "records"
    AGENDA = "agenda"
    CHAIR = "chair"
    DISSENT = "dissent"
    DECISION = "decision"
    ACTION = "action"
    DONE = "done"
    PLAN = "plan"
    HELD = "held"
    CALLED_OFF = "called_off"


class Attendance(StrEnum):
    """Whether somebody who was asked came."""

    CAME = "came"
    APOLOGIES = "apologies"
    DID_NOT_COME = "did_not_come"


class DoneBy(StrEnum):
    """Who says that an action is done, where it was theirs."""

    OWN = "own"

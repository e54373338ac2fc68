"""What an analyst can add to a network, and the grades that it is given."""

from enum import StrEnum

SOURCE_GRADES, INFORMATION_GRADES, HANDLING = ("1", "2", "3"), ("A", "B", "C", "D", "E"), ("P", "C")


class AnalystEntryTopic(StrEnum):
    """What an analyst adds."""

    ENTITY = "entity"
    CONNECTION = "connection"
    HYPOTHESIS = "hypothesis"


class AnalystEntryKind(StrEnum):
    """What a row says happened."""

    ADDED = "added"
    TAKEN_BACK = "taken_back"

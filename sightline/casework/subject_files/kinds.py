"""What a working file can be about, how it stands, and in which capacity a record names somebody.

It stands apart from the tables, so that rules and docs can be read without a database.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a working file is about."""

    PERSON = "person"
    PLACE = "place"
    VEHICLE = "vehicle"
    PHONE = "phone"
    GROUP = "group"


class Status(StrEnum):
    """How a working file stands, in the order in which it goes on."""

    NAMED = "named"
    OF_CONCERN = "of_concern"
    UNDER_INVESTIGATION = "under_investigation"
    CHARGED = "charged"
    CONVICTED = "convicted"
    NO_LONGER = "no_longer"
    REMOVED = "removed"


class Capacity(StrEnum):
    """What somebody is in a record. Several may hold of one person, each on its own records."""

    VICTIM = "victim"
    WITNESS = "witness"
    SUSPECT = "suspect"
    CONVICTED = "convicted"

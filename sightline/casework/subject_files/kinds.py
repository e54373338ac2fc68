"""What a working file can be about.

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

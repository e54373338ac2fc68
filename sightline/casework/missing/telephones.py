"""The telephone numbers that pages give beside a missing child, as `[telephones]` of sightline.toml says."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from sightline.rulebook.schema import Written
from sightline.rulebook.settings import read_part

PART = "telephones"
Number = Annotated[str, Meta(pattern=r"^(\+?[0-9][0-9 ]{1,18})?$")]


class Telephones(Written, frozen=True):
    """The police's numbers. Empty where the partnership has not said: pages then name 101."""

    police_missing: Number = ""
    police_control_room: Number = ""


def read_telephones(written: Mapping[str, object]) -> Telephones:
    """What the settings say; Usage where a number is no number."""
    return read_part(Telephones, written, PART)

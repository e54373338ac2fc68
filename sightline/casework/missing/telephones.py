"""The telephone numbers that pages give beside a missing child, as `[telephones]` of sightline.toml says."""

from collections.abc import Mapping

from sightline.casework.missing.pages import Telephones
from sightline.rulebook.settings import read_part

PART = "telephones"


def read_telephones(written: Mapping[str, object]) -> Telephones:
    """What the settings say; Usage where a number is no number."""
    return read_part(Telephones, written, PART)

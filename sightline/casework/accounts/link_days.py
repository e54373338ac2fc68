"""For how many days a one-time link and a request can be used: `[accounts] link_days` of the workspace's settings."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from sightline.rulebook.schema import WrittenPart
from sightline.rulebook.settings import read_part

USUAL, MOST = 7, 30


class AccountSettings(WrittenPart, frozen=True):
    """The part `[accounts]`."""

    link_days: Annotated[int, Meta(ge=1, le=MOST)] = USUAL


def read_link_days(written: Mapping[str, object]) -> int:
    """The number of days; Usage where it is not a whole number from 1 to 30."""
    return read_part(AccountSettings, written, "accounts").link_days

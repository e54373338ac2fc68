"""What pages and the terminal say of an emergency disclosure."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.translation.messages import gettext_noop


class DisclosureState(StrEnum):
    """How an emergency disclosure stands."""

    WAITS = gettext_noop("information governance must decide")
    RATIFIED = gettext_noop("ratified")
    OVER = gettext_noop("over, its records are not shown")
    WITHDRAWN = gettext_noop("withdrawn, its records are not shown")


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """One emergency disclosure. `until_at` is the moment until which its records are shown."""

    disclosure_id: str
    number: int
    source_file: str
    by: str
    at: str
    until_at: str
    state: DisclosureState
    decided_by: str
    is_open: bool
    may_settle: bool
    why: str = field(repr=False)

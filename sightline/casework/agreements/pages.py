"""What a list and a check of agreements say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sightline.translation.messages import gettext_noop


class AgreementState(StrEnum):
    """Whether an agreement applies today, and if not, why."""

    IN_FORCE = gettext_noop("in force")
    REVIEW_DUE = gettext_noop("in force, review due")
    NOT_BEGUN = gettext_noop("not begun")
    ENDED = gettext_noop("ended")
    SUSPENDED = gettext_noop("suspended")


@dataclass(frozen=True, slots=True)
class AgreementNotice:
    """That an agreement waits for a person: since which day, and whether what it waits for is past."""

    since: date
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement as it is today. `notice` is there where a person must review or renew it."""

    agreement_id: str
    provider: str
    provider_name: str
    data_kinds: tuple[str, ...]
    tier: str
    state: AgreementState
    review_on: date
    ends_on: date | None
    contact: str
    notice: AgreementNotice | None


@dataclass(frozen=True, slots=True)
class AgreementCheck:
    """What a check found: the version in force, the agreements, and layouts held here that none in force covers.

    `registers`: agreements of tier "record" with a layout whose rows are sealed all the same.
    """

    version: str
    lines: tuple[AgreementLine, ...]
    uncovered: tuple[tuple[str, str], ...]
    registers: tuple[tuple[str, str], ...] = ()

    @property
    def is_in_order(self) -> bool:
        """Whether every layout is covered and no review is due."""
        return not self.uncovered and not any(one.state is AgreementState.REVIEW_DUE for one in self.lines)

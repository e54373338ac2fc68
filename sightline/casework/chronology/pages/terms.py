"""Under which agreement a record came, and what kind of statement a law-enforcement record is."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.agreements.vocabulary import Onward, Purpose, Regime
from sightline.translation.messages import lazy as _

LAWS = {
    Regime.UK_GDPR.value: _("UK GDPR"),
    Regime.PART_3.value: _("Part 3 of the Data Protection Act 2018: law enforcement"),
}
SHARED_FOR = {
    Purpose.SAFEGUARDING.value: _("safeguarding"),
    Purpose.CRIME.value: _("preventing and detecting crime"),
    Purpose.PRACTICE_REVIEW.value: _("practice review"),
    Purpose.STATISTICS.value: _("statistics"),
}


PASSED_ON = {
    Onward.NO.value: _("no"),
    Onward.ASK.value: _("only if the agency agrees"),
    Onward.SAME_PURPOSE.value: _("yes, for the same purposes"),
}


class CameUnder(StrEnum):
    """How a record came: under an agreement, before there were any, in an emergency, or written here."""

    AGREEMENT = "agreement"
    BEFORE = "before"
    EMERGENCY = "emergency"
    HERE = "here"


@dataclass(frozen=True, slots=True)
class RecordTerms:
    """The terms of one record. `is_now`: it came before there were agreements, and this one covers it today.

    `statement` is "assessment" where a law-enforcement record is what somebody makes of things, "fact" where it is what
    was reported or done; empty of other records. `handling` is what the agreement asks of whoever reads the record.
    """

    came: CameUnder
    agreement: str = ""
    controller: str = ""
    regime: str = ""
    purposes: tuple[str, ...] = ()
    contact: str = field(default="", repr=False)
    is_now: bool = False
    statement: str = ""
    handling: str = ""
    onward: str = ""

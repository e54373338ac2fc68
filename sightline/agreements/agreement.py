"""One agreement and one organisation, as the workspace's files write them, and whether an agreement is in force."""

from collections.abc import Collection
from datetime import date

import msgspec

from sightline.agreements.vocabulary import (
    Effect,
    Mode,
    Onward,
    OrganisationType,
    Purpose,
    Regime,
    Service,
    Tier,
    UnlistedService,
)
from sightline.model.nouns import Agency
from sightline.rulebook.schema import Text, Written

BOTH_MODES = tuple(Mode)
INVENTED = "Invented, to try Sightline with invented records"


class Organisation(Written, frozen=True, kw_only=True):
    """One organisation of the partnership. `agency` says as which agency its files are read.

    `service`: which service it is that "who knows" does not list by itself, or none. Without it nobody has said.
    `part_of`: the id of the organisation to which a site or a team belongs, and whose records its records are.
    """

    id: Text
    name: Text
    type: OrganisationType
    agency: Agency | None = None
    code_scheme: str = ""
    code: str = ""
    service: Service | None = None
    part_of: str = ""

    def is_called(self, name: str) -> bool:
        """Whether that is its name, id or code, in small or capital letters."""
        return plain_name(name) in {plain_name(one) for one in (self.name, self.id, self.code)} - {""}


def plain_name(name: str) -> str:
    """The name of an organisation as it is compared."""
    return " ".join(name.casefold().split())


class AgreementContact(Written, frozen=True, kw_only=True):
    """Whom to call about the agreement: a post and its telephone number, not a person."""

    post: Text
    telephone: Text


class AgreementException(Written, frozen=True, kw_only=True):
    """What an agreement allows or denies besides. Where it names no kinds, modes or purposes, it means every one."""

    effect: Effect
    reason: Text
    recipients: tuple[Text, ...] = ()
    recipient_types: tuple[OrganisationType, ...] = ()
    data_kinds: tuple[Text, ...] = ()
    modes: tuple[Mode, ...] = BOTH_MODES
    purposes: tuple[Purpose, ...] = tuple(Purpose)
    starts_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse an exception that applies to nobody."""
        if not self.recipients and not self.recipient_types:
            raise ValueError("an exception must name 'recipients' or 'recipient_types'")

    def is_in_force(self, *, on: date) -> bool:
        """Whether it applies on that day. Its last day counts whole."""
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on <= self.ends_on)


class SharingAgreement(Written, frozen=True, kw_only=True):
    """One agreement: who provides which layouts to whom, on what basis, for what, and from when to when.

    `rows_chosen`: with tier "record", how the provider chooses the rows of a register that it sends.
    `asks_clinician`: no sealed row of a health roll is opened before the duty post of health says yes.
    """

    id: Text
    provider: Text
    controller: Text
    regime: Regime
    purposes: tuple[Purpose, ...]
    lawful_basis: Text
    special_category_condition: Text
    gateway: Text
    data_kinds: tuple[Text, ...]
    tier: Tier
    retention_rule: Text
    handling: Text
    starts_on: date
    review_on: date
    signed_by: Text
    contact: AgreementContact
    recipients: tuple[Text, ...] = ()
    recipient_types: tuple[OrganisationType, ...] = ()
    ends_on: date | None = None
    suspended_on: date | None = None
    modes: tuple[Mode, ...] = (Mode.EXISTENCE,)
    exceptions: tuple[AgreementException, ...] = ()
    onward: Onward = Onward.NO
    asks_clinician: bool = False
    listed_services: tuple[UnlistedService, ...] = ()
    rows_chosen: str = ""
    invented: bool = False

    def __post_init__(self) -> None:
        """Refuse an agreement that covers nothing, reaches nobody, or whose days are not in order."""
        for name, said in (("data_kinds", self.data_kinds), ("purposes", self.purposes)):
            if not said:
                raise ValueError(f"'{name}' must name at least one")
        if not self.recipients and not self.recipient_types:
            raise ValueError("'recipients' or 'recipient_types' must name at least one")
        if Mode.EXISTENCE not in self.modes:
            raise ValueError("'modes' must include 'existence'")
        if self.rows_chosen.strip() and self.tier is Tier.ROLL:
            raise ValueError("'rows_chosen' must be left out where 'tier' is 'roll'")
        if self.review_on < self.starts_on:
            raise ValueError("'review_on' must not be before 'starts_on'")
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("'ends_on' must not be before 'starts_on'")

    def is_in_force(self, *, on: date) -> bool:
        """Whether it applies on that day. `ends_on` is its last day; from `suspended_on` it does not apply."""
        if on < self.starts_on or (self.ends_on is not None and on > self.ends_on):
            return False
        return self.suspended_on is None or on < self.suspended_on

    @property
    def is_invented(self) -> bool:
        """Whether Sightline wrote it to be tried: it says so by its key, or still by the words of its terms."""
        words = (self.lawful_basis, self.special_category_condition, self.retention_rule, self.handling)
        return self.invented or INVENTED in words

    def covers(self, layout: str) -> bool:
        """Whether it names this layout, or the workbook that the sheet is of."""
        return is_named(layout, self.data_kinds)

    @property
    def kinds_ruled(self) -> tuple[str, ...]:
        """The layouts that it covers, and the sheets of its workbooks that an exception names by themselves."""
        return tuple(dict.fromkeys((*self.data_kinds, *(kind for one in self.exceptions for kind in one.data_kinds))))

    def suspended_from(self, day: date) -> "SharingAgreement":
        """The same, suspended from that day, or from an earlier one that its file gives."""
        earliest = day if self.suspended_on is None else min(day, self.suspended_on)
        return msgspec.structs.replace(self, suspended_on=earliest)


def is_named(layout: str, kinds: Collection[str]) -> bool:
    """Whether these kinds name a layout: by its id, or by the workbook before the `/` of a sheet's id."""
    return layout in kinds or layout.partition("/")[0] in kinds

"""What papers are printed from. Nothing here reads a clock or the database: what runs comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sightline.agreements import AgreementBook, SharingAgreement
from sightline.agreements.retention_rules import RetentionRule
from sightline.model.nouns import Role
from sightline.model.rules import Rule
from sightline.sharing.roles import RoleRule

VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True)
class RuleInUse:
    """A rule that can be switched: its kind, and whether it is on."""

    rule: Rule
    kind: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What runs on a day. `counts` are of the data that pages show; empty before the first update.

    `gate` are the rules of the papers before real data, `law` those of deadlines, by id. `periods` are the rules of how
    long records are kept, with the partnership's own periods; `review_retention` is that of learning reviews.
    """

    day: date
    book: AgreementBook
    rules: tuple[RuleInUse, ...]
    roles: Mapping[Role, RoleRule]
    roles_rule: Rule
    access_rule: Rule
    gate: Mapping[str, Rule]
    law: Mapping[str, Rule]
    periods: tuple[RetentionRule, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    needs_reason: bool = False
    review_retention: RetentionRule | None = None

    @property
    def in_force(self) -> tuple[SharingAgreement, ...]:
        """The agreements in force, by id."""
        return tuple(one for one in self.book.agreements if one.is_in_force(on=self.day))

    @property
    def is_invented(self) -> bool:
        """Whether one of them was written to try Sightline in."""
        return self.book.holds_invented

    def name_of(self, organisation_id: str) -> str:
        """An organisation as the register names it."""
        found = self.book.organisation(organisation_id)
        return found.name if found else organisation_id

    def version_of(self, agreement: SharingAgreement) -> str:
        """The version of an agreement: the hash of its file, shortened."""
        return self.book.hashes.get(agreement.id, "")[:VERSION_LENGTH]

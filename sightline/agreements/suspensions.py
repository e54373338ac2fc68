"""Which agreements people suspended, and which they put in force afterwards, by decisions in their order.

A suspension applies to an agreement and to every other one that names the same agency and layouts: a changed `id` is no
way round it. Only a later decision about one file, by its SHA-256, puts an agreement on them in force.
"""

from dataclasses import dataclass
from datetime import date

from sightline.agreements.agreement import SharingAgreement, is_named


@dataclass(frozen=True, slots=True)
class Suspension:
    """One decision to suspend: its number, the agreement, agency and layouts that it is about, and its day.

    Without an agency it is about those layouts of every agency: the register could not be read then.
    """

    number: int
    agreement: str
    agency: str
    data_kinds: tuple[str, ...]
    day: date

    def means(self, agreement: SharingAgreement, *, agency: str) -> bool:
        """Whether it is about this agreement: by its id, or by a layout of its agency."""
        if agreement.id == self.agreement:
            return True
        if self.agency not in ("", agency):
            return False
        theirs = any(agreement.covers(kind) for kind in self.data_kinds)
        return theirs or any(is_named(kind, self.data_kinds) for kind in agreement.data_kinds)


@dataclass(frozen=True, slots=True)
class PutInForce:
    """One decision to put an agreement in force although its agency and layouts are suspended."""

    number: int
    agreement: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Suspensions:
    """Every such decision."""

    suspended: tuple[Suspension, ...] = ()
    put_in_force: tuple[PutInForce, ...] = ()

    def standing(self, agreement: SharingAgreement, *, agency: str, file_sha256: str) -> Suspension | None:
        """The earliest suspension that still applies to an agreement as its file is now."""
        freed = (
            one.number for one in self.put_in_force if (one.agreement, one.file_sha256) == (agreement.id, file_sha256)
        )
        since = max(freed, default=0)
        found = (one for one in self.suspended if one.number > since and one.means(agreement, agency=agency))
        return min(found, key=lambda one: (one.day, one.number), default=None)


NONE_SUSPENDED = Suspensions()

"""Which kinds of records no agreement shares any more: one covered them, and none in force on that day does.

Records of which there never was an agreement stay, because nobody took them back. What people enter in Sightline is no
file of an agency, so it stays as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sightline.agreements.agreement import AgreementContact, SharingAgreement
from sightline.agreements.emergencies import is_emergency
from sightline.agreements.files import AgreementBook
from sightline.agreements.suspensions import Suspensions
from sightline.model.nouns import Agency
from sightline.model.visibility import WRITTEN_HERE, NotShared

Pair = tuple[str, str]


class TakenBackBy(StrEnum):
    """Why an agreement shares nothing on a day."""

    END = "ended"
    SUSPENSION = "suspended"
    REMOVAL = "removed"
    EMERGENCY_OVER = "emergency over"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One kind of records of an agency that is not shared: by which agreement it was, why no more, and whom to call."""

    agency: str
    layout: str
    agreement: str
    by: TakenBackBy
    contact: AgreementContact | None = None

    @property
    def kind(self) -> str:
        """As the visibility filter names it."""
        return f"{self.agency} {self.layout}"


def find_taken_back(
    book: AgreementBook, *, suspensions: Suspensions, imported_under: Mapping[Pair, str], on: date
) -> tuple[TakenBack, ...]:
    """Each kind that is not shared on that day.

    `imported_under`: the agreement under which files of an agency and layout were imported, for one that is not in the
    book any more, or the emergency disclosure that is over.
    """
    covering = _covering(book, on)
    found: dict[Pair, TakenBack] = {}
    for (agency, layout), agreement_id in imported_under.items():
        by = TakenBackBy.EMERGENCY_OVER if is_emergency(agreement_id) else TakenBackBy.REMOVAL
        found[agency, layout] = TakenBack(agency, layout, agreement_id, by)
    for one in suspensions.suspended:
        for agency in (one.agency,) if one.agency else Agency:
            for layout in one.data_kinds:
                found[agency, layout] = TakenBack(agency, layout, one.agreement, TakenBackBy.SUSPENSION)
    for agreement in sorted(book.agreements, key=lambda one: one.starts_on):
        if agreement.starts_on <= on and not agreement.is_in_force(on=on):
            found |= {(one.agency, one.layout): one for one in _all_of(agreement, book.agency_of(agreement), on)}
    return tuple(
        found[pair]
        for pair in sorted(found)
        if pair not in covering and (pair[0], _book_of(pair[1])) not in covering and not is_written_here(pair[1])
    )


def make_not_shared(taken_back: Iterable[TakenBack], *, book: AgreementBook, on: date) -> NotShared:
    """The same for the visibility filter, with sheets that are shared of workbooks that are not."""
    kinds = {one.kind: one.contact for one in taken_back}
    if not kinds:
        return NotShared()
    contacts = tuple((one, f"{who.post}, {who.telephone}") for one, who in sorted(kinds.items()) if who)
    sheets = ((agency, layout) for agency, layout in _covering(book, on) if "/" in layout)
    return NotShared(tuple(sorted(kinds)), tuple(sorted(f"{agency} {one}" for agency, one in sheets)), contacts)


def is_written_here(layout: str) -> bool:
    """Whether it is the layout of what people enter in Sightline."""
    return layout.startswith(WRITTEN_HERE)


def _covering(book: AgreementBook, on: date) -> set[Pair]:
    live = (one for one in book.agreements if one.is_in_force(on=on))
    return {(book.agency_of(one), kind) for one in live for kind in one.data_kinds}


def _all_of(agreement: SharingAgreement, agency: str, on: date) -> Iterable[TakenBack]:
    is_suspended = agreement.suspended_on is not None and agreement.suspended_on <= on
    by = TakenBackBy.SUSPENSION if is_suspended else TakenBackBy.END
    return (TakenBack(agency, kind, agreement.id, by, agreement.contact) for kind in agreement.data_kinds)


def _book_of(layout: str) -> str:
    return layout.partition("/")[0]

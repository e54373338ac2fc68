"""How pages of a review name a record: by who holds it and its day, with a link to its place in the chronology."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from sightline.known_facts.holders import parts_of_holder
from sightline.review.aftermath import RecordName
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _
from sightline.web.core.words import body_in_words


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A record by agency and day, and its place in the chronology; empty where the chronology does not have it."""

    record_id: str
    label: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordLinks:
    """The records of a page: of each its holder and day, and the page of the chronology that has it."""

    review_id: str
    named: Mapping[str, RecordName]
    pages: Mapping[str, int]

    def of(self, record_id: str) -> RecordLink:
        """A record by agency and day."""
        page = self.pages.get(record_id)
        chronology = reverse("review_chronology", args=[self.review_id])
        address = f"{chronology}?page={page}#event-{record_id}" if page else ""
        return RecordLink(record_id, _name_record(self.named.get(record_id)), address)


def say_holder(holder: str) -> str:
    """`Police`, or `School, Elm School` where an agency has several organisations."""
    return body_in_words(*parts_of_holder(holder))


def _name_record(name: RecordName | None) -> str:
    """`Police, 14 December 2021`."""
    if name is None:
        return str(_("Record"))
    day = long_day(name.happened_on) if name.happened_on else _("date not recorded")
    return str(_("%(agency)s, %(day)s") % {"agency": say_holder(name.holder), "day": day})

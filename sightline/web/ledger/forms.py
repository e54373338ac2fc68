"""What the sharing ledger is asked for."""

from typing import Any

from sightline.casework.ledger.pages import SharingQuestion, SharingWay
from sightline.model.nouns import Agency
from sightline.web.core.bounds import asked_day, asked_number, asked_one_of, asked_text, id_in_address
from sightline.web.core.forms import AskedForm

FORMATS = ("csv", "json")
AGENCIES = tuple(str(agency) for agency in Agency)


class SharingAsked(AskedForm):
    """Which lines: of whose records, to whom, under which agreement, how and when; and before which of them."""

    from_agency = asked_one_of(AGENCIES)
    to_agency = asked_one_of(AGENCIES)
    account = asked_text()
    agreement = asked_text()
    way = asked_one_of(tuple(SharingWay.values))
    about = asked_text()
    from_day = asked_day()
    to_day = asked_day()
    before = asked_number()
    format = asked_one_of(FORMATS)

    def question(self) -> SharingQuestion:
        """What casework looks for."""
        said: dict[str, Any] = {name: self.said[name] for name in SharingQuestion.__slots__}
        texts = {name: said[name].strip() for name in ("account", "agreement", "about")}
        return SharingQuestion(**{**said, **texts, "about": id_in_address(texts["about"])})

"""Who holds a record: its agency, or one organisation of an agency that has several.

A holder is the word of an agency, or `agency: organisation`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sightline.model.nouns import Agency

NO_HOLDER = ""  # nothing says which organisation of its agency holds a record
BETWEEN = ": "


@dataclass(frozen=True, slots=True)
class RecordHolders:
    """`of_records` are holders by record, of agencies that have several organisations. Any other agency is a holder.

    A record whose holder nobody knows counts for all together, and for no holder alone. So does the partnership's.
    """

    of_records: Mapping[str, str] = field(default_factory=dict)

    def holder_of(self, *, record_id: str, agency: str) -> str:
        """The holder of a record of an agency; empty where nobody knows it."""
        holder = self.of_records.get(record_id, agency)
        return NO_HOLDER if holder == Agency.PARTNERSHIP else holder


BY_AGENCY = RecordHolders()


def name_holder(agency: str, organisation: str) -> str:
    """The holder of what an organisation of an agency wrote."""
    return f"{agency}{BETWEEN}{organisation}"


def parts_of_holder(holder: str) -> tuple[str, str]:
    """The agency, and its organisation; empty where the agency is the holder."""
    agency, _, organisation = holder.partition(BETWEEN)
    return agency, organisation

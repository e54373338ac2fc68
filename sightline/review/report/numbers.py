"""How the margin of a report calls a record: its agency's letters and the first signs of its id.

The number of a record is the same in each draft, for its id is. Where two records would have one number, all get more
signs.
"""

from collections import Counter
from collections.abc import Mapping

from sightline.model.agency_names import AGENCY_LETTERS

SHORTEST, LONGEST = 6, 40
OTHER = "XX"


def number_records(agencies: Mapping[str, str]) -> dict[str, str]:
    """A number for each record, `PO-3fa92c`. `agencies`: the agency of each record by its id."""
    for signs in range(SHORTEST, LONGEST):
        found = {one: f"{AGENCY_LETTERS.get(agency, OTHER)}-{one[:signs]}" for one, agency in agencies.items()}
        if max(Counter(found.values()).values(), default=1) == 1:
            return found
    return dict(zip(agencies, agencies, strict=True))

"""The agency that first had what a record says: as the row gives it (Source Agency), else the row's own.

That two agencies hold something says little where one told the other. Copies of one origin count once; and who holds a
copy may still have seen it alone.
"""

from sightline.known_facts.rows import detail
from sightline.model.nouns import Agency

# SQL, of `pattern_fact AS fact`.
SOURCE_AGENCY = f"{detail('source_agency', 'fact.details')} AS source_agency"


def origin_of(*, source_agency: str, agency: str) -> str:
    """The agency that first had it; the row's own where no agency is named, or none that is known."""
    written = source_agency.casefold().replace("’", "").replace("'", "").replace(" ", "_")
    return next((str(one) for one in Agency if written.startswith(str(one))), agency)

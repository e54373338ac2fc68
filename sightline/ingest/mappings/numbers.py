"""Which cells of a row hold a number of a contact, referral, report or occurrence, or a field, as its mapping says."""

from collections.abc import Iterable
from collections.abc import Mapping as Cells

from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.headings import lay_mapping


def read_numbers(layout: str, cells: Cells[str, str]) -> tuple[str, ...]:
    """These numbers of one row as its file gave it, heading -> text; none where no shipped mapping reads its layout."""
    headings, found = tuple(cells), dict[str, None]()
    for mapping in list_mappings():
        if mapping.layout == layout and mapping.numbers:
            places = lay_mapping(mapping, headings).places
            wanted = (headings[places[name]] for name in mapping.numbers if name in places)
            found |= dict.fromkeys(text for heading in wanted if (text := str(cells[heading]).strip()))
    return tuple(found)


def read_fields(layout: str, cells: Cells[str, str], fields: Iterable[str]) -> dict[str, str]:
    """What one row as its file gave it says in these fields, without those that are empty."""
    headings, wanted = tuple(cells), tuple(fields)
    for mapping in list_mappings():
        if mapping.layout == layout:
            places = lay_mapping(mapping, headings).places
            said = {name: str(cells[headings[places[name]]]).strip() for name in wanted if name in places}
            return {name: text for name, text in said.items() if text}
    return {}

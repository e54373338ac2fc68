"""What a page is given of others who have a person's whole name."""

from dataclasses import dataclass

from sightline.casework.people.pages.people import PersonSummary


@dataclass(frozen=True, slots=True)
class SameName:
    """Other people who have the name of one. `more` is true where there are more than are listed."""

    person: PersonSummary
    others: tuple[PersonSummary, ...]
    more: bool

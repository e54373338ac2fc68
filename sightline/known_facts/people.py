"""How old somebody was on a day: a child, an adult, or not known.

"not known" is neither. It is never the adult that a pattern needs.
"""

from dataclasses import dataclass
from datetime import date

from sightline.model.when import years_on

ADULT = 18


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """One person as linked. `taken_as_child`: the subject of a row that only children have."""

    person_id: str
    born: date | None
    taken_as_child: bool

    def is_child(self, day: date) -> bool:
        """Born, and under 18."""
        if self.born is None:
            return self.taken_as_child
        return self.born <= day and years_on(born=self.born, day=day) < ADULT

    def is_adult(self, day: date) -> bool:
        """18 or over, by a birth date."""
        return self.born is not None and self.born <= day and years_on(born=self.born, day=day) >= ADULT

"""How areas of a map are shaded, and what their numbers are called: episodes for who may see them, else children."""

from dataclasses import dataclass
from typing import Final

from sightline.pictures.palette import PAPER
from sightline.translation.messages import lazy as _

PALE, MIDDLE, DARK = "#fbe8c8", "#f3c27a", "#dd8e3b"


@dataclass(frozen=True, slots=True)
class Shading:
    """Classes from the highest down: from which number on, the shade, and its words in the key."""

    classes: tuple[tuple[int, str, str], ...]
    none_words: str
    few_words: str
    number_words: str

    def shade_of(self, found: int | None) -> str:
        """The shade of an area; white for a number that is hidden."""
        return next((shade for least, shade, _ in self.classes if (found or 0) >= least), PAPER)

    def in_words(self, found: int | None) -> str:
        """`15 found`; `under 3`; empty where nobody was found."""
        if found is None:
            return str(self.few_words)
        return str(self.number_words) % {"found": f"{found:,}"} if found else ""

    def thick_of(self, episodes: int) -> float:
        """How thick an arrow of so many episodes is."""
        return 5.5 if episodes >= self.classes[0][0] else 4 if episodes >= self.classes[1][0] else 2.5


EPISODES: Final = Shading(
    ((10, DARK, _("10 or more")), (5, MIDDLE, _("5 to 9")), (3, PALE, _("3 to 4"))),
    _("none found, or under 3"),
    _("under 3"),
    _("%(found)s found"),
)
CHILDREN: Final = Shading(
    ((20, DARK, _("about 20 or more")), (10, MIDDLE, _("about 10 to 15")), (5, PALE, _("about 5"))),
    _("none found, or under 5"),
    _("under 5"),
    _("about %(found)s"),
)

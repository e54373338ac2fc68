"""What the pictures of matching quality are drawn from: numbers that are hidden already where they are small.

`key` is an id for the page, and says nothing of anybody.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.pictures.trend_facts import ShownNumber


@dataclass(frozen=True, slots=True)
class WeightPanel:
    """Pairs of one kind by their weight: a number for each band."""

    heading: str
    numbers: tuple[ShownNumber, ...]


@dataclass(frozen=True, slots=True)
class WeightsStory:
    """Panels above each other over the same bands. `leasts` begin the bands, of `bits` each. `unit` is what is counted.

    The first band holds all below it too, the last all above.
    """

    key: str
    title: str
    finding: str
    unit: str
    leasts: tuple[int, ...]
    panels: tuple[WeightPanel, ...]
    bits: int
    threshold: float
    near_until: float
    up_to: date


@dataclass(frozen=True, slots=True)
class WeightPartFact:
    """What one comparison adds to a weight, in words and bits."""

    says: str = field(repr=False)
    bits: float


@dataclass(frozen=True, slots=True)
class WeightPartsStory:
    """The bits with which every pair begins, what each comparison adds, and the weight that they make."""

    key: str
    prior: float
    parts: tuple[WeightPartFact, ...] = field(repr=False)
    weight: float
    threshold: float
    up_to: date


@dataclass(frozen=True, slots=True)
class BarsStory:
    """Counts by name, with the finding in words. `head` names both columns of the table."""

    key: str
    title: str
    finding: str
    head: tuple[str, str]
    bars: tuple[tuple[str, ShownNumber], ...]
    up_to: date

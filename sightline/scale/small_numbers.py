"""Small numbers hidden where a table goes outside: under five people could be known again.

Hiding one number is not enough where its neighbours and their sum are printed. Each list then has another number hidden
with it, the next smallest.
"""

import math
from collections.abc import Sequence

import numpy as np

from sightline.scale.tables import OverlapTable, cells_on
from sightline.translation.messages import gettext as _

FEWEST_SHOWN, FIGURES = 5, 2
HIDDEN = f"under {FEWEST_SHOWN}"
HIDDEN_TOO = "hidden"


def hide_small(table: OverlapTable) -> dict[int, str]:
    """The cells whose number is not shown, with what stands there instead; never cells that nobody is in."""
    filled = [int(cell) for cell in np.flatnonzero(table.counts > 0)]
    hidden = {cell: HIDDEN for cell in filled if table.counts[cell] < FEWEST_SHOWN}
    sums = [np.ones(1 << table.t, dtype=np.bool_), *(cells_on(table.t, place) for place in range(table.t))]
    changed = bool(hidden)
    while changed:
        changed = False
        for within in sums:
            ours = [cell for cell in filled if within[cell]]
            if sum(cell in hidden for cell in ours) == 1 and len(ours) > 1:
                smallest = min((cell for cell in ours if cell not in hidden), key=lambda cell: table.counts[cell])
                hidden[smallest] = HIDDEN_TOO
                changed = True
    return hidden


def put_together(frequencies: Sequence[int]) -> list[tuple[str, int]]:
    """How many are on one list, on two, and so on; small numbers at the end stand in one line.

    Nothing, where a small number would still stand alone: with the sum beside it, it could be worked out.
    """
    lines: list[tuple[str, int]] = []
    for place, people in enumerate(frequencies):
        rest = frequencies[place:]
        if len(rest) > 1 and any(0 < one < FEWEST_SHOWN for one in rest[1:]) and sum(rest[1:]) < FEWEST_SHOWN:
            lines.append((f"{place + 1} or more", sum(rest)))
            break
        lines.append((str(place + 1), people))
    return [] if any(0 < people < FEWEST_SHOWN for _, people in lines) else lines


def show(number: int) -> str:
    """A number that stands alone, or that it is small."""
    return HIDDEN if 0 < number < FEWEST_SHOWN else f"{number:,}"


def only(number: int) -> str:
    """So few people were seen, in a sentence that may go outside: a small number is not said."""
    if number >= FEWEST_SHOWN:
        return f"only {number:,} were seen"
    return f"fewer than {FEWEST_SHOWN} were seen" if number else "nobody was seen"


def to_five(number: int) -> int:
    """A number to the nearest five, for lines that grow: from one step to the next they would show who is new."""
    return FEWEST_SHOWN * round(number / FEWEST_SHOWN)


def show_near(number: int) -> str:
    """`about 55`: a number to the nearest five; or that it is small. None is none, and says so."""
    if number == 0:
        return "0"
    return HIDDEN if number < FEWEST_SHOWN else _("about %(to_five)s") % {"to_five": f"{to_five(number):,}"}


def round_to_figures(number: float, *, up: bool) -> int:
    """A number rounded up or down to two figures."""
    if number < 10**FIGURES:
        return math.ceil(number) if up else math.floor(number)
    unit = 10 ** (math.floor(math.log10(number)) - FIGURES + 1)
    return int((math.ceil if up else math.floor)(number / unit) * unit)


def hide_in_list(numbers: Sequence[int]) -> list[str]:
    """Numbers whose sum is printed beside them: small ones hidden, and the next smallest until none can be worked out.

    What is hidden adds up to at least as much as is shown of a number alone. Of a zero nothing is hidden.
    """
    said = [show(number) for number in numbers]
    left = sorted((place for place, number in enumerate(numbers) if number >= FEWEST_SHOWN), key=numbers.__getitem__)
    hidden = [place for place, number in enumerate(numbers) if 0 < number < FEWEST_SHOWN]
    while hidden and left and (len(hidden) == 1 or sum(numbers[place] for place in hidden) < FEWEST_SHOWN):
        hidden.append(left[0])
        said[left.pop(0)] = HIDDEN_TOO
    return said

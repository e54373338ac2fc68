"""Divides a very long note into windows, each read by itself, and says how far it is read at all.

What a heading, a speaker or a chronology says in one window does not reach into the next. A note that fits one window
is read whole, so only what is longer than any case note costs that.
"""

import re

from sightline.model.passages import MOST_LETTERS

Range = tuple[int, int]
# Letters in a window: as many as the box for a concern takes.
WINDOW = 20_000
# Where a window may end, the best place first: an empty line, a line, a sentence, a word.
ENDS = (re.compile(r".*\n[ \t]*\n", re.DOTALL), re.compile(r".*\n", re.DOTALL), re.compile(r".*[.!?]\s", re.DOTALL),
        re.compile(r".*\s", re.DOTALL))  # fmt: skip


def list_windows(text: str) -> list[Range]:
    """The windows of a text in order, as far as the budget of steps goes; one where it fits one."""
    limit = min(len(text), MOST_LETTERS)
    windows: list[Range] = []
    start = 0
    while limit - start > WINDOW:
        end = _find_end(text, start)
        windows.append((start, end))
        start = end
    return [*windows, (start, limit)]


def _find_end(text: str, start: int) -> int:
    """The last good place in the second half of the window, else its full length."""
    half, full = start + WINDOW // 2, start + WINDOW
    return next((found.end() for mark in ENDS if (found := mark.match(text, half, full))), full)

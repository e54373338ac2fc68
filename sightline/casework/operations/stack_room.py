"""Room on the stack for a request: Python asks the system for memory once, not at each call that crosses a piece's end.

Python keeps the frames of calls in pieces of 16 KB. A loop whose calls cross the end of a piece takes a new piece from
the system each time, and gives it back: a seventh of what an ordinary page costs. The frame of `call_with_room` is
marked as so large that Python takes one piece of a megabyte, half of it for what is called.
"""

from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")
WORDS = 2**16  # half a megabyte: the piece that holds such a frame is twice as large


def call_with_room(call: Callable[..., Given], *words: object) -> Given:
    """What the call gives."""
    return call(*words)


call_with_room.__code__ = call_with_room.__code__.replace(co_stacksize=WORDS)

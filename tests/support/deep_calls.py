"""Calls deep in the stack without asking the system for memory at each: a test is called with room for all its frames.

Python keeps frames in pieces of 16 KB. A loop whose calls cross the end of a piece takes a new piece from the system and
gives it back, each time round: a tenth of what a test of pages costs, under as many frames as pytest and Django have.
The frame of `call_with_room` is said to be so large that Python takes one piece of a megabyte, half of it for what is
called.
"""

from collections.abc import Callable
from typing import Any

WORDS = 2**16  # half a megabyte: the piece that holds such a frame is twice as large


def call_with_room(call: Callable[..., Any], *words: Any) -> Any:
    """What the call gives."""
    return call(*words)


call_with_room.__code__ = call_with_room.__code__.replace(co_stacksize=WORDS)

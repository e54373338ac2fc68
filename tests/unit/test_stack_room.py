"""A call with room on the stack: however deep a loop stands, its calls take no memory from the system."""

import resource
from threading import Thread

import pytest

from sightline.casework.operations.stack_room import call_with_room

DEEPEST, TIMES = 600, 200


def loop_at(depth: int) -> None:
    """A loop of calls, under so many frames."""
    if depth:
        loop_at(depth - 1)
    else:
        for time in range(TIMES):
            one_more(time)


def one_more(time: int) -> int:
    return time


def loop_at_every_depth() -> None:
    for depth in range(DEEPEST):
        loop_at(depth)


def test_no_loop_asks_the_system_for_memory_at_each_call() -> None:
    """Without room there is a depth at which each of its calls does."""
    taken = []

    def count() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        call_with_room(loop_at_every_depth)
        taken.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)

    thread = Thread(target=count)
    thread.start()
    thread.join()
    assert taken[0] < TIMES


def test_what_the_call_gives_or_raises_is_given_on() -> None:
    assert call_with_room(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        call_with_room(divmod, 7, 0)

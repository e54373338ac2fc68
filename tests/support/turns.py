"""Whose turn it is: of a matrix of readers x addresses each run asks a third, the next day's run the next third.

Every address is asked about in each run, by at least one reader of each group that is to meet the same there. Readers
who are not signed in are asked about everything in each run. `make soak` asks everything of everybody.
"""

import os
import time
from collections.abc import Sequence
from zlib import crc32

TURN = "SIGHTLINE_TESTS_TURN"  # the environment's word for the number of a run, which a report names
TURNS = 3
SECONDS_OF_A_DAY = 24 * 60 * 60


def turn_of_this_run() -> int:
    """A number below TURNS: the environment's, else that of the day, so that a day's runs are alike."""
    return int(os.environ.get(TURN) or time.time() // SECONDS_OF_A_DAY) % TURNS


def is_in_turn(reader: str, group: Sequence[str], name: str, *, turn: int) -> bool:
    """Whether one reader of a group that is to meet the same at an address is asked about it in a run.

    In each run at least one of the group is, and within TURNS runs every one.
    """
    share = min(len(group), TURNS)
    return (group.index(reader) + crc32(name.encode()) + turn) % share == 0

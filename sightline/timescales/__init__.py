"""Works out deadlines: which facts started each, which facts stopped it, and its state.

A clock ends by the facts that its rule names, or by a person's answer; never because a child turns 18, a file is late,
or nobody looks.
"""

from sightline.timescales.build import ClockReport, build_clocks
from sightline.timescales.local import LOCAL_FILE, merge_local, read_local
from sightline.timescales.rules import ClockRule, find_counted_with, load_clock_rules, starting_in
from sightline.timescales.state import ALWAYS, read_state

__all__ = [
    "ALWAYS",
    "LOCAL_FILE",
    "ClockReport",
    "ClockRule",
    "build_clocks",
    "find_counted_with",
    "load_clock_rules",
    "merge_local",
    "read_local",
    "read_state",
    "starting_in",
]

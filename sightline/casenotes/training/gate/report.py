"""Prints how right the marks of each family of rules are on left-out hands: all, and those that stand.

The last columns count the signs that are never set aside too: what a reader of a note meets.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.training.evaluation import shuffle_hands
from sightline.casenotes.training.gate.learner import Doubles
from sightline.casenotes.training.gate.lessons import BASE, FAMILIES, Lesson, family_of
from sightline.casenotes.training.report import write_table

Chosen = NDArray[np.bool_]
HEADS = (
    "family", "marks", "right", "kept", "right", "on one half", "on the other", "of right marks, kept",
    "and signs always kept", "right",
)  # fmt: skip


def write_families(lessons: Sequence[Lesson], chances: Doubles, stands_from: float) -> str:
    """The table of families, first without the signs that always stand, and a line of all."""
    half_of = {hand: place % 2 for place, hand in enumerate(shuffle_hands(one.hand for one in lessons))}
    asked = np.array([one.is_asked for one in lessons])
    right = np.array([one.is_right for one in lessons])
    half = np.array([half_of[one.hand] for one in lessons])
    family = np.array([family_of(one.mark.rule_id) for one in lessons])
    plain = np.array([one.is_plain for one in lessons])
    stand = ~asked | plain | (chances >= stands_from)
    named = [(f"`{name}`", family == name) for name in (BASE, *FAMILIES) if (family == name).any()]
    every = ("all", np.ones(len(lessons), bool))
    rows = [
        [*_row(name, asked & of, asked & stand & of, right, half), f"{(stand & of).sum():,}", _share(right[stand & of])]
        for name, of in (*named, every)
    ]
    return "\n".join(write_table(HEADS, rows))


def _row(name: str, before: Chosen, after: Chosen, right: Chosen, half: NDArray[np.int64]) -> list[str]:
    shares = [_share(right[after & (half == number)]) for number in (0, 1)]
    return [
        name, f"{before.sum():,}", _share(right[before]), f"{after.sum():,}", _share(right[after]), *shares,
        _share(after[before & right]),
    ]  # fmt: skip


def _share(of: Chosen) -> str:
    return f"{of.mean():.2f}" if len(of) else "-"

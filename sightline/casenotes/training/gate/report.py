"""Prints how right the marks of each family of rules are on left-out hands: all, those that stand, those asked about.

The last column has the level of what is asked chosen by some hands, and measured on others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.training.evaluation import TURNS, shuffle_hands
from sightline.casenotes.training.gate.learner import Doubles
from sightline.casenotes.training.gate.lessons import BASE, FAMILIES, Lesson, family_of
from sightline.casenotes.training.report import AIMED_AT, write_table

Chosen = NDArray[np.bool_]
HEADS = (
    "family", "may be left out", "right", "kept", "right", "of right marks, kept", "all signs", "right", "told",
    "right", "on one half", "on the other", "level chosen on others",
)  # fmt: skip
SIGN_HEADS = (
    "sign that is never left out", "marks", "right", "told", "right", "asked about", "right", "labels",
    "found by what is told", "or is asked about",
)  # fmt: skip
# The levels that are tried, and how many of ten must be right in each family on the hands by which one is chosen.
TRIED, LEAST_RIGHT = tuple(place / 20 for place in range(12)), 0.62


@dataclass(frozen=True, slots=True)
class Judged:
    """The marks of rules by the hands that were left out: what each is, and how likely it was by the others."""

    chances: Doubles
    right: Chosen
    stands: Chosen
    may_go: Chosen
    family: NDArray[np.str_]
    sign: NDArray[np.str_]
    turn: NDArray[np.int64]
    labels: Sequence[frozenset[tuple[str, int, str]]]

    def stand(self, stands_from: float, asked_below: "float | Doubles") -> Chosen:
        """Which of them stand at these levels."""
        stands: Chosen = self.stands | (self.chances >= np.where(self.may_go, stands_from, asked_below))
        return stands

    def families(self) -> list[tuple[str, Chosen]]:
        """The families that have marks, and all."""
        named = [(f"`{name}`", self.family == name) for name in (BASE, *FAMILIES)]
        return [*((name, of) for name, of in named if of.any()), ("all", np.ones(len(self.right), bool))]


def judge(lessons: Sequence[Lesson], chances: Doubles) -> Judged:
    """What the tables are made of."""
    turn_of = {hand: place % TURNS for place, hand in enumerate(shuffle_hands(one.hand for one in lessons))}
    return Judged(
        chances,
        right=np.array([one.is_right for one in lessons]),
        stands=np.array([one.stands for one in lessons]),
        may_go=np.array([one.may_be_left_out for one in lessons]),
        family=np.array([family_of(one.mark.rule_id) for one in lessons]),
        sign=np.array([one.mark.label for one in lessons]),
        turn=np.array([turn_of[one.hand] for one in lessons]),
        labels=[one.labels for one in lessons],
    )


def write_families(marks: Judged, labels: Mapping[str, int], *, stands_from: float, asked_below: float) -> str:
    """The table of families, the levels that were chosen turn by turn, and the signs that are asked about.

    `labels`: how often people read each sign in the same notes.
    """
    chosen = choose_by_others(marks, stands_from)
    rows = list(_list_families(marks, stands_from, asked_below, chosen))
    signs = list(_list_signs(marks, marks.stand(stands_from, asked_below), labels))
    levels = ", ".join(f"{level:.2f}" for level in chosen)
    said = f"Levels chosen without the hands of each turn: {levels}. In force: {asked_below:.2f}."
    return "\n".join([*write_table(HEADS, rows), "", said, "", *write_table(SIGN_HEADS, signs)])


def write_sealed(marks: Judged, labels: Mapping[str, int], *, stands_from: float, asked_below: float) -> str:
    """The same of hands by which nothing was chosen."""
    stand = marks.stand(stands_from, asked_below)
    heads = ("family, on the sealed hands", "all signs", "right", "told", "right")
    signs = list(_list_signs(marks, stand, labels))
    return "\n".join([*write_table(heads, _list_shares(marks, stand)), "", *write_table(SIGN_HEADS, signs)])


def write_every_hand(known: Judged, sealed: Judged, *, stands_from: float, asked_below: float) -> str:
    """What is told by family, of all hands: each mark by a gate that did not learn from its hand.

    The gates of the turns judged the open hands. The gate of all open hands judged the sealed ones.
    """
    marks = Judged(
        chances=np.concatenate([known.chances, sealed.chances]),
        right=np.concatenate([known.right, sealed.right]),
        stands=np.concatenate([known.stands, sealed.stands]),
        may_go=np.concatenate([known.may_go, sealed.may_go]),
        family=np.concatenate([known.family, sealed.family]),
        sign=np.concatenate([known.sign, sealed.sign]),
        turn=np.concatenate([known.turn, sealed.turn]),
        labels=[*known.labels, *sealed.labels],
    )
    heads = ("family, on all hands", "all signs", "right", "told", "right")
    return "\n".join(write_table(heads, _list_shares(marks, marks.stand(stands_from, asked_below))))


def _list_shares(marks: Judged, stand: Chosen) -> list[list[str]]:
    return [
        [name, f"{of.sum():,}", _mean(marks.right[of]), f"{(of & stand).sum():,}", _mean(marks.right[of & stand])]
        for name, of in marks.families()
    ]


def choose_by_others(marks: Judged, stands_from: float) -> list[float]:
    """For each turn the lowest level at which every family is right enough on the hands of the other turns."""
    return [_choose(marks, marks.turn != number, stands_from) for number in range(TURNS)]


def _choose(marks: Judged, by: Chosen, stands_from: float) -> float:
    for level in TRIED:
        stand = marks.stand(stands_from, level) & by
        if all(marks.right[stand & of].mean() >= LEAST_RIGHT for _, of in marks.families() if (stand & of).any()):
            return level
    return TRIED[-1]


def _list_families(
    marks: Judged, stands_from: float, asked_below: float, chosen: Sequence[float]
) -> Iterator[list[str]]:
    stand, by_others = marks.stand(stands_from, asked_below), marks.stand(stands_from, np.array(chosen)[marks.turn])
    share, right = _share_of(marks), marks.right
    for name, of in marks.families():
        may_go = marks.may_go & of
        yield [
            name, f"{may_go.sum():,}", share(may_go), f"{(may_go & stand).sum():,}", share(may_go & stand),
            _mean(stand[may_go & right]), f"{of.sum():,}", share(of), f"{(of & stand).sum():,}", share(of & stand),
            *(share(of & stand & (marks.turn % 2 == half)) for half in (0, 1)), share(of & by_others),
        ]  # fmt: skip


def _list_signs(marks: Judged, stand: Chosen, labels: Mapping[str, int]) -> Iterator[list[str]]:
    share = _share_of(marks)
    names = sorted(set(marks.sign[~marks.may_go].tolist()), key=lambda name: (name not in AIMED_AT, name))
    for name in (*names, "all"):
        of = ~marks.may_go & ((marks.sign == name) | (name == "all"))
        every = labels[name] if name != "all" else sum(labels[one] for one in names)
        yield [
            name, f"{of.sum():,}", share(of), f"{(of & stand).sum():,}", share(of & stand),
            f"{(of & ~stand).sum():,}", share(of & ~stand),
            f"{every:,}", *(f"{_count_found(marks, chosen) / max(1, every):.3f}" for chosen in (of & stand, of)),
        ]  # fmt: skip


def _count_found(marks: Judged, chosen: Chosen) -> int:
    return len(
        frozenset[tuple[str, int, str]]().union(*(marks.labels[place] for place in np.flatnonzero(chosen).tolist()))
    )


def _share_of(marks: Judged) -> Callable[[Chosen], str]:
    return lambda chosen: _mean(marks.right[chosen])


def _mean(of: Chosen) -> str:
    return f"{of.mean():.2f}" if len(of) else "-"

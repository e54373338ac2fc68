"""Writes what was measured as tables of a page: all signs together, by sign, by agency, by family."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from sightline.casenotes.training.evaluation import LeftOut, Levelled, list_rules
from sightline.casenotes.training.examples import Example
from sightline.casenotes.training.measures import Found, Measured, measure
from sightline.model.passages import INDICATORS

WORTH_READING, MARKED = 1, 2
AIMED_AT = ("suspected_exploitation", "account_given")


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading the same sentences."""

    says: str = field(repr=False)
    found: Found


def list_ways(examples: Sequence[Example], truth: np.ndarray, marks: Levelled) -> list[Way]:
    """The rules alone, and the model at both levels."""
    hands = [one.hand for one in examples]
    ways = (
        ("rules alone", list_rules(examples) > 0),
        ("model, worth reading", marks >= WORTH_READING),
        ("model, marked", marks >= MARKED),
    )
    return [Way(says, Found(truth > 0, found, hands)) for says, found in ways]


def write_report(left_out: LeftOut, sealed: LeftOut) -> str:
    """The whole report in Markdown; figures stand as they were measured."""
    open_hands, sealed_hands = ({one.hand for one in part.examples} for part in (left_out, sealed))
    return "\n".join(
        [
            f"### {len(open_hands)} hands, each left out in turn",
            "",
            *_write_part(left_out),
            f"### {len(sealed_hands)} sealed hands",
            "",
            *_all_together(sealed),
            "",
        ]
    )


def _write_part(part: LeftOut) -> Iterator[str]:
    yield from _all_together(part)
    yield from ["", "#### By sign, worth reading", "", *_by_sign(part)]
    yield from ["", "#### By agency of the note, worth reading", "", *_by_group(part, lambda one: one.note.agency)]
    yield from ["", "#### False marks by family background", "", *_by_family(part), ""]


def _all_together(part: LeftOut) -> list[str]:
    measures: list[tuple[str, Callable[[Found], Measured]]] = [
        ("sentence and sign, right", lambda found: found.precision()),
        ("sentence and sign, found", lambda found: found.recall()),
        ("sentence with any sign, right", lambda found: found.any_sign().precision()),
        ("sentence with any sign, found", lambda found: found.any_sign().recall()),
        ("note and sign, right", lambda found: found.by_note(part.examples).precision()),
        ("note and sign, found", lambda found: found.by_note(part.examples).recall()),
        ("plain words, found", lambda found: _recall_of(found, part.examples, is_oblique=False)),
        ("oblique words, found", lambda found: _recall_of(found, part.examples, is_oblique=True)),
        ("denied signs, taken for said", lambda found: _taken(found, part.examples, lambda one: one.denied)),
        ("near misses, taken for the sign", lambda found: _taken(found, part.examples, lambda one: one.near)),
        ("notes without a sign, kept clean", lambda found: _kept_clean(found.by_note(part.examples))),
    ]
    for sign in AIMED_AT:
        column = INDICATORS.index(sign)
        measures += [
            (f"{sign}, right", lambda found, column=column: found.of_sign(column).precision()),  # type: ignore[misc]
            (f"{sign}, found", lambda found, column=column: found.of_sign(column).recall()),  # type: ignore[misc]
        ]
    ways = list_ways(part.examples, part.truth, part.marks)
    rows = [[name, *(str(of(way.found)) for way in ways)] for name, of in measures]
    return write_table(["share, with its 95% interval over hands", *(way.says for way in ways)], rows)


def _by_sign(part: LeftOut) -> list[str]:
    rules, listed, marked = (way.found for way in list_ways(part.examples, part.truth, part.marks))
    rows = []
    for column, sign in enumerate(INDICATORS):
        cells = [found.of_sign(column) for found in (rules, listed, marked)]
        shares = [f"{one.precision().share:.2f} / {one.recall().share:.2f}" for one in cells]
        rows.append([sign, str(cells[0].recall().of), *shares])
    return write_table(["sign", "sentences", "rules: right / found", "worth reading", "marked"], rows)


def _by_group(part: LeftOut, group: Callable[[Example], str]) -> list[str]:
    found = list_ways(part.examples, part.truth, part.marks)[1].found
    groups = np.array([group(one) for one in part.examples])
    rows = []
    for name in np.unique(groups):
        chosen = found.of(groups == name)
        rows.append([str(name), str(len(chosen.hands)), str(chosen.precision()), str(chosen.recall())])
    return write_table(["agency", "sentences", "right", "found"], rows)


def _by_family(part: LeftOut) -> list[str]:
    groups = np.array([one.note.family for one in part.examples])
    ways = list_ways(part.examples, part.truth, part.marks)
    rows = []
    for name in np.unique(groups):
        shares = [str(_marked_without_a_sign(way.found.of(groups == name))) for way in ways]
        rows.append([str(name).replace("_", " "), str(int((groups == name).sum())), *shares])
    return write_table(["of sentences without a sign, marked", "sentences", *(way.says for way in ways)], rows)


def _marked_without_a_sign(found: Found) -> Measured:
    without = ~found.truth.any(1)
    return measure(without & found.found.any(1), without, found.hands)


def _kept_clean(found: Found) -> Measured:
    without = ~found.truth.any(1)
    return measure(without & ~found.found.any(1), without, found.hands)


def _taken(found: Found, examples: Sequence[Example], wrong: Callable[[Example], frozenset[str]]) -> Measured:
    tempting = np.array([[sign in wrong(one) for sign in INDICATORS] for one in examples]) & ~found.truth
    return Found(tempting, found.found, found.hands).recall()


def _recall_of(found: Found, examples: Sequence[Example], *, is_oblique: bool) -> Measured:
    oblique = np.array([[sign in one.oblique for sign in INDICATORS] for one in examples])
    return Found(found.truth & (oblique == is_oblique), found.found, found.hands).recall()


def write_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of a page."""
    return [f"| {' | '.join(line)} |" for line in (heads, ["---"] * len(heads), *rows)]

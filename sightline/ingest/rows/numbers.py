"""Gives each row of a file its number among the rows of one key, and says which rows bring nothing new.

Two rows of one key that differ are two records, numbered in file order; but a row that says just what a held one said
keeps that one's number, or a resent file would swap them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sightline.ingest.rows.held_rows import HeldRows


@dataclass(frozen=True, slots=True)
class NumberedRows:
    """For each accepted row: its number, whether it repeats an earlier row of the file, and its final row id."""

    number: int
    repeats: bool
    row_id: str


RowIdOf = Callable[[int, int], str]
"""Row id of an accepted row under a number."""


def numbered_key(row_key: str, number: int) -> str:
    """The key of a row: #2, #3 follow where rows of one key differ."""
    return row_key if number == 1 else f"{row_key} #{number}"


def number_rows(
    *, first_ids: Sequence[str], contents: Sequence[str], held: HeldRows, used: Mapping[str, str], row_id_of: RowIdOf
) -> dict[int, NumberedRows]:
    """The rows that are not plain: those whose key stands more than once, in the file or in what is held.

    `first_ids` are the rows' ids as if each were the first of its key; `used` holds the ids and contents of rows of
    earlier sheets of the same file. Every other row has number 1 and its first id.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    once: dict[str, int] = {}
    for index, row_id in enumerate(first_ids):
        if row_id in once:
            groups[row_id].append(index)
        else:
            once[row_id] = index
    contested = {row_id: [once[row_id], *others] for row_id, others in groups.items()}
    for row_id, index in once.items() if held.present or held.gone or used else ():
        several = held.knows(row_id) and row_id not in contested and held.knows(row_id_of(index, 2))
        if several or row_id in used:
            contested.setdefault(row_id, [index])
    numbered: dict[int, NumberedRows] = {}
    for indices in contested.values():
        numbered.update(_number_group(indices, contents, held, used, row_id_of))
    return numbered


def _number_group(
    indices: Sequence[int], contents: Sequence[str], held: HeldRows, used: Mapping[str, str], row_id_of: RowIdOf
) -> dict[int, NumberedRows]:
    distinct: dict[str, int] = {}
    for index in indices:
        distinct.setdefault(contents[index], index)
    before = _numbers_of(indices[0], used, row_id_of)
    held_numbers = _held_numbers(indices[0], held, row_id_of)
    numbers = dict(before)
    for content in distinct:
        if content not in numbers and held_numbers.get(content) not in (None, *numbers.values()):
            numbers[content] = held_numbers[content]
    free = 1
    for content in distinct:
        if content not in numbers:
            while free in numbers.values():
                free += 1
            numbers[content] = free
    return {
        index: NumberedRows(
            numbers[contents[index]],
            repeats=distinct[contents[index]] != index or contents[index] in before,
            row_id=row_id_of(index, numbers[contents[index]]),
        )
        for index in indices
    }


def _held_numbers(index: int, held: HeldRows, row_id_of: RowIdOf) -> dict[str, int]:
    """Content to number, of the held rows of this key."""
    found: dict[str, int] = {}
    number = 1
    while held.knows(row_id := row_id_of(index, number)):
        if row_id in held.present:
            found.setdefault(held.present[row_id], number)
        number += 1
    return found


def _numbers_of(index: int, used: Mapping[str, str], row_id_of: RowIdOf) -> dict[str, int]:
    """Content to number, of the rows of this key in earlier sheets."""
    found: dict[str, int] = {}
    number = 1
    while (row_id := row_id_of(index, number)) in used:
        found[used[row_id]] = number
        number += 1
    return found

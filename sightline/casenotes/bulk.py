"""Reads many notes: the same notes once, and on every core where there are enough of them.

A newcomer would get this wrong: a worker builds its own machine, which takes seconds; so few notes are read here and
not by workers. What comes back is the same either way, in the order in which the notes stand.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sightline.casenotes.note import Note
from sightline.casenotes.reading import read_all
from sightline.model.passages import Passage

# From so many different notes on, it pays to begin workers.
MANY = 20_000
CHUNK = 500


def read_notes(notes: Sequence[Note], *, workers: int = 0) -> Iterator[list[Passage]]:
    """The passages of each note, in order. `workers`: how many processes; 0 for as many as pay."""
    different = list(dict.fromkeys(notes))
    count = workers or (os.cpu_count() or 1 if len(different) >= MANY else 1)
    read = dict(zip(different, _read(different, count), strict=True))
    return (read[note] for note in notes)


def _read(notes: list[Note], workers: int) -> Iterator[list[Passage]]:
    if workers == 1:
        yield from map(read_all, notes)
        return
    chunks = [notes[start : start + CHUNK] for start in range(0, len(notes), CHUNK)]
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver")) as pool:
        for passages in pool.map(_read_chunk, chunks):
            yield from passages


def _read_chunk(notes: list[Note]) -> list[list[Passage]]:
    return [read_all(note) for note in notes]

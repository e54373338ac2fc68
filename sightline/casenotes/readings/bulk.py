"""Reads many notes: what is kept of them is not read again, the same notes once, and on every core where that pays.

A worker makes the rules ready for itself, which takes a second or two; so few notes are read here and not by workers.
What comes back is the same either way, in the order in which the notes stand.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import islice
from multiprocessing import get_context

from sightline.casenotes.gate import let_stand
from sightline.casenotes.learned.floor import mark_sentences
from sightline.casenotes.learned.model import ModelFiles, read_model
from sightline.casenotes.note import Note, NoteText, lay_out_notes
from sightline.casenotes.reader import list_words_of, read_all
from sightline.casenotes.readings.cache import Reading, ReadingCache, pack, unpack
from sightline.casenotes.signs.compiled_rules import build_machine, collection_paused

# So many notes are held at a time: what they were read as is kept before the next are asked for.
AT_A_TIME = 10_000
# From so many different unread notes among them on, it pays to begin workers.
MANY = 5_000
CHUNK = 250


def read_notes(
    notes: Iterable[Note],
    *,
    kept: ReadingCache | None = None,
    model: ModelFiles | None = None,
    workers: int = 0,
    many: int = MANY,
) -> Iterator[Reading]:
    """The reading of each note, in order; never more than some thousand notes are held.

    `kept`: what was read before, by the same model, and what is read now is added to it. `workers`: how many processes,
    0 for one a core. An interruption loses no more than the notes that are held.
    """
    with ExitStack() as stack:
        held = kept or stack.enter_context(ReadingCache())
        readers = _Readers(stack, workers or os.cpu_count() or 1, many, model)
        coming = iter(notes)
        while batch := list(islice(coming, AT_A_TIME)):
            keys = [held.key(note) for note in batch]
            different = dict(zip(keys, batch, strict=True))
            read = held.find(list(different))
            unread = {key: note for key, note in different.items() if key not in read}
            if unread:
                new = dict(zip(unread, readers.read(list(unread.values())), strict=True))
                held.add(new)
                read |= new
            for key, note in zip(keys, batch, strict=True):
                yield unpack(read[key], note.text)


class _Readers:
    """Whoever reads: this process, or workers from the first time on that there is enough for them to do."""

    def __init__(self, stack: ExitStack, workers: int, many: int, model: ModelFiles | None) -> None:
        self._stack = stack
        self._read_chunk = partial(_read_chunk, model=model)
        self._workers = workers
        self._many = many
        self._pool: ProcessPoolExecutor | None = None

    def read(self, notes: Sequence[Note]) -> Iterator[str]:
        """What each note says, packed, in order."""
        if self._pool is None and self._workers > 1 and len(notes) >= self._many:
            begun = get_context("forkserver")
            # Whoever begins the workers need not hold what they hold.
            begun.set_forkserver_preload([])
            self._pool = self._stack.enter_context(ProcessPoolExecutor(self._workers, mp_context=begun))
        chunks = [notes[start : start + CHUNK] for start in range(0, len(notes), CHUNK)]
        read = map(self._read_chunk, chunks) if self._pool is None else self._pool.map(self._read_chunk, chunks)
        return (packed for of_chunk in read for packed in of_chunk)


def _read_chunk(notes: Sequence[Note], *, model: ModelFiles | None) -> list[str]:
    with collection_paused():  # until nothing but strings is left to walk over
        return [pack(reading) for reading in read_together(notes, model=model)]


def read_together(notes: Sequence[Note], *, model: ModelFiles | None = None) -> list[Reading]:
    """The reading of each of these notes; the model, by default the shipped one, scores their sentences together."""
    with collection_paused():
        return _read_together(notes, model)


def _read_together(notes: Sequence[Note], model: ModelFiles | None) -> list[Reading]:
    ready = [NoteText(note.text) for note in notes]
    laid = lay_out_notes(ready)
    words = list_words_of(notes, ready, build_machine(), laid)
    passages = [
        read_all(note, ready=text, listed=listed) for note, text, listed in zip(notes, ready, words, strict=True)
    ]
    marks = mark_sentences(notes, passages, own=read_model(model) if model else None, ready=ready, laid=laid)
    stood = [let_stand(note, of, ready=text) for note, of, text in zip(notes, passages, ready, strict=True)]
    return [Reading(one.passages, of, one.aside, one.asked) for one, of in zip(stood, marks, strict=True)]

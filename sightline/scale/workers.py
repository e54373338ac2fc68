"""Work on many tables at once, on every core: the same answers whatever the number of cores.

Chance is drawn before the work is shared out, never by a worker. Ctrl-C reaches the one who asked; workers do not hear
it, and stop when they are told.
"""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Any

import numpy as np

from sightline.model.progress import SILENT, Progress
from sightline.scale.tables import Floats

PIECE = 25
FEWEST_TO_SHARE = 100


class Workers:
    """Processes that are started when first needed and stopped at the end; with one core, this process alone."""

    def __init__(self, *, cores: int | None = None, progress: Progress = SILENT) -> None:
        self.cores = cores or count_cores()
        self.progress = progress
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def map(self, work: Callable[[Floats], Floats], rows: Floats) -> Floats:
        """`work` done on pieces of the rows, put together in their order."""
        pieces = [rows[start : start + PIECE] for start in range(0, len(rows), PIECE)]
        if self.cores == 1 or len(rows) < FEWEST_TO_SHARE:
            return np.concatenate([self._note_progress(work(piece), len(piece)) for piece in pieces])
        self._pool = self._pool or ProcessPoolExecutor(self.cores, get_context("spawn"), _be_quiet)
        futures: list[Future[Any]] = [self._pool.submit(work, piece) for piece in pieces]
        return np.concatenate(
            [self._note_progress(future.result(), len(piece)) for future, piece in zip(futures, pieces, strict=True)]
        )

    def _note_progress(self, done: Floats, rows: int) -> Floats:
        self.progress.advance(rows)
        return done


def count_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _be_quiet() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

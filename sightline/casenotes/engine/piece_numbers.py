"""Every piece of text that was met, by number, so that what a word is to a reader is worked out once a process.

Readers of many notes work on arrays of these numbers. A column holds, piece by piece, what each is to one reader.
"""

from collections.abc import Callable
from threading import RLock

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
# So many pieces are held. Then all are forgotten, so that memory does not grow with what was read.
MOST = 100_000
# Threads share the pieces: whoever numbers some, or asks what they are, holds this.
LOCK = RLock()


class PiecesMet(dict[str, int]):
    """The number of each piece; one that was not met before gets the next."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self.written)
        self.written.append(piece)
        return number


class PieceNumbers:
    """What each piece is to one reader, as a whole number."""

    def __init__(self, tell: Callable[[str], int]) -> None:
        self._tell = tell
        self._pieces: PiecesMet | None = None
        self._known = np.zeros(0, np.int64)

    def tell(self, pieces: PiecesMet, numbers: Numbers) -> Numbers:
        """What the pieces with these numbers are."""
        with LOCK:
            if self._pieces is not pieces:
                self.forget()
                self._pieces = pieces
            new = pieces.written[len(self._known) :]
            if new:
                known = np.fromiter(map(self._tell, new), np.int64, len(new))
                self._known = np.concatenate([self._known, known])
            known = self._known
        found: Numbers = known[numbers]
        return found

    def forget(self) -> None:
        """Work all of it out anew."""
        self._pieces, self._known = None, np.zeros(0, np.int64)


_met = PiecesMet()


def read_pieces_met() -> PiecesMet:
    """The pieces of this process; begun anew where there are too many."""
    global _met
    with LOCK:
        if len(_met) > MOST:
            _met = PiecesMet()
        return _met

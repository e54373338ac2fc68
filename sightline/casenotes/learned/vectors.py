"""What kind of word a word is, as numbers that somebody else learned from many texts: like words have like numbers.

A word that stands in no sentence that was learned from still says something by them. The table is of GloVe, in the
public domain, and is in the package: nothing is fetched. `tools/make_word_vectors.py` makes it again.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sightline.model.errors import OurFault
from sightline.rulebook.files import rules_folder

FOLDER = ("casenotes", "vectors")
TABLE, ABOUT, LICENCE = "vectors.npz", "about.json", "LICENCE.txt"
# A number of a word is kept in whole units, the largest of each word in so many.
MOST_UNITS = 127
OWNED = "'s"


@dataclass(frozen=True)
class WordVectors:
    """A vector of length 1 for each word of a list. `version` is a hash of the table."""

    version: str
    places: dict[str, int] = field(repr=False)
    rows: NDArray[np.float32] = field(repr=False)

    def find(self, word: str) -> int | None:
        """The row of a word; of `mum's` that of `mum`; None for a word that is not listed."""
        place = self.places.get(word)
        return self.places.get(word.removesuffix(OWNED)) if place is None else place


@cache
def read_vectors() -> WordVectors:
    """The table that is shipped. OurFault where its bytes are not those that its description names."""
    folder = rules_folder(*FOLDER)
    table = folder.joinpath(TABLE).read_bytes()
    whole = hashlib.sha256(table).hexdigest()
    if whole != json.loads(folder.joinpath(ABOUT).read_bytes())["sha256"]:
        raise OurFault("The word vectors are not the ones that their description names.", code="bad_model", where=TABLE)
    with np.load(io.BytesIO(table), allow_pickle=False) as held:
        words = held["words"].tobytes().decode().split("\n")
        units = held["units"].astype(np.float32)
    places = {word: place for place, word in enumerate(words)}
    return WordVectors(whole[:16], places, units / np.sqrt((units * units).sum(1, keepdims=True)))


def pack_vectors(words: Sequence[str], units: NDArray[np.int8]) -> bytes:
    """A table as bytes: the same for the same words and numbers."""
    held = io.BytesIO()
    np.savez_compressed(held, words=np.frombuffer("\n".join(words).encode(), np.uint8), units=units)
    return held.getvalue()

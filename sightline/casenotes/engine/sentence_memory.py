"""What was found in a sentence, remembered for the next note that holds the same: forms and templates come again.

No word is kept. A sentence stands under a hash that only this process can make, with places and numbers.
"""

import secrets
from hashlib import blake2b
from typing import Generic, TypeVar

# So many sentences are held, and as many before them; then those that were not asked for again are forgotten.
MOST = 30_000
SECRET = secrets.token_bytes(32)
Found = TypeVar("Found")


class SentenceMemory(Generic[Found]):
    """What was found, by what it rests on; bounded, whatever is read."""

    __slots__ = ("_before", "_held", "_most")

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: dict[bytes, Found] = {}
        self._before: dict[bytes, Found] = {}

    def __len__(self) -> int:
        return len(self._held) + len(self._before)

    def find(self, key: bytes) -> Found | None:
        """What is held under a key."""
        found = self._held.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: bytes, found: Found) -> None:
        """Hold what was found; where too much is held, what was not asked for lately goes."""
        if len(self._held) >= self._most:
            self._before, self._held = self._held, {}
        self._held[key] = found

    def forget(self) -> None:
        """Hold nothing."""
        self._held, self._before = {}, {}


def make_key(*rests_on: str) -> bytes:
    """A hash of all that a finding rests on."""
    sizes = ",".join([str(len(part)) for part in rests_on])
    return blake2b(
        "".join((sizes, ";", *rests_on)).encode("utf-8", "surrogatepass"), digest_size=16, key=SECRET
    ).digest()

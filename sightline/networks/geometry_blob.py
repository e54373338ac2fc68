"""Reads the lines and outlines of one geometry as a GeoPackage keeps it: a head of its own, then well-known binary.

The bytes come from a file of others: no count in them is believed before there are bytes for it. Sources: OGC
GeoPackage Encoding Standard 1.3, clause 2.1.3, and OGC Simple Feature Access part 1, clause 8.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sightline.networks.map_places import Ring, Spot

MAGIC: Final = b"GP"
ENVELOPES: Final = (0, 32, 48, 48, 64)  # bytes of the box that a head may carry, by its indicator
IS_EMPTY, IS_EXTENDED = 0x10, 0x20
POINT, LINE, POLYGON, COLLECTIONS = 1, 2, 3, (4, 5, 6, 7)
NUMBERS: Final = (2, 3, 3, 4)  # of a point: plain, with height, with measure, with both
DEEPEST: Final = 4  # collections within collections
LEAST_BYTES: Final = 5  # of a part: its byte order and its kind
TOO_SHORT: Final = "its bytes end too early"


@dataclass(slots=True)
class _Bytes:
    """What is left to read."""

    blob: bytes = field(repr=False)
    at: int
    little: bool = True

    def take(self, form: str) -> tuple[Any, ...]:
        """The next values; ValueError where there are none."""
        form = ("<" if self.little else ">") + form
        try:
            read = struct.unpack_from(form, self.blob, self.at)
        except struct.error:
            raise ValueError(TOO_SHORT) from None
        self.at += struct.calcsize(form)
        return read

    def count(self, each: int) -> int:
        """How many follow, each of some bytes at least."""
        (number,) = self.take("I")
        if number * each > len(self.blob) - self.at:
            raise ValueError(TOO_SHORT)
        return int(number)


def read_rings(blob: bytes) -> tuple[Ring, ...]:
    """Its lines and outlines as they are written; points are passed over. ValueError says what is wrong."""
    if len(blob) < 8 or blob[:2] != MAGIC:
        raise ValueError("it does not begin like a GeoPackage geometry")
    flags = blob[3]
    indicator = flags >> 1 & 0b111
    if flags & IS_EXTENDED or indicator >= len(ENVELOPES):
        raise ValueError("it is of an extended kind")
    return () if flags & IS_EMPTY else tuple(_parts(_Bytes(blob, 8 + ENVELOPES[indicator]), DEEPEST))


def _parts(left: _Bytes, deeper: int) -> Iterator[Ring]:
    (order,) = left.take("B")
    left.little = order == 1
    (kind,) = left.take("I")
    more, kind = divmod(kind, 1000)
    if more >= len(NUMBERS) or kind not in (POINT, LINE, POLYGON, *COLLECTIONS):
        raise ValueError("it is neither a point, a line nor an outline")
    if kind == POINT:
        left.take(f"{NUMBERS[more]}d")
    elif kind == LINE:
        yield _read_ring(left, NUMBERS[more])
    elif kind == POLYGON:
        yield from [_read_ring(left, NUMBERS[more]) for _ in range(left.count(4))]
    else:
        yield from _collection(left, deeper)


def _collection(left: _Bytes, deeper: int) -> Iterator[Ring]:
    if not deeper:
        raise ValueError("it has collections within collections")
    for _ in range(left.count(LEAST_BYTES)):
        yield from _parts(left, deeper - 1)


def _read_ring(left: _Bytes, numbers: int) -> Ring:
    count = left.count(numbers * 8)
    values = left.take(f"{count * numbers}d")
    return tuple(Spot(values[n], values[n + 1]) for n in range(0, len(values), numbers))

"""Seals a row under a key of its own, and a received file in pieces: AES-GCM, so that a changed byte is noticed.

A row whose wrapped key is gone can be read by nobody, whatever else is kept. Its place is bound to it, so no row can be
put in the place of another.
"""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sightline.model.errors import OurFault
from sightline.sealing.master_keys import KEY_BYTES
from sightline.sealing.roll_keys import NONCE

ONCE = bytes(NONCE)  # a row's key seals one text alone, so no two texts share key and nonce
TAG = 16
WRAPPED = NONCE + KEY_BYTES + TAG
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class SealedText:
    """A text, sealed, and its key, wrapped."""

    wrapped: bytes
    sealed: bytes


class RowCipher:
    """Seals and opens texts with keys that are wrapped by one key."""

    def __init__(self, key: bytes) -> None:
        self._wrapping = AESGCM(key)

    def seal(self, text: bytes, *, place: str) -> SealedText:
        """Seal a text under a new key of its own."""
        random = os.urandom(KEY_BYTES + NONCE)
        key, nonce, bound = random[:KEY_BYTES], random[KEY_BYTES:], place.encode()
        wrapped = nonce + self._wrapping.encrypt(nonce, key, bound)
        return SealedText(wrapped, AESGCM(key).encrypt(ONCE, text, bound))

    def open(self, one: SealedText, *, place: str) -> bytes:
        """The text; OurFault, naming its place, where a byte is not as it was or the key is another."""
        try:
            return AESGCM(self._unwrap(one.wrapped, place)).decrypt(ONCE, one.sealed, place.encode())
        except InvalidTag:
            raise _damaged(place) from None

    def _unwrap(self, wrapped: bytes, place: str) -> bytes:
        return self._wrapping.decrypt(wrapped[:NONCE], wrapped[NONCE:], place.encode())

    def seal_file(self, source: Path, target: Path, *, place: str) -> None:
        """Write a file sealed, for its owner alone: its wrapped key, then its pieces in order, the last one marked."""
        key, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE)
        cipher = AESGCM(key)
        with (
            source.open("rb") as plain,
            os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as sealed,
        ):
            sealed.write(nonce + self._wrapping.encrypt(nonce, key, place.encode()))
            number, piece = 0, plain.read(PIECE)
            while True:
                following = plain.read(PIECE)
                sealed.write(cipher.encrypt(_nonce(number), piece, _bound(place, last=not following)))
                if not following:
                    break
                number, piece = number + 1, following
            sealed.flush()
            os.fsync(sealed.fileno())

    def open_file(self, path: Path, *, place: str) -> Iterator[bytes]:
        """The pieces of a file as it came; OurFault where it was cut or changed."""
        try:
            with path.open("rb") as stream:
                cipher = AESGCM(self._unwrap(stream.read(WRAPPED), place))
                number, piece = 0, stream.read(PIECE + TAG)
                while True:
                    following = stream.read(PIECE + TAG)
                    yield cipher.decrypt(_nonce(number), piece, _bound(place, last=not following))
                    if not following:
                        break
                    number, piece = number + 1, following
        except (InvalidTag, ValueError):
            raise _damaged(place) from None


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE, "big")


def _bound(place: str, *, last: bool) -> bytes:
    return f"{place}{' end' if last else ''}".encode()


def _damaged(place: str) -> OurFault:
    return OurFault(
        "What is sealed here is damaged, or was sealed with another key.",
        code="sealed_damaged",
        where=place,
        what_to_do="Put the file back from a backup.",
    )

"""Makes the keys of rows, finds them again, and seals and opens words with them."""

import base64
import os
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sightline.casework.core.registry import Registry
from sightline.casework.core.row_keys.models import RowKey
from sightline.model.errors import OurFault
from sightline.model.sealed_words import ID_FIGURES, content_of, write_sealed
from sightline.translation.messages import lazy as _

KEY_BITS, NONCE_BYTES, AT_ONCE = 256, 12, 500


class KeyWrapping(NamedTuple):
    """How keys of rows are sealed with the workspace's data key, and opened: many at once."""

    wrap: Callable[[Sequence[bytes]], list[str]]
    unwrap: Callable[[Sequence[str]], list[bytes]]


WRAPPING: Registry[KeyWrapping] = Registry("wraps keys of rows")


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key of one row, to seal and to open with."""

    id: str
    key: bytes = field(repr=False)

    def seal(self, words: str, *, place: str) -> str:
        """Words as they are kept, tied to their place: a column of a table."""
        nonce = os.urandom(NONCE_BYTES)
        content = nonce + AESGCM(self.key).encrypt(nonce, words.encode("utf-8", "surrogatepass"), place.encode())
        return write_sealed(self.id, base64.urlsafe_b64encode(content).decode("ascii"))

    def open(self, kept: str, *, place: str) -> str:
        """The words; OurFault where they are not as they were sealed."""
        try:
            content = base64.urlsafe_b64decode(content_of(kept))
            nonce, sealed = content[:NONCE_BYTES], content[NONCE_BYTES:]
            return AESGCM(self.key).decrypt(nonce, sealed, place.encode()).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError):
            raise OurFault(
                _("Words in the database were changed, so they cannot be read."),
                code="words_damaged",
                where=place,
                what_to_do=_("Run 'sightline audit verify', and tell information governance."),
            ) from None


def make_keys(count: int) -> list[OpenKey]:
    """New keys, kept in the caller's transaction."""
    keys = [OpenKey(secrets.token_hex(ID_FIGURES // 2), AESGCM.generate_key(KEY_BITS)) for _number in range(count)]
    wrapped = WRAPPING.only().wrap([one.key for one in keys])
    RowKey.objects.bulk_create(RowKey(one.id, text) for one, text in zip(keys, wrapped, strict=True))
    return keys


def find_keys(key_ids: Collection[str]) -> dict[str, OpenKey]:
    """The keys of these ids; one that was destroyed is not among them."""
    found = list(RowKey.objects.in_bulk(sorted(set(key_ids))).values())
    keys = WRAPPING.only().unwrap([row.wrapped for row in found]) if found else []
    return {row.id: OpenKey(row.id, key) for row, key in zip(found, keys, strict=True)}


def list_missing(key_ids: Collection[str]) -> set[str]:
    """Which of these keys are not there any more."""
    wanted = set(key_ids)
    return wanted - set(RowKey.objects.only("id").in_bulk(sorted(wanted)))


def destroy_keys(key_ids: Collection[str]) -> int:
    """Destroy these keys, in the caller's transaction: nobody can read what they sealed. How many were there."""
    wanted, count = sorted(set(key_ids)), 0
    for at in range(0, len(wanted), AT_ONCE):
        count += RowKey.objects.filter(pk__in=wanted[at : at + AT_ONCE]).delete()[0]
    return count

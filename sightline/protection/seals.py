"""Seals what was compiled with the workspace's key, so that no file says a protected address.

The same thing is sealed to the same text, because a snapshot that is made again has the same tables.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from sightline.model.errors import OurFault
from sightline.model.ids import LENGTH
from sightline.model.rows.index import ServedSealedThing
from sightline.protection.things import ProtectedThing

FOR = b"protected addresses"


def seal_thing(thing: ProtectedThing, *, key: bytes) -> str:
    """A thing's parts, sealed."""
    return base64.b64encode(_cipher(key).encrypt(thing.as_text().encode(), [FOR])).decode("ascii")


def unseal_things(*, sealed: Iterable[ServedSealedThing], key: bytes) -> dict[str, ProtectedThing]:
    """The things of rows with `protected_id` and `sealed`, by id; OurFault where they are sealed with another key."""
    cipher = _cipher(key)
    try:
        return {
            row["protected_id"]: ProtectedThing.from_text(
                cipher.decrypt(base64.b64decode(row["sealed"]), [FOR]).decode()
            )
            for row in sealed
        }
    except InvalidTag as error:
        raise OurFault(
            "The protected addresses of this snapshot are sealed with another key.",
            code="protected_sealed",
            what_to_do="Put the workspace's linking.key back, or make a new snapshot with 'sightline run'.",
        ) from error


def make_protected_id(thing: ProtectedThing, *, key: bytes) -> str:
    """An id that is the same for the same parts and tells nothing of them without the key."""
    return hmac.digest(hashlib.sha256(FOR + key).digest(), thing.as_text().encode(), "sha256").hex()[:LENGTH]


def _cipher(key: bytes) -> AESSIV:
    return AESSIV(hashlib.sha512(FOR + b" sealed" + key).digest())

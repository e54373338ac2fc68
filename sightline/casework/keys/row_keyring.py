"""Seals the keys of rows with the data key in use, so that `sightline keys rotate data` seals them anew."""

import base64
from collections.abc import Sequence

from sightline.casework.core.row_keys.ciphers import KeyWrapping
from sightline.casework.core.row_keys.models import RowKey
from sightline.casework.keys.sealed_rows import SealedField
from sightline.casework.keys.sealed_secrets import current_keyring, seal, unseal


def wrap_keys(keys: Sequence[bytes]) -> list[str]:
    """The keys, sealed."""
    keyring = current_keyring()
    return [seal(base64.b64encode(one).decode("ascii"), keyring=keyring) for one in keys]


def unwrap_keys(texts: Sequence[str]) -> list[bytes]:
    """The keys, opened."""
    keyring = current_keyring()
    return [base64.b64decode(unseal(one, keyring=keyring)) for one in texts]


WRAPPING = KeyWrapping(wrap_keys, unwrap_keys)
# A data key is let go only once no key of a row is sealed with it.
SEALED = SealedField(lambda: RowKey.objects.order_by("pk"), "wrapped")

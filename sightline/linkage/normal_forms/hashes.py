"""Homes and telephones as hashes with the workspace's own key: two can be seen to be the same, but not read.

Every home is hashed, not only a protected one. So a protected address meets the same address written elsewhere without
standing in the clear on either side, and the batch and the live index compare alike.
"""

import hmac

from sightline.linkage.normal_forms.addresses import Address

FIGURES = 12
END, BETWEEN = "\x1f", " "
# Each hash of an address's words ends in a bar, so that one can be looked for among many.
TOKEN = FIGURES + 1


def hash_text(*, kind: str, text: str, key: bytes) -> str | None:
    """What stands for a postcode, house or telephone; None where there is no text."""
    if not text:
        return None
    return hmac.digest(key, f"{kind}{END}{text}".encode(), "sha256").hex()[:FIGURES]


def hash_address(*, address: Address, protected: bool, key: bytes) -> dict[str, str | None]:
    """The columns `address_words`, `house` and `postcode` of a home.

    The words are a hash of each beginning of the address, then of the whole: one agency writes the town behind the
    street, another does not. Of a protected address there is the whole alone, so it is never partly like another.
    """
    return {
        "address_words": _hash_words(address.words, protected=protected, key=key),
        "house": hash_text(kind="house", text=address.house, key=key),
        "postcode": hash_text(kind="postcode", text=address.postcode, key=key),
    }


def _hash_words(text: str, *, protected: bool, key: bytes) -> str | None:
    if not text:
        return None
    words = text.split(BETWEEN)
    beginnings = () if protected else (BETWEEN.join(words[:count]) for count in range(1, len(words) + 1))
    return "".join(f"{hash_text(kind='address', text=part, key=key)}|" for part in (*beginnings, text + END))

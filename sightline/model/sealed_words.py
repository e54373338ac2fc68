"""How a text that is sealed under a key of its row is written, so that a file is checked without opening any."""

import re

ID_FIGURES = 32
SEALED = re.compile(rf"sealed:([0-9a-f]{{{ID_FIGURES}}}):[A-Za-z0-9_-]+=*")


def write_sealed(key_id: str, content: str) -> str:
    """A sealed text as it is kept: the id of its key, and its bytes in URL-safe base64."""
    return f"sealed:{key_id}:{content}"


def key_id_of(kept: object) -> str:
    """The id of the key that opens a kept text; empty for one that is not sealed."""
    found = SEALED.fullmatch(kept) if isinstance(kept, str) else None
    return found[1] if found else ""


def content_of(kept: str) -> str:
    """The bytes of a sealed text, in URL-safe base64."""
    return kept.rpartition(":")[2]

"""Turns a word into its hash: letters that only the workspace's index key can make, and from which no word is read.

The same word has the same hash in every text, so whoever has the database alone learns which texts share a word, and no
word. The order and number of words in a text are not kept.
"""

import hmac
import secrets
from collections.abc import Iterable

from sightline.casework.keys.sealed_secrets import seal, unseal
from sightline.casework.word_index.models import IndexKey
from sightline.casework.word_index.words import numbers_in, plain_words

KEY_BYTES, HASH_BYTES, MOST_LETTERS, MOST_WORDS = 32, 8, 40, 20_000
LETTERS = str.maketrans("0123456789abcdef", "ghijklmnopabcdef")  # a hash is one word to every database: letters alone


def find_key() -> bytes | None:
    """The index key; None before anything was written."""
    row = IndexKey.objects.filter(pk=1).first()
    return bytes.fromhex(unseal(row.sealed)) if row else None


def need_key() -> bytes:
    """The index key; it is made for the first text."""
    if key := find_key():
        return key
    row, _ = IndexKey.objects.get_or_create(pk=1, defaults={"sealed": seal(secrets.token_hex(KEY_BYTES))})
    return bytes.fromhex(unseal(row.sealed))


def hash_word(word: str, *, key: bytes) -> str:
    """The hash of a word."""
    return hmac.digest(key, word[:MOST_LETTERS].encode(), "sha256")[:HASH_BYTES].hex().translate(LETTERS)


def hash_words(texts: Iterable[str], *, key: bytes) -> str:
    """The hashes of all words and numbers of these texts, each once, in an order that says nothing."""
    words: dict[str, None] = {}
    for text in texts:
        words |= dict.fromkeys((*plain_words(text), *sorted(numbers_in(text))))
    return " ".join(sorted(hash_word(word, key=key) for word in list(words)[:MOST_WORDS]))

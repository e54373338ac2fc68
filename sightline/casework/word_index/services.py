"""Puts a text in the index as it is kept, takes it out, and fills in what an earlier version kept without one.

Whoever calls does so in the transaction that keeps the text, so that it is found at once or not kept at all.
"""

import logging
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import connection, transaction

from sightline.casework.core.registry import Registry
from sightline.casework.word_index.models import IndexedText, TextSource
from sightline.casework.word_index.word_hashes import hash_words, need_key


class KeptTexts(NamedTuple):
    """Where texts of one source are kept: the ids of all, and a way to read one; None where it cannot be read."""

    source: TextSource
    ids: Callable[[], set[str]]
    read: Callable[[str], Iterable[str] | None]


logger = logging.getLogger(__name__)
KEPT: Registry[KeptTexts] = Registry("texts that are indexed")


def index_text(*, source: TextSource, source_id: str, texts: Iterable[str]) -> None:
    """Put the words of a text in the index; what it held of that text before is gone."""
    hashes = hash_words(texts, key=need_key())
    IndexedText.objects.update_or_create(source=source, source_id=source_id, defaults={"marks": hashes})


def forget_text(*, source: TextSource, source_id: str) -> None:
    """Take a text out of the index."""
    IndexedText.objects.filter(source=source, source_id=source_id).delete()


def count_unindexed() -> int:
    """How many texts are kept and not in the index; none before an upgrade has made it."""
    if IndexedText._meta.db_table not in connection.introspection.table_names():
        return 0
    return sum(len(_missing(kept)) for kept in KEPT.all())


def fill_index() -> int:
    """Put in every text that is kept and not in; how many. What cannot be read is put in without words."""
    filled = 0
    for kept in KEPT.all():
        for source_id in sorted(_missing(kept)):
            with transaction.atomic():
                index_text(source=kept.source, source_id=source_id, texts=_read_older(kept, source_id))
            filled += 1
    return filled


def _read_older(kept: KeptTexts, source_id: str) -> Iterable[str]:
    """What a text says; nothing where an earlier version kept it in a form that this one does not read."""
    try:
        return tuple(kept.read(source_id) or ())
    except (KeyError, TypeError, ValueError):
        logger.warning("No word of %s %s can be read: it is in no search", kept.source, source_id)
        return ()


def _missing(kept: KeptTexts) -> set[str]:
    return kept.ids() - set(IndexedText.objects.filter(source=kept.source).values_list("source_id", flat=True))

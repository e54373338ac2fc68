"""Puts a text in the index as it is kept, takes it out, and fills in what an earlier version kept without one.

Whoever calls does so in the transaction that keeps the text, so that it is found at once or not kept at all.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction

from sightline.casework.core.registry import Registry
from sightline.casework.word_index.marks import marks_of, need_key
from sightline.casework.word_index.models import IndexedText, TextSource

Unindexed = Callable[[set[str]], Iterator[tuple[str, Iterable[str]]]]  # from the ids that are in to all others
KEPT: Registry[tuple[TextSource, Unindexed]] = Registry("texts that are indexed")


def index_text(*, source: TextSource, source_id: str, texts: Iterable[str]) -> None:
    """Put the words of a text in the index; what it held of that text before is gone."""
    marks = marks_of(texts, key=need_key())
    IndexedText.objects.update_or_create(source=source, source_id=source_id, defaults={"marks": marks})


def forget_text(*, source: TextSource, source_id: str) -> None:
    """Take a text out of the index."""
    IndexedText.objects.filter(source=source, source_id=source_id).delete()


def fill_index() -> int:
    """Put in every text that is kept and not in; how many."""
    filled = 0
    for source, find in KEPT.all():
        there = set(IndexedText.objects.filter(source=source).values_list("source_id", flat=True))
        for source_id, texts in find(there):
            with transaction.atomic():
                index_text(source=source, source_id=source_id, texts=texts)
            filled += 1
    return filled

"""Finds which texts hold words. Whoever shows one reads it as its reader may, and looks for the words in that again."""

from collections.abc import Collection

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from sightline.casework.word_index.full_text import ask_full_text
from sightline.casework.word_index.models import IndexedText, TextSource
from sightline.casework.word_index.word_hashes import find_key, hash_word
from sightline.casework.word_index.words import WantedWords


def indexed_ids(*, source: TextSource, wanted: WantedWords) -> "QuerySet[IndexedText, str]":
    """The ids of the texts that hold what is wanted, as a query to be joined to what a reader may see."""
    key = find_key() if wanted else None
    if key is None:
        return IndexedText.objects.none().values_list("source_id", flat=True)
    sql, asked = ask_full_text(connection, [[hash_word(word, key=key) for word in choice] for choice in wanted.choices])
    holding = IndexedText.objects.filter(source=source, pk__in=RawSQL(sql, (asked,)))  # noqa: S611 - our own hashes
    return holding.values_list("source_id", flat=True)


def texts_holding(shas: Collection[str], *, wanted: WantedWords) -> set[str]:
    """Those of these texts, by their hash, that hold what is wanted."""
    return set(indexed_ids(source=TextSource.TEXT, wanted=wanted).filter(source_id__in=shas)) if shas else set()

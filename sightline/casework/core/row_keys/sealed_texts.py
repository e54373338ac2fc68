"""The column of typed words: in the database they are sealed under a key of their row, in code they are not.

A row is sealed before it is hashed, so a chain is over sealed words. Who reads the column gets the words, and the word
"Erased" where the row's key was destroyed. The keys of rows that were read together are found with one query.
"""

from __future__ import annotations  # Django's Field takes no parameters when it runs

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from sightline.casework.core.row_keys.ciphers import OpenKey, find_keys, make_keys
from sightline.model.errors import OurFault
from sightline.model.sealed_words import key_id_of
from sightline.translation.messages import lazy as _

TOGETHER = "_keys_together"  # where a row has the keys of those that were read with it
ERASED = _("Erased")
TableRow = TypeVar("TableRow", bound=models.Model, covariant=True)

if TYPE_CHECKING:
    WordsColumn = models.TextField[str, str]
else:
    WordsColumn = models.TextField


class KeptWords(str):
    """Words as the database has them, sealed. Any other text is as somebody typed it."""

    __slots__ = ()


class KeysTogether:
    """The keys of rows that were read with one query: found with one query when the first is asked for."""

    def __init__(self, key_ids: Sequence[str]) -> None:
        self._ids = key_ids
        self._keys: dict[str, OpenKey] | None = None

    def find(self, key_id: str) -> OpenKey | None:
        """A key; none where it was destroyed."""
        if self._keys is None:
            self._keys = find_keys(self._ids)
        return self._keys.get(key_id)


class OpenedWords(DeferredAttribute):
    """What code reads of the column: the words, opened."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        """The words; "Erased" where nobody can read them."""
        kept = super().__get__(instance, cls)
        if not isinstance(kept, KeptWords):
            return kept
        key_id = key_id_of(kept)
        together = instance.__dict__.get(TOGETHER) or KeysTogether([key_id])
        key = together.find(key_id)
        return key.open(kept, place=place_of(self.field)) if key else str(ERASED)

    def __set__(self, instance: Any, value: object) -> None:
        """Keep a value as it was given."""
        instance.__dict__[self.field.attname] = value


class SealedWordsField(WordsColumn):
    """A TextField whose words are sealed on their way in. Migrations know it as Django's own."""

    descriptor_class = OpenedWords

    def deconstruct(self) -> Any:
        """As Django's own column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def from_db_value(self, value: Any, *_given: Any) -> Any:
        """What is sealed is marked so; words of before this column sealed them are as they are."""
        return KeptWords(value) if key_id_of(value) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal the words of a row that is written, where nobody did."""
        del add
        if self.is_plain(model_instance):
            seal_rows([model_instance])
        return kept_words(model_instance, self)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """The text to keep; OurFault where words would go in as they were typed. Expressions are the database's own."""
        if isinstance(value, str) and value and not isinstance(value, KeptWords):
            of = f"{self.model.__name__}.{self.name}"
            raise OurFault(
                _("%(column)s cannot hold words that are not sealed.") % {"column": of}, code="words_not_sealed"
            )
        return super().get_db_prep_save(str(value) if isinstance(value, KeptWords) else value, connection)

    def is_plain(self, row: models.Model) -> bool:
        """Whether a row has words here that are not sealed."""
        kept = kept_words(row, self)
        return bool(kept) and not isinstance(kept, KeptWords)


class ReadTogether(models.QuerySet[TableRow]):
    """Rows with sealed words. Those of one query find their keys with one more."""

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self._result_cache:
            note_together(row for row in self._result_cache if isinstance(row, models.Model))

    def iterator(self, chunk_size: int | None = None) -> Iterator[TableRow]:
        """Rows one by one; those of one chunk find their keys together."""
        size, some = chunk_size or 2_000, list[TableRow]()
        for row in super().iterator(chunk_size):
            some.append(row)
            if len(some) >= size:
                yield from note_together(some)
                some = []
        yield from note_together(some)


def note_together(rows: Iterable[Any]) -> list[Any]:
    """The same rows, which find their keys together."""
    every = list(rows)
    key_ids = [one for row in every for one in key_ids_of(row)] if every and isinstance(every[0], models.Model) else []
    if key_ids:
        together = KeysTogether(key_ids)
        for row in every:
            row.__dict__[TOGETHER] = together
    return every


def sealed_fields(model: type[models.Model]) -> tuple[SealedWordsField, ...]:
    """The columns of a table that seal words."""
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, SealedWordsField))


def kept_words(row: models.Model, field: models.Field[Any, Any]) -> Any:
    """What a row has in a column, as the database keeps it."""
    return row.__dict__.get(field.attname)


def key_ids_of(row: models.Model) -> list[str]:
    """The ids of the keys that seal a row's words."""
    return [one for field in sealed_fields(type(row)) if (one := key_id_of(kept_words(row, field)))]


def has_plain_words(row: models.Model) -> bool:
    """Whether a row has words that are not sealed."""
    return bool(_plain_fields(row))


def seal_rows(rows: Sequence[models.Model]) -> None:
    """Seal the words of rows that are about to be written, each under a new key, in the caller's transaction."""
    waiting = [(row, found) for row in rows if (found := _plain_fields(row))]
    for (row, found), key in zip(waiting, make_keys(len(waiting)) if waiting else (), strict=True):
        for field in found:
            setattr(row, field.attname, KeptWords(key.seal(str(kept_words(row, field)), place=place_of(field))))


def _plain_fields(row: models.Model) -> list[SealedWordsField]:
    return [field for field in sealed_fields(type(row)) if field.is_plain(row)]


def place_of(field: models.Field[Any, Any]) -> str:
    """What sealed words are tied to: the column of a table."""
    return f"{field.model._meta.db_table}.{field.column}"

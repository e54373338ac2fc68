"""A row of every table in which people's words stand, made from its columns, so that a new table is tried too."""

from __future__ import annotations  # Django's Field takes no parameters when it runs

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import count
from typing import Any

from django.db import models

from sightline.casework.concerns.models import Concern
from sightline.casework.core.models import Account, VocabularyField
from sightline.casework.core.moments import MomentField
from sightline.casework.core.row_keys.sealed_texts import SealedWordsField
from sightline.casework.erasure.named_things import TEXT_COLUMNS, tables_with_words
from sightline.casework.protection.free_text import keep_text

NOTHING: Mapping[str, Any] = {}
NUMBERS = count(900_000)


def make_row(model: type[models.Model], *, say: Callable[[str], str], given: Mapping[str, Any] = NOTHING) -> Any:
    """A row of a table. `say` gives the words of a column, `given` the values of columns of these names."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.AutoField):
            continue
        if field.name in given:
            values[field.name] = given[field.name]
        elif field.name in TEXT_COLUMNS:
            values[field.name] = keep_text(words=say(f"{model.__name__} {field.name}"))
        elif isinstance(field, SealedWordsField):
            values[field.name] = say(f"{model.__name__} {field.name}")
        elif field.is_relation:
            values[field.name] = _linked(field.related_model, say, given)
        elif not field.has_default() and not field.null:
            values[field.name] = _value(field)
    return model._default_manager.create(**values)


def _linked(model: type[models.Model], say: Callable[[str], str], given: Mapping[str, Any]) -> Any:
    if model is Account:
        return Account.objects.get_or_create(username="typed", defaults={"role": "practitioner"})[0]
    found = model._default_manager.first() if model is Concern else None
    return found or make_row(model, say=say, given=given)


def _value(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, VocabularyField):
        return "" if field.blank else field.flatchoices[0][0]
    if isinstance(field, MomentField):
        return f"2026-11-06T10:{next(NUMBERS) % 60:02d}:00Z"
    if isinstance(field, models.DateField):
        return date(2026, 11, 6)
    if isinstance(field, models.CharField | models.TextField):
        return "" if field.blank and not field.unique else f"typed{next(NUMBERS)}"[: field.max_length]
    if isinstance(field, models.JSONField):
        return {}
    return False if isinstance(field, models.BooleanField) else next(NUMBERS) - 900_000


def make_every(*, say: Callable[[str], str], given: Mapping[str, Any] = NOTHING) -> Iterator[tuple[Any, list[str]]]:
    """A row of every table with words, and its columns of them; concerns are left out, which are records themselves."""
    for model in tables_with_words():
        columns = [one.name for one in model._meta.concrete_fields
                   if one.name in TEXT_COLUMNS or isinstance(one, SealedWordsField)]  # fmt: skip
        if columns and model is not Concern:
            yield make_row(model, say=say, given=given), columns

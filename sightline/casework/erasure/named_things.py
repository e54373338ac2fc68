"""What every row of casework leads to: the records that it names, or those of what it is about.

It is read from the columns of the tables, so that a journal that is added later is known without a line here. An id is
known by what it is the id of, whatever the column is called: a record, a mention on one, or another row.
"""

from __future__ import annotations  # Django's Field takes no parameters when it runs

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models

from sightline.casework.audit.id_hashes import HASH_SIGN
from sightline.casework.concerns.models import Concern
from sightline.casework.core.models import AnswerText, ChainedRow, MentionSuccessor, VocabularyField
from sightline.casework.core.moments import MomentField
from sightline.casework.core.row_keys.sealed_texts import sealed_fields
from sightline.casework.core.session import house_session
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.two_officers.models import OfficersEntry
from sightline.store.snapshot_reader import open_store

TEXT_COLUMNS = ("text_sha", "text_sha256", "withdrawn_sha", "reported_sha")
RECORD_COLUMNS = ("record_id", "record_ids")
IS_ID = re.compile(r"[0-9A-Za-z_-]{8,40}")
# Journals in which the child is known by an entry that comes later, and how that entry names the first.
FOLLOWED: tuple[tuple[type[models.Model], str], ...] = (
    (AccessRequestEntry, "request_id"),
    (OfficersEntry, "about"),
    (ReviewEntry, "review_id"),
)
IsMeant = Callable[[str], bool]


class NamedThings:
    """The rows of all tables that have words of their own, or are what others are about.

    `beside` are ids that will be asked about and stand in no such row.
    """

    def __init__(self, is_meant: IsMeant, *, beside: Iterable[str] = ()) -> None:
        self._is_meant, self._beside = is_meant, beside
        self._said: dict[str, set[str]] = {}
        self._records: dict[str, set[str]] = {}
        self._rows: dict[str, str] = {}
        for model in tables_with_words():
            self._add(model)

    @cached_property
    def _of_mentions(self) -> dict[str, str]:
        return records_of_mentions(set(self._beside).union(*self._said.values()) - self._rows.keys())

    def records_of_row(self, model: type[models.Model], key: object) -> frozenset[str]:
        """The records that a row is about: those that it names, else those of its mentions, else of what it is about.

        None where it names nobody.
        """
        return self._about(_name(model, key), frozenset())

    def records_of_body(self, body: Mapping[str, Any]) -> frozenset[str]:
        """The same of a decision."""
        records = {one for name in RECORD_COLUMNS for one in texts_in(body.get(name)) if one}
        return self._behind(records, frozenset()) or self._of(set(texts_in(body)), frozenset())

    def reached(self, said: str) -> frozenset[str]:
        """Every record that an id leads to, however far."""
        waiting, seen, found = [self._rows.get(said, said)], set[str](), set[str]()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            found |= self._records.get(one, set()) | self._direct({one})
            waiting += [self._rows.get(next_one, next_one) for next_one in self._said.get(one, ())]
        return frozenset(found)

    def is_about(self, records: Iterable[str]) -> bool:
        """Whether there are records, and all of them are meant; one that was erased before has a hash alone."""
        every = {one for one in records if not one.startswith(HASH_SIGN)}
        return bool(every) and all(map(self._is_meant, every))

    def is_named(self, said: str) -> bool:
        """Whether an id is that of a record that is meant, or of a mention on one."""
        return self._is_meant(said) or self._is_meant(self._of_mentions.get(said, ""))

    def erased_mentions(self) -> dict[str, str]:
        """The mentions on records that are meant and that some row names, each with its record."""
        return {one: record_id for one, record_id in self._of_mentions.items() if self._is_meant(record_id)}

    def _add(self, model: type[models.Model]) -> None:
        fields = [one for one in model._meta.concrete_fields if _may_name(one)]
        links = {one.attname: one.related_model for one in fields if one.is_relation}
        ids = [one.attname for one in fields if one.unique and isinstance(one, models.CharField)]
        names = [one.attname for one in fields]
        for key, *values in model._default_manager.values_list("pk", *names).iterator():
            row, said = _name(model, key), dict(zip(names, values, strict=True))
            self._rows |= {row: row} | {str(said[one]): row for one in ids if said[one]}
            self._records[row] = {one for name in RECORD_COLUMNS for one in texts_in(said.get(name)) if one}
            found = {_name(to, said[name]) for name, to in links.items() if said[name] is not None}
            found |= {one for name in said.keys() - links.keys() - {*ids} for one in texts_in(said[name]) if one}
            self._said.setdefault(row, set()).update(found)
            for column in [column for of, column in FOLLOWED if of is model and said[column]]:
                self._said.setdefault(self._rows.get(said[column], ""), set()).add(row)

    def _about(self, row: str, asked: frozenset[str]) -> frozenset[str]:
        named = self._behind(self._records.get(row, set()), asked | {row})
        return named or self._of(self._said.get(row, set()), asked | {row})

    def _behind(self, records: set[str], asked: frozenset[str]) -> frozenset[str]:
        """The same records; in place of an entry that is named as one, such as a row sent here, the records of it."""
        others = [one for one in records if not self._is_meant(one)]
        rows = {one: row for one in others if (row := self._rows.get(one, "")) and row not in asked}
        found = (self._about(rows[one], asked) if one in rows else frozenset[str]() for one in records)
        return frozenset().union(*(some or {one} for one, some in zip(records, found, strict=True)))

    def _of(self, said: set[str], asked: frozenset[str]) -> frozenset[str]:
        rows = {self._rows[one] for one in said if one in self._rows} - asked
        return self._direct(said) or frozenset().union(*(self._about(row, asked) for row in sorted(rows)))

    def _direct(self, said: set[str]) -> frozenset[str]:
        known = {self._of_mentions[one] for one in said if one in self._of_mentions}
        return frozenset(known | {one for one in said if self._is_meant(one)})


def tables_with_words() -> Iterator[type[models.Model]]:
    """Tables with typed words or texts, and those whose rows have an id that others may name. The chains have none."""
    for model in apps.get_app_config("casework").get_models():
        fields = model._meta.concrete_fields
        is_named = any(one.unique and isinstance(one, models.CharField) and one.name.endswith("_id") for one in fields)
        has_words = text_columns(model) or sealed_fields(model)
        if (is_named or has_words) and not issubclass(model, ChainedRow) and model is not AnswerText:
            yield model


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table that have the hash of a text."""
    return [one.name for one in model._meta.concrete_fields if one.name in TEXT_COLUMNS]


def records_of_mentions(mention_ids: Iterable[str]) -> dict[str, str]:
    """The record of each mention, also of concerns that no update has taken in. Nothing is hidden here.

    A mention that left the data is on the record of the one that is read in its place.
    """
    wanted, successors = set(filter(IS_ID.fullmatch, mention_ids)), MentionSuccessor.objects.read()
    left = {one: successors[one] for one in wanted if one in successors}
    wanted |= {*left.values()}
    found, snapshot = dict[str, str](), house_session().snapshot
    if snapshot is not None:
        with open_store(snapshot.serve_file) as store:  # as it is: whoever may not see a record decides nothing here
            found = store.records_of_mentions(mention_ids=sorted(wanted))
    rows = Concern.objects.values_list("concern_id", "mention_id", "record_id")
    for concern_id, mention_id, record_id in rows:
        found |= {one: record_id for one in (concern_id, mention_id) if one in wanted}
    return {one: found[other] for one, other in left.items() if other in found} | found


def texts_in(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def _name(model: Any, key: object) -> str:
    return f"{model._meta.db_table}#{key}"


def _may_name(field: models.Field[Any, Any]) -> bool:
    """Whether a column may name a record, a mention or a row: no words of a vocabulary, no moments, no typed words."""
    if isinstance(field, VocabularyField | MomentField) or field.name in TEXT_COLUMNS:
        return False
    if "person" in field.name:  # the id of a person is that of a mention, often on another record
        return False
    return isinstance(field, models.CharField | models.JSONField) or _links(field)


def _links(field: models.Field[Any, Any]) -> bool:
    """Whether a column leads to a row of another table of casework that may name somebody."""
    return field.is_relation and field.related_model is not None and field.related_model.__name__ != "Account"

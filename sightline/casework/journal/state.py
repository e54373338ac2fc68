"""Works out what is true of a journal from its entries, in the order in which they were written."""

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from django.db import models

from sightline.casework.core.errors import NotHere
from sightline.casework.journal.models import JournalEntry

Entry = TypeVar("Entry", bound=JournalEntry)
Key = TypeVar("Key", bound=Hashable)
Said = TypeVar("Said")


class EntryRows(Generic[Entry]):
    """The entries of one journal in order, to be asked by what they say happened."""

    def __init__(self, rows: Iterable[Entry]) -> None:
        self.all = tuple(rows)
        self._by_kind: dict[str, list[Entry]] = defaultdict(list)
        for row in self.all:
            self._by_kind[row.kind].append(row)

    def of(self, *kinds: str) -> tuple[Entry, ...]:
        """The entries of these steps."""
        if len(kinds) == 1:
            return tuple(self._by_kind.get(kinds[0], ()))
        return tuple(row for row in self.all if row.kind in kinds)

    def first(self, kind: str, *, about: str = "") -> Entry | None:
        """The first entry of a step; of those about one entry, where that is given."""
        return next((row for row in self.of(kind) if about in ("", row.about)), None)

    def last(self, kind: str, *, about: str = "") -> Entry | None:
        """The last of the same."""
        return next((row for row in reversed(self.of(kind)) if about in ("", row.about)), None)

    def by_about(self, kind: str) -> dict[str, tuple[Entry, ...]]:
        """The entries of a step, by the entry that they speak of."""
        found: dict[str, tuple[Entry, ...]] = {}
        for row in self.of(kind):
            found[row.about] = (*found.get(row.about, ()), row)
        return found

    def last_by_about(self, kind: str) -> dict[str, Entry]:
        """The last of each of these."""
        return {about: rows[-1] for about, rows in self.by_about(kind).items()}


def rows_by_subject(
    entries: type[Entry], *, column: str, subjects: Sequence[models.Model]
) -> dict[int, EntryRows[Entry]]:
    """The entries of several journals, by the key of what each is about, with one query."""
    found: dict[int, list[Entry]] = {one.pk: [] for one in subjects}
    rows = entries._default_manager.filter(**{f"{column}__in": list(found)}).select_related("account").order_by("pk")
    for row in rows:
        found[getattr(row, f"{column}_id")].append(row)
    return {key: EntryRows(some) for key, some in found.items()}


def need_not_taken_back(entries: Mapping[Key, Said], key: Key, *, taken_back: Container[Key]) -> Said:
    """The entry, to be taken back; NotHere where the account has none of that key, or it was taken back before."""
    if key not in entries or key in taken_back:
        raise NotHere
    return entries[key]

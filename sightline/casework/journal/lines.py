"""Gives one reader the words and records of a journal's entries."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import FreeText, Texts

Record = TypeVar("Record")


class JournalLines(Generic[Record]):
    """The lines of one journal for one reader: texts are read once, and only where one is needed.

    `mention_ids` and `record_ids` are those of what the journal is about; `seen` are the records that the reader sees.
    """

    def __init__(
        self,
        session: ReaderSession,
        *,
        mention_ids: Iterable[str],
        record_ids: Iterable[str],
        shas: Iterable[str],
        seen: Mapping[str, Record],
    ) -> None:
        self.session = session
        self._mention_ids, self._record_ids, self._seen = tuple(mention_ids), tuple(record_ids), seen
        self._shas = tuple(shas)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self.session, self._shas)

    def text(self, sha: str, record_ids: Iterable[str] = (), *, mention_ids: Iterable[str] = ()) -> FreeText:
        """What was written of what the journal is about and of these records; empty where it was erased.

        `mention_ids` are whom one entry is about, where each is about something else.
        """
        return self._texts.of(
            sha, mention_ids=(*self._mention_ids, *mention_ids), record_ids=(*self._record_ids, *record_ids)
        )

    def records(self, record_ids: Iterable[str]) -> tuple[Record, ...]:
        """Those of these records that the reader sees."""
        return tuple(self._seen[one] for one in record_ids if one in self._seen)

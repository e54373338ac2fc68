"""Rows that an agency sent in a file of its own: personal data that no snapshot holds, with the rights of any record.

The package that keeps them is above this one. It says how they are found: by their ids, or by whom they are about.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.model.visibility import Scope


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as a record of who sent it: when it happened, the mentions that it is about, and its boxes.

    `boxes` are headings with texts. `version` counts from 1 and rises with each correction by the agency.
    """

    record_id: str
    agency: str
    organisation: str
    kind: str
    version: int
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    mention_ids: tuple[str, ...]
    boxes: tuple[tuple[str, str], ...] = field(repr=False)

    @property
    def layout(self) -> str:
        """Its layout, as of a record."""
        return self.kind.partition("/")[0]


@dataclass(frozen=True, slots=True)
class SentRows:
    """How rows are found: whose each is, those that the reader may open, and all of an agency about a person.

    The last is for a request for that person's data: it reads what the agency has, whoever else may read it.
    """

    holders: Callable[[Collection[str]], dict[str, Scope]]
    open_to: Callable[[ReaderSession, Collection[str]], Iterable[SentRow]]
    about: Callable[[ReaderSession, str, str], Iterable[SentRow]]


SENT_ROWS: Registry[SentRows] = Registry("rows sent here")


def holders_of_sent(record_ids: Collection[str]) -> dict[str, Scope]:
    """Whose each row is, of those among these ids that are rows sent here."""
    return {record_id: scope for one in SENT_ROWS.all() for record_id, scope in one.holders(record_ids).items()}


def open_sent(session: ReaderSession, record_ids: Collection[str]) -> list[SentRow]:
    """The rows among these ids that the reader may open."""
    return [row for one in SENT_ROWS.all() for row in one.open_to(session, record_ids)] if record_ids else []


def find_sent(session: ReaderSession, record_id: str) -> SentRow | None:
    """The row of that id; None where the reader may open no such row."""
    found = open_sent(session, [record_id])
    return found[0] if found else None


def sent_about(session: ReaderSession, *, person_id: str, controller: str) -> Sequence[SentRow]:
    """Every row of an agency about a person, for a request for their data."""
    return [row for one in SENT_ROWS.all() for row in one.about(session, person_id, controller)]

"""The names, numbers and addresses by which words that people typed name an erased person, with no record beside them.

Only what no other row has counts: a full name, a surname that is no English word, a telephone, a number, an address, or
a full name with its birth date. The register keeps them as keyed hashes, so a restored backup is searched for the same.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import permutations

from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, ErasureRegister

WORD, DAY = re.compile(r"[^\W_]+"), re.compile(r"\d{4}-\d{2}-\d{2}")
MENTION, PERSON, TELEPHONE = "mention", "person", "phone"
SHORTEST, MOST_JOINED = 4, 6  # letters of a surname; words that may be one name, number or address
BORN = "born"


@dataclass(frozen=True, slots=True)
class Naming:
    """What a mention is called, in the columns of its table."""

    row_id: str
    entity_kind: str
    name_as_written: str = field(repr=False)
    surname: str = field(repr=False)
    forename: str = field(repr=False)
    other_names: list[str] = field(repr=False)
    birth_date: date | None = field(repr=False)
    nhs_number: str = field(repr=False)
    upn: str = field(repr=False)
    address: str = field(repr=False)
    postcode: str = field(repr=False)
    phone: str = field(repr=False)
    value_as_written: str = field(repr=False)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its numbers and its address."""
        return (self.nhs_number, self.upn, self.postcode, self.phone, self.address)

    @property
    def words(self) -> set[str]:
        """Every word that it has."""
        said = (self.name_as_written, self.surname, self.forename, *self.numbers, self.value_as_written)
        return set(_words(" ".join((*said, *self.other_names))))


def find_names(workspace: Workspace, *, row_ids: Collection[str]) -> frozenset[str]:
    """What only the mentions of these rows are called, in the form in which words are compared."""
    from sightline.casenotes.mentions.lists import read_mention_lists  # not at the top: pages do without it

    own, words = set[str](), set[str]()
    for row in _read_mentions(workspace) if row_ids else ():
        if row.row_id in row_ids:
            own.update(_forms(row))
            words.update(row.words)
    for row in _read_mentions(workspace) if own else ():
        if row.row_id not in row_ids and not words.isdisjoint(row.words):
            own.difference_update(_forms(row))
    return frozenset(own - read_mention_lists().english) if own else frozenset()


def names_erased_person(words: Iterable[str], register: ErasureRegister) -> bool:
    """Whether one of these texts, which belong together, names somebody who is erased."""
    if not register.has(ErasedKind.NAME):
        return False
    said = list(words)
    runs = {one for text in said for one in _runs(text)}
    days = {day for text in said for day in DAY.findall(text)}
    born = {f"{run} {BORN} {day}" for run in runs for day in days}
    return any(register.holds(ErasedKind.NAME, one) for one in runs | born)


def _forms(row: Naming) -> Iterator[str]:
    """How words may have this mention."""
    if row.entity_kind == TELEPHONE:
        yield _joined(row.value_as_written)
    if row.entity_kind != PERSON:
        return
    yield from (one for one in map(_joined, row.numbers) if len(one) > SHORTEST)
    for name in (row.name_as_written, *row.other_names, f"{row.forename} {row.surname}"):
        found = _words(name)
        whole = found[:MOST_JOINED]
        if len(whole) > 1:
            for order in {(*whole,), (whole[-1], *whole[:-1]), *permutations((whole[0], whole[-1]))}:
                yield "".join(order)
                if row.birth_date:
                    yield f"{''.join(order)} {BORN} {row.birth_date.isoformat()}"
    surname = _words(row.surname or row.name_as_written)
    if surname and len(surname[-1]) >= SHORTEST:
        yield surname[-1]


def _runs(text: str) -> Iterator[str]:
    found = _words(text)
    for at in range(len(found)):
        for many in range(1, MOST_JOINED + 1):
            yield "".join(found[at : at + many])


def _joined(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return [one.casefold().removesuffix("'s") for one in WORD.findall(text)]


def _read_mentions(workspace: Workspace) -> Iterator[Naming]:
    """Every mention of what was received in the clear, or opened since."""
    import pyarrow.parquet as pq  # not at the top: pages do without it

    from sightline.store.batches import list_parts
    from sightline.store.openings import list_openings

    columns = [one.name for one in fields(Naming)]
    for part in list_parts(workspace):
        for path in (part.path(MENTION), *(one.path(MENTION) for one in list_openings(part))):
            for batch in pq.ParquetFile(path).iter_batches(columns=columns):
                for cells in zip(*(batch.column(one).to_pylist() for one in columns), strict=True):
                    yield Naming(*cells)

"""The adults whom records name as somebody may be called who is written to by a name that was typed.

Names are compared as linkage reads them, for nobody's page: whoever records the letter learns that it is held, and of
the adult only what they may open. Sealed identities are never compared.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import nicknames, placeholders
from sightline.linkage.normal_forms.alike_names import may_be_alike, typed_forms
from sightline.linkage.normal_forms.names import NameForms
from sightline.model.visibility import RowFilter
from sightline.model.when import years_on
from sightline.store.search.reader import Keys, NameChoice, name_words
from sightline.store.snapshot_reader import SnapshotReader, open_store

# Names of those whom records name that people entered here and no update has taken in.
NAMED_SINCE: Registry[Callable[[ReaderSession], Iterable[str]]] = Registry("names entered here")
NOT_SEALED = RowFilter("sealed = 0", ())
NAMES, GROWN, MOST_ASKED, MOST_FOUND = ("name", "other name"), 18, 200, 100_000


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The adults of a name: a mention of each, and whether a record that no update has taken in has the name too."""

    mention_ids: tuple[str, ...] = ()
    is_entered: bool = False
    roles: tuple[str, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.mention_ids) or self.is_entered


def find_namesakes(session: ReaderSession, *, name: str) -> Namesakes:
    """The adults whom records name so. `roles` are what records that the reader may see call them."""
    is_entered = any(are_alike(name, one) for some in NAMED_SINCE.all() for one in some(session))
    snapshot = session.snapshot
    if snapshot is None:
        return Namesakes(is_entered=is_entered)
    with open_store(snapshot.serve_file) as store:  # also what no agreement shares any more
        people = [one for one in find_people_called(store, name) if may_be_adult(store, person_id=one)]
        mentions = tuple(min(store.mentions_of(person_ids=[one])) for one in people)
    return Namesakes(mentions, is_entered, _visible_roles(session, people))


def is_called(session: ReaderSession, *, mention_ids: Sequence[str], name: str) -> bool:
    """Whether a record calls one of these people so."""
    snapshot = session.snapshot
    if snapshot is None:
        return False
    with open_store(snapshot.serve_file, successors=session.successors) as store:
        people = sorted(set(store.people_of(mention_ids=list(mention_ids)).values()))
        said = store.said(person_ids=people, sight=NOT_SEALED) if people else []
    return any(row["what"] in NAMES and are_alike(name, row["value"]) for row in said)


def are_alike(one: str, other: str) -> bool:
    """Whether two names as written may be of one person."""
    return may_be_alike(_read_forms(one), _read_forms(other), near=nicknames())


@lru_cache(maxsize=10_000)
def _read_forms(name: str) -> NameForms:
    return typed_forms(name, placeholders=placeholders())


def may_be_adult(store: SnapshotReader, *, person_id: str) -> bool:
    """Whether a record may name a person as an adult: not where a birth date makes them a child in every one."""
    said = store.said(person_ids=[person_id], sight=THE_HOUSE) if person_id else []
    born = [date.fromisoformat(row["value"]) for row in said if row["what"] == "birth date"]
    if not born:
        return True
    record_ids = store.records_naming(person_id=person_id, sight=THE_HOUSE)
    held = store.records(record_ids=record_ids, sight=THE_HOUSE)
    days = [versions[0]["occurred_to"] or versions[0]["recorded_at"] or "" for versions in held.values()]
    known = [date.fromisoformat(day[:10]) for day in days if day]
    return len(known) < len(days) or any(years_on(born=min(born), day=day) >= GROWN for day in known)


def find_people_called(store: SnapshotReader, name: str) -> Iterator[str]:
    """Whom a record calls so; a word that is written the same, or a nickname, finds whom to compare.

    The caller leaves out whom a page may not show.
    """
    words = [one for one in name_words(name) if len(one) > 1]
    whole = tuple(dict.fromkeys([*words, *(near for one in words for near in nicknames().get(one, ()))]))
    if not whole:
        return
    keys = Keys(choices=(NameChoice(whole=whole),))
    found = store.search(keys=keys, sight=NOT_SEALED, limit=MOST_FOUND)
    for start in range(0, len(found), MOST_ASKED):
        rows = store.said(person_ids=found[start : start + MOST_ASKED], sight=NOT_SEALED)
        alike = {row["person_id"]: None for row in rows if row["what"] in NAMES and are_alike(name, row["value"])}
        yield from alike


def _visible_roles(session: ReaderSession, person_ids: Sequence[str]) -> tuple[str, ...]:
    """What records call these people, of records that the reader may see."""
    with session.need_current() as (_snapshot, store):
        named = [row for one in person_ids for row in store.namings(person_id=one, sight=session.sight)]
    roles = (row["source_role"].lower() or row["slot"].split("#")[0].replace("_", " ") for row in named)
    return tuple(dict.fromkeys(one for one in roles if one))

"""Lists looks for information governance: at somebody whom the reader declared, and at a person who is watched.

They are found from the rows of the audit log, once a page is made, and written in the transaction that appends those
rows. So the page is the same, byte for byte, whether or not a look is listed.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import reduce
from typing import Any

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.page_people import PERSON, RECORD, few_records, people_shown
from sightline.casework.audit.page_rows import DONE, PageAct, acts_of
from sightline.casework.core import clock
from sightline.casework.core.house_reader import people_of
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.details import Detail, details_of_people, hashes_of, searched_details
from sightline.casework.insiders.hash_key import current_hash_key
from sightline.casework.insiders.models import DeclaredDetail, InsiderEntry, InsiderLook
from sightline.casework.insiders.oversight import recipients_of
from sightline.casework.insiders.pages import InsiderEntryKind, LookHow
from sightline.casework.insiders.watches import load_watches
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.model.errors import SightlineError
from sightline.model.when import moment

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """Whom one audit row shows: on pages of their own, and in results of a search. `place`: which row of those."""

    place: int
    opened: frozenset[str]
    found: frozenset[str]


def make_looks_ready(
    session: ReaderSession, entries: Sequence[Mapping[str, Any]]
) -> Callable[[list[AuditEntry]], None]:
    """What these audit rows, once appended, add to the looks that information governance is told of.

    Rows that name nobody ask for no table: an upgrade writes them before there is one.
    """
    username = session.actor.reader.username
    own = [(place, one) for place, one in enumerate(entries) if one["username"] == username]
    may_show = bool(session.searched) or any(one.startswith((PERSON, RECORD)) for _, row in own for one in row["ids"])
    looks = [*_looks_at_declared(session, own), *_looks_at_watched(session, own)] if may_show else []

    def append(rows: list[AuditEntry]) -> None:
        for place, look in looks:
            look.at, look.audit_row = rows[place].at, rows[place].sequence
        if looks:
            InsiderLook.objects.bulk_create([look for _, look in looks])
            tell_governance([look for _, look in looks])

    return append


def tell_governance(looks: Sequence[InsiderLook]) -> None:
    """A notice for information governance that the look concerns, but not for one about whose own look it is.

    Where nobody is left, the person whom the rule names is told. There is one until somebody has looked into it; then
    the next look is told again.
    """
    for about, look in {look.about: look for look in looks}.items():
        answered = InsiderEntry.objects.filter(kind=InsiderEntryKind.LOOKED_INTO, about=about).count()
        notify(
            usernames=recipients_of(look),
            kind=NoticeKind.INSIDER,
            about_id=about,
            occasion=answered,
            at=look.at,
        )


def _looks_at_declared(
    session: ReaderSession, entries: Sequence[tuple[int, Mapping[str, Any]]]
) -> Iterator[tuple[int, InsiderLook]]:
    """Looks at somebody of the same details as one whom the reader declared, or searches for such details."""
    account_id = session.actor.account_id
    if account_id is None or not entries:
        return
    declared = DeclaredDetail.objects.filter(account_id=account_id).values_list("value", "entry_id")
    about: dict[str, set[str]] = {}
    for value, entry_id in declared:
        about.setdefault(value, set()).add(entry_id)
    if not about:
        return
    seen = _seen_in(session, entries)
    people = details_of_people(session, {one for each in seen for one in each.opened | each.found})
    for each in seen:
        for person_id in sorted(each.opened | each.found):
            found = _declared_as(people.get(person_id, set()), about)
            how = LookHow.OPENED if person_id in each.opened else LookHow.FOUND
            yield from _make_looks(session, each.place, found, how, person_id)
    searched = _declared_as(_searched(session), about)
    yield from _make_looks(session, entries[-1][0], searched, LookHow.SEARCHED, "")


def _declared_as(details: Collection[Detail], about: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """By declaration: the kinds of details that are the same. None where they cannot be compared at present."""
    found: dict[str, list[str]] = {}
    if not details:
        return found
    try:
        hashes = hashes_of(details, current_hash_key())
    except SightlineError as error:
        logger.error("declared people were not compared: %s", error.code)
        return found
    for value, kind in hashes.items():
        for entry_id in about.get(value, ()):
            found.setdefault(entry_id, []).append(str(kind))
    return found


def _searched(session: ReaderSession) -> set[Detail]:
    """The details in everything that the session searched for."""
    return reduce(
        set[Detail].union,
        (searched_details(typed=typed, name=name, phone=phone) for typed, name, phone in session.searched),
        set[Detail](),
    )


def _make_looks(
    session: ReaderSession, place: int, found: Mapping[str, list[str]], how: LookHow, person_id: str
) -> Iterator[tuple[int, InsiderLook]]:
    for entry_id, kinds in sorted(found.items()):
        if how is LookHow.FOUND and _is_listed_today(session, entry_id, person_id):
            continue
        yield place, _make_look(session, entry_id, how, person_id, kinds=sorted(set(kinds)))


def _is_listed_today(session: ReaderSession, about: str, person_id: str) -> bool:
    """Whether results that show a person are listed today: each search would list them again."""
    username, since = session.actor.reader.username, moment(clock.today(), time.min)
    known = InsiderLook.objects.filter(about=about, username=username, how=LookHow.FOUND)
    looks = known.filter(person_id=hash_id(person_id))
    return looks.filter(at__gte=since).exists()


def _make_look(
    session: ReaderSession,
    about: str,
    how: LookHow,
    person_id: str,
    *,
    kinds: Sequence[str] = (),
    is_watch: bool = False,
) -> InsiderLook:
    username = session.actor.reader.username
    return InsiderLook(
        about=about, is_watch=is_watch, username=username, how=how, kinds=list(kinds), person_id=hash_id(person_id)
    )


def _looks_at_watched(
    session: ReaderSession, entries: Sequence[tuple[int, Mapping[str, Any]]]
) -> Iterator[tuple[int, InsiderLook]]:
    """Looks at a person who is watched, also in results of a search, and searches for their details."""
    watches = [one for one in load_watches() if one.is_in_force]
    if not watches or not entries:
        return
    try:
        who = people_of(session, [one.mention_id for one in watches])
    except SightlineError:
        return
    watched = {who[one.mention_id]: one.watch_id for one in watches if who.get(one.mention_id)}
    for each in _seen_in(session, entries):
        for person_id in sorted((each.opened | each.found) & watched.keys()):
            how = LookHow.OPENED if person_id in each.opened else LookHow.FOUND
            if how is LookHow.FOUND and _is_listed_today(session, watched[person_id], person_id):
                continue
            yield each.place, _make_look(session, watched[person_id], how, person_id, is_watch=True)
    if searched := _searched(session):
        for person_id, details in details_of_people(session, watched).items():
            if details & searched:
                yield entries[-1][0], _make_look(session, watched[person_id], LookHow.SEARCHED, "", is_watch=True)


def _seen_in(session: ReaderSession, entries: Iterable[tuple[int, Mapping[str, Any]]]) -> list[Seen]:
    """Whom each of these rows shows."""
    acts = [
        (place, act)
        for place, one in entries
        if one["outcome"] == DONE
        for act in acts_of(action=one["action"], ids=one["ids"], details=one["details"])
    ]
    named = _named_by_records(session, [act for _, act in acts])
    seen: dict[int, tuple[set[str], set[str]]] = {}
    for place, act in acts:
        shown, (opened, found) = people_shown(act, named=named), seen.setdefault(place, (set(), set()))
        opened.update(shown.opened)
        found.update(shown.found)
    return [Seen(place, frozenset(opened), frozenset(found)) for place, (opened, found) in seen.items()]


def _named_by_records(session: ReaderSession, acts: Iterable[PageAct]) -> Mapping[str, set[str]]:
    """Whom the records of such acts name, by record; nobody where the snapshot cannot be read."""
    records = sorted({one for act in acts for one in few_records(act)})
    if not records:
        return {}
    try:
        with session.open_current() as opened:
            return opened[1].people_on(record_ids=records) if opened else {}
    except SightlineError:
        return {}

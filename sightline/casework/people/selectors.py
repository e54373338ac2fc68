"""Finds people by what is known of them, in visible records alone.

What was typed is never audited, only which boxes were filled in and who was found.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Literal

from sightline.casework.audit.trail import Trail, audited, write_entry
from sightline.casework.core.rights import check_people
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.fuzzy_search import suggest_people
from sightline.casework.people.names import show_name
from sightline.casework.people.pages.people import PerhapsAlso, PersonSummary, SearchPage, SearchTerms
from sightline.linkage.normal_forms.numbers import read_phone, read_registration
from sightline.linkage.settings import Placeholders, read_near_names, read_placeholders
from sightline.model.errors import Refused
from sightline.model.nouns import EntityKind
from sightline.model.rows.people import ServedSaidOfPerson, ServedSaidValue
from sightline.model.visibility import RowFilter
from sightline.store import Workspace
from sightline.store.search.reader import Keys, name_words
from sightline.store.snapshot_reader import SnapshotReader

MOST_SHOWN = 50
NAMES = ("name", "other name")
MOST_LOOKED_AT = 2_000
MOST_CLOSE = 5
NOBODY = SearchPage((), False)
placeholders = cache(read_placeholders)
nicknames = cache(read_near_names)


def check_may_find(session: ReaderSession) -> None:
    """Refused, and audited, where the role opens nobody; silent where it may: an empty form shows nothing."""
    try:
        check_people(actor=session.actor)
    except Refused as refusal:
        write_entry(session, action="find_people", trail=Trail(), outcome=f"refused: {refusal.code}")
        raise


def find_people(session: ReaderSession, *, terms: SearchTerms) -> SearchPage:
    """People for whom visible records hold every term; a name also finds its short and long forms."""
    with audited(session, action="find_people") as trail:
        check_people(actor=session.actor)
        session.searched.append(("", terms.name, terms.phone))
        trail.details["filled"] = [name for name in terms.__slots__ if getattr(terms, name)]
        page = look_for(session, terms, session.sight)
        trail.add("person", [person.person_id for person in page.people])
        trail.add("person", [close.person.person_id for close in page.perhaps])
    return page


def look_for(session: ReaderSession, terms: SearchTerms, sight: RowFilter) -> SearchPage:
    """The same, for a page that is audited by its own selector."""
    searches = make_searches(terms, placeholders=placeholders())
    with session.open_current() as opened:
        if opened is None or not searches:
            return NOBODY
        _, store = opened
        found = _search_all(store, searches, sight)
        shown = found[:MOST_SHOWN]
        people = sorted(summarise(store, shown, sight), key=lambda person: (-person.entries, person.person_id))
        close = look_close(store, current_workspace(), terms, sight, found)
        return SearchPage(tuple(people), len(found) > MOST_SHOWN, close)


def look_close(
    store: SnapshotReader, workspace: Workspace, terms: SearchTerms, sight: RowFilter, found: Sequence[str]
) -> tuple[PerhapsAlso, ...]:
    """People close to a name with a birth date or a number, whom the reader may open and who are not found already."""
    near = suggest_people(store=store, workspace=workspace, terms=terms, sight=sight)
    because = {one.person_id: one.reason_in_words for one in near if one.person_id not in found}
    shown = list(because)[:MOST_CLOSE]
    return tuple(PerhapsAlso(one, because[one.person_id]) for one in summarise(store, shown, sight))


def _search_all(store: SnapshotReader, searches: Sequence[Keys], sight: RowFilter) -> list[str]:
    """Ids in the order of the searches, so that a name as typed comes before its other forms."""
    limit = MOST_LOOKED_AT if sight.only_people_of else MOST_SHOWN + 1
    found: dict[str, None] = {}
    for keys in searches:
        for person_id in store.search(keys=keys, sight=sight, limit=limit):
            if person_id not in found and may_open(store, person_id, sight):
                found[person_id] = None
        if len(found) > MOST_SHOWN:
            break
    return list(found)


def may_open(store: SnapshotReader, person_id: str, sight: RowFilter) -> bool:
    """Whether the person is one of the reader's own body's people, where the reader is kept to such people."""
    return store.is_own(person_id=person_id, sight=sight)


def may_open_record(store: SnapshotReader, record_id: str, sight: RowFilter) -> bool:
    """Whether the reader may open a record of the snapshot, as its own page decides it."""
    versions = store.record(record_id=record_id, sight=sight)
    if not versions or not versions[0]["latest"]:
        return False
    if sight.only_people_of is None or (versions[0]["agency"], versions[0]["organisation"]) == sight.only_people_of:
        return True
    namings = store.record_namings(record_id=record_id, sight=sight)
    return any(row["person_id"] and may_open(store, row["person_id"], sight) for row in namings)


def make_searches(terms: SearchTerms, *, placeholders: Placeholders) -> list[Keys]:
    """The terms as search keys: first the name as typed, then with one word of it in another form.

    Nothing is searched where nothing was given, or where something was that holds no key at all.
    """
    words = name_words(terms.name)
    exact = _exact_keys(terms, placeholders)
    given = [terms.name, terms.birth_date, terms.nhs_number, terms.phone, terms.registration]
    if sum(map(bool, given)) != bool(words) + len(exact) or not any(given):
        return []
    return [Keys(name, exact) for name in name_forms(words)]


def _exact_keys(terms: SearchTerms, placeholders: Placeholders) -> tuple[tuple[str, str], ...]:
    digits = "".join(letter for letter in terms.nhs_number if letter.isdigit())
    phone = terms.phone and (read_phone(terms.phone, placeholders=placeholders) or terms.phone.strip())
    keys = (
        ("birth_date", terms.birth_date.isoformat() if terms.birth_date else ""),
        ("nhs_number", digits),
        (str(EntityKind.PHONE), phone),
        (str(EntityKind.VEHICLE), read_registration(terms.registration)[0]),
    )
    return tuple((kind, value) for kind, value in keys if value)


def name_forms(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The words as typed, then each with one word replaced by a short or long form of it."""
    yield words
    for place, word in enumerate(words):
        for other in nicknames().get(word, ()):
            yield (*words[:place], other, *words[place + 1 :])


def summarise(store: SnapshotReader, person_ids: Sequence[str], sight: RowFilter) -> tuple[PersonSummary, ...]:
    """One line each, made from what visible records say."""
    said: dict[str, list[ServedSaidOfPerson]] = defaultdict(list)
    for row in store.said(person_ids=person_ids, sight=sight):
        said[row["person_id"]].append(row)
    return tuple(
        summarise_one(person_id, said[person_id], count_entries(store, person_id, sight)) for person_id in person_ids
    )


def count_entries(store: SnapshotReader, person_id: str, sight: RowFilter) -> int:
    """How many records of the person's chronology are visible."""
    return sum(row["entries"] for row in store.entry_counts(person_id=person_id, sight=sight))


def summarise_one(person_id: str, said: Sequence[ServedSaidValue], entries: int) -> PersonSummary:
    """A person's line from what is said of them; the most frequent name comes first."""
    names = _most_frequent(said, "name")
    others = [name for name in [*names[1:], *_most_frequent(said, "other name")] if name not in names[:1]]
    return PersonSummary(
        person_id=person_id,
        name=names[0] if names else "",
        other_names=tuple(dict.fromkeys(others)),
        birth_dates=tuple(date.fromisoformat(value) for value in _most_frequent(said, "birth date")),
        agencies=tuple(sorted({row["agency"] for row in said})),
        entries=entries,
        first_seen_on=edge_of(said, "first_on"),
        last_seen_on=edge_of(said, "last_on"),
    )


def _most_frequent(said: Sequence[ServedSaidValue], what: str) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for row in said:
        if row["what"] == what:
            counts[show_name(row["value"]) if what in NAMES else row["value"]] += row["records"]
    return sorted(counts, key=lambda value: (-counts[value], value))


def edge_of(said: Iterable[ServedSaidValue], column: Literal["first_on", "last_on"]) -> date | None:
    """The earliest `first_on` or the latest `last_on`; None where no day is known."""
    days = [day for row in said if (day := row[column])]
    if not days:
        return None
    return date.fromisoformat(min(days) if column == "first_on" else max(days))

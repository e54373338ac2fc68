"""Finds people by whatever was typed: the one selector behind the box of every page and the form box by box.

People come in a plain order: what was typed exactly, then other forms of a name, then names spelt otherwise, then words
in notes. Nothing of what was typed is audited, only what it was read as, and whom and which records the page shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sightline.casework.audit.trail import audited
from sightline.casework.core.rights import check_people
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import Opened, ReaderSession
from sightline.casework.finding.endings import ends_at
from sightline.casework.finding.models import SavedSearch
from sightline.casework.finding.pages import (
    IN_TEXT,
    NAME,
    ON_DAY,
    OTHER_FORM,
    SPELT_OTHERWISE,
    FoundPage,
    FoundPerson,
    SavedSearchLine,
    WhyFound,
)
from sightline.casework.finding.query import Asked, TypedQuery, read_asked, unpack_asked
from sightline.casework.finding.reasons import why_of_keys, why_of_names, why_of_texts
from sightline.casework.finding.rights import check_lists_searches
from sightline.casework.finding.spelling import as_typed, other_forms, spelt_otherwise, visible_words
from sightline.casework.finding.text_hits import find_texts
from sightline.casework.keys.sealed_secrets import unseal
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import MOST_LOOKED_AT, MOST_SHOWN, look_close, may_open, summarise
from sightline.sharing import can_see_people
from sightline.store.search.reader import Keys, NameChoice

SHOWN_PARTS = ("comment", "document")
NameWays = Sequence[tuple[str, tuple[NameChoice, ...]]]
ORDER = (NAME, OTHER_FORM, SPELT_OTHERWISE)


def find_all(session: ReaderSession, *, asked: Asked) -> FoundPage:
    """People for whom visible records hold all that was typed, and those whose notes hold its words, each with why.

    `asked` is what was typed into the one box, or what was filled in box by box.
    """
    with audited(session, action="find_people") as trail:
        check_people(actor=session.actor)
        typed = read_asked(asked)
        name = " ".join(typed.names or typed.words)
        session.searched.append((asked if isinstance(asked, str) else "", name, typed.terms.phone))
        trail.details["filled"] = list(typed.kinds)
        page = look_for_all(session, typed)
        people = [one.person.person_id for one in page.people if one.person]
        trail.add("person", [*people, *(close.person.person_id for close in page.perhaps)])
        why = [why for one in page.people for why in one.why]
        trail.add("record", [one.record_id for one in why if one.record_id and one.snippet])
        for place in [one.place for one in why if one.place]:
            trail.add(place.kind, [place.owner_id])
            trail.add(place.part, [place.part_id] if place.part in SHOWN_PARTS else [])
    return page


def look_for_all(session: ReaderSession, typed: TypedQuery) -> FoundPage:
    """The same, for what is audited by its own selector."""
    with session.open_current() as opened:
        if opened is None or typed.is_empty:
            return FoundPage(kinds=typed.kinds, terms=typed.terms)
        name_ways = _name_ways(session, opened, typed)
        said = _search(session, opened, typed, name_ways)
        texts, more_texts = _read_texts(session, opened, typed, said)
        kinds = (*typed.kinds, ON_DAY) if typed.day and not said else typed.kinds
        person_ids = list(dict.fromkeys([*said, *(one for one in texts if one)]))
        shown = person_ids[:MOST_SHOWN]
        summaries = summarise(opened[1], shown, session.sight)
        reasons = _gather(session, opened, typed, name_ways, summaries, texts)
        people = _in_order([FoundPerson(one, reasons[one.person_id]) for one in summaries], set(said))
        unknown = (FoundPerson(None, texts[""]),) if "" in texts else ()
        close = look_close(opened[1], current_workspace(), typed.terms, session.sight, person_ids)
        return FoundPage((*people, *unknown), len(person_ids) > MOST_SHOWN or more_texts, close, kinds, typed.terms)


def found_ids(session: ReaderSession, typed: TypedQuery) -> frozenset[str]:
    """Ids of the people and records that a search finds now, for what is audited by its own selector.

    A name gives people; a number or words give the records too that hold them.
    """
    with session.open_current() as opened:
        if opened is None or typed.is_empty:
            return frozenset()
        said = _search(session, opened, typed, _name_ways(session, opened, typed))[:MOST_SHOWN]
        hits = find_texts(session, opened, typed, said)
        keys = why_of_keys(session, store=opened[1], typed=typed, person_ids=said)
        records = {
            *(row["record_id"] for row in hits.rows),
            *(why.record_id for reasons in keys.values() for why in reasons),
            *(why.record_id for _, why in hits.written if why.record_id),
        }
        written = {why.place.known_as for _, why in hits.written if why.place and not why.record_id}
        return frozenset((*(f"person:{one}" for one in said), *(f"record:{one}" for one in records), *written))


def list_searches(session: ReaderSession) -> tuple[SavedSearchLine, ...]:
    """The account's own saved searches, the newest first."""
    with audited(session, action="list_searches") as trail:
        check_people(actor=session.actor)
        rows = list(SavedSearch.objects.of_account(session.actor.account_id).newest_first())
        trail.add("search", [one.saved_id for one in rows])
        return tuple(_make_saved_search_line(one) for one in rows)


def list_every_search(session: ReaderSession) -> tuple[SavedSearchLine, ...]:
    """The saved searches of every account, for information governance: by account, the newest first."""
    with audited(session, action="list_every_search") as trail:
        check_lists_searches(actor=session.actor)
        rows = list(SavedSearch.objects.select_related("account").order_by("account__username", "-pk"))
        trail.add("search", [one.saved_id for one in rows])
        return tuple(replace(_make_saved_search_line(one), username=one.account.username) for one in rows)


def own_watched(session: ReaderSession, saved_ids: Sequence[str]) -> set[str]:
    """Those of these saved searches that the account still watches. For notices."""
    if not saved_ids or not can_see_people(reader=session.actor.reader):
        return set()
    own = SavedSearch.objects.of_account(session.actor.account_id)
    return set(own.filter(saved_id__in=saved_ids, is_watched=True).values_list("saved_id", flat=True))


def _make_saved_search_line(one: SavedSearch) -> SavedSearchLine:
    asked = unpack_asked(unseal(one.sealed))
    return SavedSearchLine(
        saved_id=one.saved_id,
        asked=asked,
        saved_at=one.saved_at,
        is_watched=one.is_watched,
        fresh=len(one.fresh),
        fresh_at=one.fresh_at or "",
        ends_at=ends_at(one.saved_at),
    )


def _name_ways(session: ReaderSession, opened: Opened, typed: TypedQuery) -> NameWays:
    """What each word of a name may be, from what was typed to what it was perhaps meant for."""
    if not typed.names:
        return ()
    snapshot, store = opened
    known = visible_words(snapshot=snapshot, store=store, sight=session.sight)
    ways = (as_typed(typed.names), other_forms(typed.names), spelt_otherwise(typed.names, known=known))
    return tuple(zip(ORDER, ways, strict=True))


def _search(session: ReaderSession, opened: Opened, typed: TypedQuery, name_ways: NameWays) -> list[str]:
    """Ids of people by names and keys, in the order of the steps; as many as are looked at at most."""
    sight, store = session.sight, opened[1]
    limit = MOST_LOOKED_AT if sight.only_people_of else MOST_SHOWN + 1
    found: dict[str, None] = {}
    for choices in [choices for _, choices in name_ways] or ([()] if typed.keys else []):
        if len(found) > MOST_SHOWN:
            break
        asked = Keys(choices=choices, either=typed.keys)
        found |= dict.fromkeys(one for one in store.search(keys=asked, sight=sight, limit=limit)
                               if one not in found and may_open(store, one, sight))  # fmt: skip
    return list(found)


def _read_texts(
    session: ReaderSession, opened: Opened, typed: TypedQuery, said: Sequence[str]
) -> tuple[dict[str, tuple[WhyFound, ...]], bool]:
    """Why people are found by words, those apart who are found by name; and whether there are more texts."""
    hits = find_texts(session, opened, typed, said)
    leave = set(said) if typed.names else set()
    found: dict[str, tuple[WhyFound, ...]] = {}
    for person_id, why in hits.written:
        found[person_id] = (*found.get(person_id, ()), why)
    rows = (row for row in hits.rows if row["person_id"] not in leave)
    how = ON_DAY if typed.day else IN_TEXT
    for person_id, reasons in why_of_texts(session, rows, wanted=typed.texts.wanted, how=how).items():
        found[person_id] = (*found.get(person_id, ()), *reasons)
    return found, hits.has_more


def _gather(
    session: ReaderSession, opened: Opened, typed: TypedQuery, name_ways: NameWays, people: Sequence[PersonSummary],
    texts: Mapping[str, tuple[WhyFound, ...]],
) -> dict[str, tuple[WhyFound, ...]]:  # fmt: skip
    """Every reason of each person who is shown: how the name is written, which record says the number, the words."""
    shown = [one.person_id for one in people]
    keys = why_of_keys(session, store=opened[1], typed=typed, person_ids=shown)
    names = why_of_names(session, store=opened[1], name_ways=name_ways, people=people)
    return {one: (*((names[one],) if one in names else ()), *keys.get(one, ()), *texts.get(one, ())) for one in shown}


def _in_order(people: Iterable[FoundPerson], said: set[str]) -> tuple[FoundPerson, ...]:
    """By how they are found, then those with most entries, then by name; those of words stay newest first."""
    by_name = [one for one in people if _summary(one).person_id in said]
    by_words = [one for one in people if _summary(one).person_id not in said]
    return (*sorted(by_name, key=_place), *by_words)


def _place(one: FoundPerson) -> tuple[int, int, str, str]:
    how = one.why[0].how if one.why else NAME
    person = _summary(one)
    return ORDER.index(how) if how in ORDER else 0, -person.entries, person.name, person.person_id


def _summary(one: FoundPerson) -> PersonSummary:
    assert one.person is not None  # noqa: S101 - only concerns of nobody known have none, and they are apart
    return one.person

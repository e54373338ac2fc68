"""Writes lines of the ledger for what is shown of people without a record: a search, a chart, a list, a map.

Whose records it was made from is asked of the snapshot, with the reader's own sight: whose visible records name the
person. Where the same page shows the person's records of that body, the lines of these are enough.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.casework.accounts.governance_scope import owns
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.page_rows import DONE, PageAct, acts_of
from sightline.casework.audit.trail import KNOWS
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.models import SharedPerson
from sightline.casework.ledger.pages import SharedPart, SharingWay
from sightline.casework.ledger.terms import BETWEEN, find_terms, post_of, purpose_of
from sightline.model.errors import SightlineError
from sightline.model.visibility import Scope
from sightline.store.snapshot_reader import SnapshotReader

# How the names of acts begin that write records to a file, or onto paper.
LEAVES = ("export", "download", "print", "write_chronology", "open_document", "restore_review")
PERSON, THING = "person:", "thing:"
# What an act shows of the people whom it names, by words of its name; of all other acts it is who they are.
PARTS: tuple[tuple[SharedPart, tuple[str, ...]], ...] = (
    (SharedPart.EXISTENCE, ("read_who_knows", "find_known_children", "read_blind_answer")),
    (SharedPart.PLACE, ("place", "map", "area")),
    (SharedPart.CONNECTION, ("network", "group", "family", "connection")),
    (SharedPart.CONCLUSION, ("recognised", "pattern", "clock", "due", "unanswered", "sign", "to_ask")),
    (SharedPart.MATCH, ("question", "match", "same", "bulk", "compare", "split", "part")),
)
MOST_ASKED = 500
Body = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One person of whom an act shows a part, from the records of one body."""

    person_id: str
    body: Body = field(repr=False)
    part: SharedPart
    way: SharingWay


@dataclass(slots=True)
class _Shown:
    """Where a person was shown first, for what, and the records' bodies and layouts that it was made from."""

    action: str
    entry: int
    purpose: str
    held: set[Scope]


def part_of(action: str) -> SharedPart:
    """What an act of that name shows of the people whom it names."""
    return next((part for part, words in PARTS if any(word in action for word in words)), SharedPart.IDENTITY)


def way_of(action: str, outcome: str, *, leaves: bool) -> SharingWay:
    """How what an act names reached the reader."""
    if outcome == "refused":
        return SharingWay.REFUSED
    return SharingWay.LEFT if leaves or action.startswith(LEAVES) else SharingWay.SHOWN


def make_people_lines(
    session: ReaderSession, entries: Sequence[Mapping[str, Any]], *, record_ids: Collection[str]
) -> list[tuple[int, SharedPerson]]:
    """The lines that these audit rows add, each with the place of its row.

    `record_ids`: the records that have lines of their own.
    """
    reader = session.actor.reader
    acts = list(_acts(entries, reader.username)) if session.actor.account_id is not None else []
    if not acts:
        return []
    try:
        with session.open_current() as opened:
            found = _find(session, opened[1], acts, record_ids) if opened else {}
    except SightlineError:  # a snapshot that cannot be read shows nothing
        return []
    known = _known(session, {one.person_id for one in found})
    new = {key: shown for key, shown in found.items() if key not in known}
    post = post_of(session.actor) if new else ""
    return [(shown.entry, _make_line(session, key, shown, post)) for key, shown in new.items()]


def _acts(entries: Sequence[Mapping[str, Any]], username: str) -> Iterator[tuple[int, PageAct]]:
    """The acts of the reader that were done and name a person or a thing, with the place of their row."""
    for place, entry in enumerate(entries):
        if entry["username"] == username and entry["outcome"] == DONE:
            for act in acts_of(action=entry["action"], ids=entry["ids"], details=entry["details"]):
                if any(one.startswith((PERSON, THING)) for one in act.ids):
                    yield place, act


def _find(
    session: ReaderSession, store: SnapshotReader, acts: Sequence[tuple[int, PageAct]], record_ids: Collection[str]
) -> dict[ShownPerson, _Shown]:
    bodies = store.bodies_of_people(person_ids=_list_ids(acts, PERSON), sight=session.sight)
    things = _list_ids([one for one in acts if part_of(one[1].action) is SharedPart.PLACE], THING)
    around = store.bodies_at_things(thing_ids=things, sight=session.sight) if things else {}
    covered = _covered(store, record_ids)
    found: dict[ShownPerson, _Shown] = {}
    for entry, act in acts:
        part = part_of(act.action)
        way = way_of(act.action, DONE, leaves=session.answers_with_file)
        purpose = purpose_of(session.actor, act.details)
        for person_id, held in _held_in(act, part, bodies, around):
            for scope in held:
                body = (scope.agency, scope.organisation)
                if is_of_another(session, scope) and (person_id, body) not in covered:
                    key = ShownPerson(person_id, body, part, way)
                    found.setdefault(key, _Shown(act.action, entry, purpose, set())).held.add(scope)
    return found


def _list_ids(acts: Sequence[tuple[int, PageAct]], kind: str) -> list[str]:
    return sorted({one.removeprefix(kind) for _, act in acts for one in act.ids if one.startswith(kind)})


def _held_in(
    act: PageAct, part: SharedPart, bodies: Mapping[str, set[Scope]], around: Mapping[str, set[Scope]]
) -> Iterator[tuple[str, Collection[Scope]]]:
    """Each person of an act with whose records it was made from. What names bodies says itself which."""
    people = [one.removeprefix(PERSON) for one in act.ids if one.startswith(PERSON)]
    if part is SharedPart.EXISTENCE:
        for place, agency, organisation in act.details.get(KNOWS, ()):
            yield people[place], [Scope(agency, organisation, "", restricted=False)]
        return
    for person_id in people:
        yield person_id, bodies.get(person_id, ())
    if part is SharedPart.PLACE and any(one.startswith(THING) for one in act.ids):
        yield from around.items()


def _covered(store: SnapshotReader, record_ids: Collection[str]) -> set[tuple[str, Body]]:
    """The people and bodies of records that have lines of their own."""
    ids = sorted(record_ids)
    holders, people = store.holders_of(record_ids=ids), store.people_on(record_ids=ids)
    return {
        (person_id, (holders[record_id].agency, holders[record_id].organisation))
        for record_id, on in people.items()
        if record_id in holders
        for person_id in on
    }


def is_of_another(session: ReaderSession, holder: Scope | None) -> bool:
    """Whether a record may be another body's than the reader's, or nobody knows whose it is."""
    if holder is None:
        return True
    of = {"agency": holder.agency, "organisation": holder.organisation, "layout": holder.layout}
    return not owns(actor=session.actor, **of)


def _known(session: ReaderSession, person_ids: Collection[str]) -> set[ShownPerson]:
    """What this reader of this body has been shown of these people today."""
    reader, by_hash = session.actor.reader, {hash_id(one): one for one in person_ids}
    hashes, found = sorted(by_hash), set[ShownPerson]()
    for start in range(0, len(hashes), MOST_ASKED):
        rows = SharedPerson.objects.filter(
            username=reader.username,
            day=clock.today(),
            subject_id__in=hashes[start : start + MOST_ASKED],
            to_agency=reader.agency,
            to_organisation=reader.organisation,
        ).values_list("subject_id", "from_agency", "from_organisation", "part", "way")
        for subject, agency, organisation, part, way in rows:
            found.add(ShownPerson(by_hash[subject], (agency, organisation), SharedPart(part), SharingWay(way)))
    return found


def _make_line(session: ReaderSession, key: ShownPerson, shown: _Shown, post: str) -> SharedPerson:
    reader, terms = session.actor.reader, find_terms(session, shown.held)
    return SharedPerson(
        way=key.way,
        action=shown.action,
        part=key.part,
        username=reader.username,
        role=reader.role,
        post=post,
        purpose=shown.purpose,
        to_agency=reader.agency,
        to_organisation=reader.organisation,
        from_agency=key.body[0],
        from_organisation=key.body[1],
        agreement=terms.agreement,
        agreement_version=terms.agreement_version,
        lawful_basis=terms.lawful_basis,
        subject_id=hash_id(key.person_id),
        layout=BETWEEN.join(sorted({one.layout for one in shown.held} - {""})),
        day=clock.today(),
    )

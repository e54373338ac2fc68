"""Opens the data that a review froze, for one reader, by the terms of the review and by nothing else.

The reader sees the children and adults of the review alone, as a reviewer does, whatever role or reason they have
elsewhere. Restricted records are there where their holder agreed: those that were restricted by then. Nothing outside
the review is opened by it.
"""

import math
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from sightline.agreements import ReadingBody
from sightline.agreements.vocabulary import Purpose
from sightline.casework.core.selectors.whole_snapshots import damage_of, manifest_sha_of
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.restrictions.models import RestrictionEntry
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.terms import FrozenData
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import AgreedHolder, Reader, RowFilter
from sightline.sharing.visibility import review_filter
from sightline.store.snapshot_reader import SnapshotReader, open_store
from sightline.store.snapshots import Snapshot, find_snapshot, is_of_present_schema
from sightline.translation.messages import lazy as _

OPENED_BY_REVIEW = "learning_review"


@dataclass(frozen=True, slots=True)
class FrozenReader:
    """The frozen data, open, with what this reader may see of them; `people` by how the review calls them."""

    store: SnapshotReader
    sight: RowFilter
    people: dict[str, str]


@contextmanager
def open_frozen(session: ReaderSession, found: ReviewHistory, *, leaves: bool = False) -> Iterator[FrozenReader]:
    """The frozen data; Refused where they cannot be read any more. `leaves`: what may be passed on in a file."""
    reader = as_reviewer(session, found, leaves=leaves)
    sight = review_filter(reader=reader, holders=agreed_holders(session, found))
    with _open(session, found, reader, sight, hidden=hidden_from(session, found, reader)) as frozen:
        yield frozen


@contextmanager
def open_with_kept_back(
    session: ReaderSession, found: ReviewHistory, *, holder: AgreedHolder | None = None
) -> Iterator[FrozenReader]:
    """The same as if each holder had agreed, to count what is kept back; of one holder, its records and no other."""
    reader = as_reviewer(session, found)
    every = tuple(AgreedHolder(agency) for agency in found.opened.agencies)
    sight = review_filter(reader=reader, holders=(holder,) if holder else every)
    if holder:
        own, more = holder.condition()
        sight = replace(sight, sql=" AND ".join((f"({sight.sql})", own)), parameters=(*sight.parameters, *more))
    with _open(session, found, reader, sight, hidden=frozenset()) as frozen:
        yield frozen


@contextmanager
def _open(
    session: ReaderSession, found: ReviewHistory, reader: Reader, sight: RowFilter, *, hidden: Collection[str]
) -> Iterator[FrozenReader]:
    snapshot = need_frozen(found)
    stand_ins = _find_stand_ins(session, found, snapshot)
    sight = replace(sight, given=tuple(sorted({stand_ins.get(one, one) for one in found.mention_ids})))
    with open_store(
        snapshot.serve_file,
        withdrawn=lambda: session.withdrawn,
        cut_to=sight,
        not_shared=reader.not_shared,
        disputed=session.disputed,
        restricted=frozenset(hidden),
        successors=stand_ins,
    ) as store:
        named = {**found.children, **found.adults}
        people = store.people_of(mention_ids=list(named.values()))
        yield FrozenReader(store, sight, {called: people.get(one, "") for called, one in named.items()})


def _find_stand_ins(session: ReaderSession, found: ReviewHistory, snapshot: Snapshot) -> dict[str, str]:
    """For each person of the terms whose mention these data do not have, another mention that they have.

    It is one of the same person now, and only where these data know one person of them.
    """
    wanted = sorted(set(found.mention_ids))
    with open_store(snapshot.serve_file) as frozen:  # ids alone
        here = frozen.records_of_mentions(mention_ids=wanted)
        left = {one: session.successors[one] for one in wanted if one not in here and one in session.successors}
        if not left or session.snapshot is None:
            return {}
        with open_store(session.snapshot.serve_file) as now:
            people = now.people_of(mention_ids=sorted(left.values()))
            beside = {one: now.mentions_of(person_ids=[people[to]]) for one, to in left.items() if to in people}
        known = {one: frozen.people_of(mention_ids=sorted(some)) for one, some in beside.items()}
    return {one: min(some) for one, some in known.items() if len(set(some.values())) == 1}


def own_holder(session: ReaderSession, agency: str, organisation: str) -> AgreedHolder:
    """A body as a holder of restricted records: of an agency with several, of its own alone."""
    shared = session.actor.shared
    return AgreedHolder(agency, shared.bodies.own_records(agency, organisation) if shared else None)


def agreed_holders(session: ReaderSession, found: ReviewHistory) -> tuple[AgreedHolder, ...]:
    """The bodies that let the review read their restricted records today."""
    return tuple(own_holder(session, *body) for body in found.yeses)


def hidden_from(session: ReaderSession, found: ReviewHistory, reader: Reader) -> frozenset[str]:
    """The records that a person restricted, but for those that a holder's later yes opens to this review."""
    hidden = session.of(replace(session.actor, reader=reader)).hidden
    made = dict(RestrictionEntry.objects.made().filter(record_id__in=hidden).values_list("record_id", "decision"))
    said = [(own_holder(session, *body), row.decision) for body, row in found.yeses.items()]
    opened = set()
    for record_id in hidden:
        of = session.restricted[record_id]
        agreed = [
            at for holder, at in said if holder.holds(agency=of.agency, organisation=of.organisation, layout=of.layout)
        ]
        if made.get(record_id, math.inf) < max(agreed, default=0):
            opened.add(record_id)
    return hidden - opened


def need_frozen(found: ReviewHistory) -> Snapshot:
    """The frozen snapshot; Refused where it cannot be read any more."""
    snapshot = find_frozen(found)
    if snapshot is None:
        raise Refused(
            _("Sightline cannot read the frozen data of this review."),
            code="frozen_gone",
            what_to_do=_("Ask the operator to run an update. It builds them again."),
        )
    return snapshot


def find_frozen(found: ReviewHistory) -> Snapshot | None:
    """The frozen snapshot; None where it is gone, damaged, or of another version of Sightline."""
    workspace, wanted = current_workspace(), found.frozen.snapshot_id
    manifest_sha = found.rebuilt.file_sha if found.rebuilt else manifest_sha_of(snapshot_id=wanted)
    if damage_of(workspace=workspace, snapshot_id=wanted, manifest_sha=manifest_sha):
        return None
    snapshot = find_snapshot(workspace, wanted)
    return snapshot if snapshot and is_of_present_schema(snapshot) else None


def describe_frozen(session: ReaderSession, found: ReviewHistory) -> FrozenData:
    """Which data the review reads, and whether newer ones exist."""
    row, rebuilt, current = found.frozen, found.rebuilt, session.snapshot
    up_to, served_to = day_of(row.snapshot_id), day_of(current.id) if current else None
    is_newer = current is not None and current.id != row.snapshot_id and not (rebuilt and served_to == up_to)
    return FrozenData(
        snapshot_id=row.snapshot_id,
        up_to=up_to,
        frozen_at=found.chosen.at,
        is_readable=find_frozen(found) is not None,
        newer_up_to=served_to if is_newer else None,
        rebuilt_at=rebuilt.at if rebuilt else "",
        rebuilt_why=rebuilt.word if rebuilt else "",
    )


def as_reviewer(session: ReaderSession, found: ReviewHistory, *, leaves: bool = False) -> Reader:
    """The account as a reviewer of these people: for a practice review, by the agreements in force."""
    own, shared = session.actor.reader, session.actor.shared
    body = ReadingBody(own.agency, own.organisation, Purpose.PRACTICE_REVIEW)
    seen = shared.of_body(body) if shared else own.not_shared
    return Reader(
        username=own.username,
        role=Role.REVIEWER,
        agency=own.agency,
        organisation=own.organisation,
        given=tuple(sorted(set(found.mention_ids))),
        needs_reason=True,
        not_shared=shared.taken_away(seen, body) if shared and leaves else seen,
    )


def day_of(snapshot_id: str) -> date:
    """The day up to which a snapshot holds data."""
    return date.fromisoformat(snapshot_id[:10])

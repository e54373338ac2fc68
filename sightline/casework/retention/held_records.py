"""Finds which records the holds in force keep, in the snapshot that is served now.

A hold on people keeps every record that names one of them, also those that came after the hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from django.apps import apps

from sightline.casework.accounts.governance_scope import bodies_known
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.retention.closed_reviews import closed_reviews
from sightline.casework.retention.decisions import holds_in_force
from sightline.casework.retention.own_writings import OwnWriting, list_writings
from sightline.casework.retention.pages import HeldRecord, Hold
from sightline.model.errors import Refused
from sightline.model.nouns import Agency
from sightline.model.rows.records import ServedFullRecord
from sightline.model.when import london_day
from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, ErasureRegister
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

Kept = Mapping[Hold, frozenset[str]]
"""Each hold with the records that it keeps of those that were asked about."""


def find_kept(session: ReaderSession, agencies: Mapping[str, str]) -> Kept:
    """Each hold in force that keeps one of these records, each given with its agency, and which of them it keeps."""
    holds = holds_in_force()
    if not holds or not agencies:
        return {}
    facts, people = _read_facts(session, agencies, holds)
    found = {
        hold: frozenset(
            one.record_id
            for one in facts
            if hold.covers(one, people=people.get(hold.sequence, ()), is_of_body=_is_of_body(session, hold, one))
        )
        for hold in holds
    }
    return {hold: records for hold, records in found.items() if records}


def _is_of_body(session: ReaderSession, hold: Hold, record: HeldRecord) -> bool:
    """Whether a record may be of the organisation whose records a hold keeps: true where nobody knows whose it is."""
    own, held = hold.said.organisation, record.held
    if not own or held is None:
        return True
    bodies = bodies_known(actor=session.actor)
    body = bodies.body_of(held.agency, held.organisation, layout=held.layout)
    return not body or body == bodies.body_of(held.agency, own)


def find_holds(session: ReaderSession, agencies: Mapping[str, str]) -> tuple[Hold, ...]:
    """The holds that keep one of these records, each given with its agency."""
    return tuple(find_kept(session, agencies))


def check_not_held(session: ReaderSession, agencies: Mapping[str, str]) -> None:
    """Refused where a hold keeps one of these records, each given with its agency."""
    holds = find_holds(session, agencies)
    if holds:
        raise Refused(
            _("A hold keeps these records: %(holds)s.") % {"holds": join_numbers(holds)},
            code="held",
            what_to_do=_("Erase other records, or review the hold: 'sightline retention holds' lists it."),
        )


def join_numbers(holds: Sequence[Hold]) -> str:
    """The numbers of holds, for a sentence."""
    return ", ".join(str(hold.sequence) for hold in holds)


def list_all_records(workspace: Workspace) -> dict[str, str]:
    """Every record, all that people wrote here, and every closed learning review, each with its agency."""
    from sightline.ingest.erasure.part_rows import list_records  # not at the top: most pages do without it

    entered = apps.get_model("casework", "Concern")._default_manager  # its package stands above this one
    written = {one.writing_id: one.agency for one in list_writings()}
    reviews = {one.review_id: str(Agency.PARTNERSHIP) for one in closed_reviews()}
    return list_records(workspace) | dict(entered.values_list("record_id", "agency")) | written | reviews


def records_left(register: ErasureRegister, every: Mapping[str, str]) -> dict[str, str]:
    """Which of all records are in a register of erasures, and so are still to go, each with its agency."""
    kinds = (ErasedKind.RECORD, ErasedKind.WRITING, ErasedKind.REVIEW)
    return {one: agency for one, agency in every.items() if any(register.holds(kind, one) for kind in kinds)}


def people_of_holds(session: ReaderSession, holds: Sequence[Hold]) -> dict[int, frozenset[str]]:
    """The people whom each hold names, as they are matched now, by the hold's number."""
    with session.open_current() as opened:
        return _people_of(opened[1], holds) if opened else {}


def _read_facts(
    session: ReaderSession, agencies: Mapping[str, str], holds: Sequence[Hold]
) -> tuple[list[HeldRecord], dict[int, frozenset[str]]]:
    """The records with what the terms of these holds ask of them, and the people of each hold."""
    ids, written = sorted(agencies), {one.writing_id: one for one in list_writings() if one.writing_id in agencies}
    asks_people = any(hold.said.people for hold in holds)
    asks_whose = asks_people or any(hold.said.organisation or hold.said.kinds for hold in holds)
    asks_days = any(hold.said.first_on or hold.said.last_on for hold in holds)
    with session.open_current() as opened:
        store = opened[1] if opened else None
        whom = store.people_on(record_ids=ids) if store and asks_people else {}
        known = store.holders_of(record_ids=ids) if store and asks_whose else {}
        versions = store.records(record_ids=ids, sight=THE_HOUSE) if store and asks_days else {}
        people = _people_of(store, holds) if store and asks_people else {}
        if store and asks_people:
            whom |= {key: _people_in(store, one) for key, one in written.items()}
        reviews = list(_read_reviews(store if asks_people else None, ids))
    facts = [
        HeldRecord(
            one,
            agencies[one],
            frozenset(whom.get(one, ())) if one in known or (one in written and whom.get(one)) else None,
            ((written[one].first_on, written[one].last_on),)
            if one in written
            else tuple(span for each in versions.get(one, ()) for span in _days_of(each)),
            known.get(one),
            is_written=one in written,
        )
        for one in ids
        if one not in {each.record_id for each in reviews}
    ]
    return [*facts, *reviews], people


def _read_reviews(store: SnapshotReader | None, ids: Sequence[str]) -> Iterator[HeldRecord]:
    """The closed learning reviews among these ids, each once for every agency whose records it read."""
    for one in closed_reviews():
        if one.review_id in ids:
            people = frozenset(store.people_of(mention_ids=list(one.mention_ids)).values()) if store else None
            for agency in one.agencies:
                yield HeldRecord(one.review_id, agency, people, (one.period,), inside=one.record_ids)


def _people_in(store: SnapshotReader, one: OwnWriting) -> set[str]:
    """Those whom something that people wrote here is about, and those whom its records name."""
    named = store.people_on(record_ids=list(one.record_ids)).values()
    return {*store.people_of(mention_ids=list(one.mention_ids)).values(), *chain.from_iterable(named)}


def _people_of(store: SnapshotReader, holds: Sequence[Hold]) -> dict[int, frozenset[str]]:
    named = store.people_of(mention_ids=sorted({one for hold in holds for one in hold.said.people}))
    return {hold.sequence: frozenset(named[one] for one in hold.said.people if one in named) for hold in holds}


def _days_of(record: ServedFullRecord) -> list[tuple[date, date]]:
    """Nothing where nobody knows when it was: then a hold on a period keeps it."""
    begins, ends, recorded = record["occurred_from"], record["occurred_to"], record["recorded_at"]
    if not begins:
        return []
    spans = [(london_day(begins), london_day(ends or begins))]
    return [*spans, (london_day(recorded), london_day(recorded))] if recorded else spans


def hash_kept(session: ReaderSession, workspace: Workspace) -> frozenset[str]:
    """The keyed hashes of all records that holds keep, and of the people whom those holds name: as the log has them."""
    holds = holds_in_force()
    if not holds:
        return frozenset()
    kept, people = find_kept(session, list_all_records(workspace)), people_of_holds(session, holds)
    named = {
        one for hold in holds for one in (*hold.said.record_ids, *hold.said.people, *people.get(hold.sequence, ()))
    }
    return frozenset(hash_id(one) for one in {*named, *(each for records in kept.values() for each in records)})

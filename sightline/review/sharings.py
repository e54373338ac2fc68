"""Which records say that an agency was told: that a record was shared with it, or that a contact came later."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypedDict

from sightline.known_facts.facts import gather
from sightline.known_facts.holders import parts_of_holder
from sightline.known_facts.origins import SOURCE_AGENCY, origin_of
from sightline.known_facts.rows import detail
from sightline.model.nouns import Agency
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
CONTACTS = ("CONTACT", "REFERRAL")
MEETINGS = ("STRATEGY DISCUSSION", "ICPC", "CORE GROUP", "REVIEW CONFERENCE", "MACE")
SHARED_WITH_POLICE = "shared_with_police"
YES = ("y", "yes", "true", "1")


class TraceIn(StrEnum):
    """What says that an agency was told: the record, a contact that it recorded later, a meeting, or the ledger.

    `NOT_SAID` shows nothing: a record has a meeting about the child, and does not say who attended.
    """

    RECORD = "record"
    CONTACT = "contact"
    MEETING = "meeting"
    LEDGER = "ledger"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class HandoverTrace:
    """That the holder was told of a record, or of the child by the record's agency, on a day; `said_in` is the record.

    `said_in` is empty where the sharing ledger or a meeting in Sightline says it.
    """

    record_id: str
    holder: str = field(repr=False)
    by: TraceIn
    on: date
    said_in: str


class SharingRow(TypedDict):
    """A fact by which a record says that it was shared, with the words for whom."""

    record_id: str
    name: str
    made_on: date
    shared_with: str
    referral: str


class LaterContactRow(TypedDict):
    """A contact or referral about a child that children's services recorded, with who made it."""

    record_id: str
    made_on: date
    source_agency: str


class LaterMeetingRow(TypedDict):
    """A meeting about a child that a record has."""

    record_id: str
    made_on: date


class FirstKnownRow(TypedDict):
    """A record, its agency and the first day on which it was known."""

    record_id: str
    agency: str
    known_from: date


def find_traces(*, engine: Engine, person_id: str, handovers: Sequence[tuple[str, str]]) -> tuple[HandoverTrace, ...]:
    """For each record and holder what says that the holder was told of it, of the records in `visible_record`.

    Where the record itself says nothing, the first later contact from its agency is named, if the holder records such.
    The first later meeting about the child is named too: no layout says who attended.
    """
    gather(engine=engine)
    records = sorted({record for record, _ in handovers}) or [""]
    sharings = read_rows(
        engine,
        SharingRow,
        SQL.fill(
            "sharing_of_record",
            record_ids=records,
            shared_with=Fragment(detail("shared_with", "fact.details")),
            referral=Fragment(detail("referral", "fact.details")),
        ),
    )
    known = {
        row["record_id"]: row for row in read_rows(engine, FirstKnownRow, SQL.fill("known_first", record_ids=records))
    }
    contacts = read_rows(
        engine,
        LaterContactRow,
        SQL.fill(
            "later_contact",
            person_id=person_id,
            event_type=Fragment(f"upper({detail('event_type', 'fact.details')})"),
            contacts=CONTACTS,
            source_agency=Fragment(SOURCE_AGENCY),
        ),
    )
    meetings = read_rows(
        engine,
        LaterMeetingRow,
        SQL.fill(
            "later_meeting",
            person_id=person_id,
            event_type=Fragment(f"upper({detail('event_type', 'fact.details')})"),
            meetings=MEETINGS,
        ),
    )
    found: list[HandoverTrace] = []
    for record, holder in handovers:
        since = known[record]["known_from"] if record in known else date.max
        later = [row for row in meetings if row["made_on"] >= since and row["record_id"] != record]
        if later:
            found.append(HandoverTrace(record, holder, TraceIn.NOT_SAID, later[0]["made_on"], later[0]["record_id"]))
        itself = [row for row in sharings if row["record_id"] == record and _is_with(row, holder)]
        if itself:
            found.append(HandoverTrace(record, holder, TraceIn.RECORD, min(row["made_on"] for row in itself), record))
        elif holder == Agency.CHILDRENS_SERVICES and record in known:
            found += _first_contact(record, holder, known[record], contacts)
    return tuple(found)


def _is_with(row: SharingRow, holder: str) -> bool:
    """Whether a record was shared with a holder; of an agency with several organisations, its name must be there."""
    agency, organisation = parts_of_holder(holder)
    if row["name"] == SHARED_WITH_POLICE:
        return holder == Agency.POLICE
    if row["referral"]:
        return holder == Agency.CHILDRENS_SERVICES and row["referral"].casefold() in YES
    return _plain(organisation or agency.replace("_", " ")) in _plain(row["shared_with"])


def _plain(words: str) -> str:
    """Words as names of agencies are compared: `Children’s Services` is `childrens services`."""
    return " ".join(words.casefold().replace("’", "").replace("'", "").split())


def _first_contact(
    record: str, holder: str, known: FirstKnownRow, contacts: Collection[LaterContactRow]
) -> list[HandoverTrace]:
    """The first contact that the agency of a record made after it was known."""
    agency = known["agency"]
    later = [
        row
        for row in contacts
        if row["made_on"] >= known["known_from"]
        and row["record_id"] != record
        and agency != holder
        and origin_of(source_agency=row["source_agency"], agency="") == agency
    ]
    first = min(later, key=lambda row: (row["made_on"], row["record_id"]), default=None)
    return [HandoverTrace(record, holder, TraceIn.CONTACT, first["made_on"], first["record_id"])] if first else []

"""What an analyst adds to a network: what no record names, a connection or a hypothesis. Graded, dated, named.

It is dated twice: by the day on which it was added, and by the day or days that it is about, where these are known.

It is kept apart from records, and no pattern and no group is ever made from it. It is shown only to those who may see
every record that it names, and to nobody who is kept to their own pupils.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_records, read_words
from sightline.casework.journal.state import need_not_taken_back
from sightline.casework.networks.pages.entry_kinds import (
    HANDLING,
    INFORMATION_GRADES,
    SOURCE_GRADES,
    AnalystEntryKind,
    AnalystEntryTopic,
)
from sightline.casework.networks.rights import check_adding
from sightline.casework.networks.selectors.analyst_entries import load_entries
from sightline.casework.networks.selectors.endpoints import NEW, PERSON, name_end
from sightline.casework.networks.selectors.graph import THINGS
from sightline.casework.networks.writer import ANALYSTS, AnalystEntryDraft
from sightline.casework.people.selectors import may_open_record
from sightline.model.errors import Usage
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

MOST_RECORDS, MOST_LABEL = 50, 200


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody adds about a person (`person`) or a thing.

    `to_kind` and `to_id` are the other end of a connection; `label` and `to_kind` describe something that no record
    names. `records` are those that it rests on; `from_on` and `until_on` the days that it is about, where known.
    """

    kind: str
    about_kind: str
    about_id: str
    source_grade: str
    information_grade: str
    handling: str
    words: str = field(repr=False)
    label: str = field(default="", repr=False)
    to_kind: str = ""
    to_id: str = ""
    records: tuple[str, ...] = ()
    from_on: date | None = None
    until_on: date | None = None


def add_entry(session: ReaderSession, *, entry: NewEntry) -> int:
    """Keep what an analyst adds; the number of the decision. NotHere where an end or a record is none of theirs."""
    with ANALYSTS.hold(session, action="add_network_entry") as trail:
        check_adding(actor=session.actor)
        words = read_words(entry.words)
        _check_parts(entry)
        with session.need_current() as (_, store):
            ends = _name_ends(session, store, entry)
            sight = session.sight
            read_records(entry.records, seen=[one for one in entry.records if may_open_record(store, one, sight)])
        reader = session.actor.reader
        draft = AnalystEntryDraft(
            kind=AnalystEntryKind.ADDED,
            words=words,
            what=entry.label.strip(),
            word=AnalystEntryTopic(entry.kind).value,
            ends=tuple(ends),
            record_ids=entry.records,
            on_day=entry.from_on,
            to_day=entry.until_on,
            source_grade=entry.source_grade,
            information_grade=entry.information_grade,
            handling=entry.handling,
            role=str(reader.role),
            agency=reader.agency,
            organisation=reader.organisation,
        )
        return ANALYSTS.write(session, subject=None, draft=draft, trail=trail).decision


def take_back(session: ReaderSession, *, sequence: int, why: str) -> int:
    """Take back what one added oneself, and say why. It stays on the page, marked as withdrawn."""
    with ANALYSTS.hold(session, action="take_back_network_entry") as trail:
        check_adding(actor=session.actor)
        words = read_words(why)
        rows = load_entries()
        added = {row.decision: row for row in rows.of(AnalystEntryKind.ADDED)}
        own = {number: row for number, row in added.items() if row.by == session.actor.reader.username}
        gone = rows.last_by_about(AnalystEntryKind.TAKEN_BACK)
        taken_back = {number for number, row in added.items() if row.entry_id in gone}
        entry = need_not_taken_back(own, sequence, taken_back=taken_back)
        draft = AnalystEntryDraft(
            kind=AnalystEntryKind.TAKEN_BACK, words=words, about=entry.entry_id, taken_back=entry.decision
        )
        return ANALYSTS.write(session, subject=None, draft=draft, trail=trail).decision


def _check_parts(entry: NewEntry) -> None:
    if entry.kind not in list(AnalystEntryTopic) or (
        entry.source_grade not in SOURCE_GRADES
        or entry.information_grade not in INFORMATION_GRADES
        or entry.handling not in HANDLING
    ):
        raise Usage(
            _("The grade is incomplete."), code="no_grade", what_to_do=_("Choose one of each: 1 to 3, A to E, P or C.")
        )
    if entry.kind == AnalystEntryTopic.ENTITY and (
        not entry.label.strip() or len(entry.label) > MOST_LABEL or entry.to_kind not in (PERSON, *THINGS)
    ):
        raise Usage(
            _("The name is missing."), code="no_label", what_to_do=_("Enter what it is, and what it is called.")
        )
    if entry.kind == AnalystEntryTopic.CONNECTION and not (entry.to_kind and entry.to_id):
        raise Usage(
            _("The other end of the connection is missing."),
            code="no_other_end",
            what_to_do=_("Choose the person or thing it leads to."),
        )
    _check_days(entry)
    if len(entry.records) > MOST_RECORDS:
        raise Usage(
            _("Too many records."),
            code="too_many_records",
            what_to_do=_("Choose at most %(most_records)s.") % {"most_records": MOST_RECORDS},
        )


def _check_days(entry: NewEntry) -> None:
    days = [day for day in (entry.from_on, entry.until_on) if day]
    if days != sorted(days) or any(day > clock.today() for day in days) or (entry.until_on and not entry.from_on):
        raise Usage(
            _("The last day is before the first day."),
            code="bad_days",
            what_to_do=_("Enter a first day, then a last day, neither in the future."),
        )


def _name_ends(session: ReaderSession, store: SnapshotReader, entry: NewEntry) -> list[dict[str, Any]]:
    ends = [name_end(session, store, entry.about_kind, entry.about_id)]
    if entry.kind == AnalystEntryTopic.ENTITY:
        ends.append({"kind": NEW, "as": entry.to_kind})
    elif entry.kind == AnalystEntryTopic.CONNECTION:
        ends.append(name_end(session, store, entry.to_kind, entry.to_id))
    return ends

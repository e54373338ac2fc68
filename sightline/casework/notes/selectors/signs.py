"""Reads the signs noted in a person's records, and those of one record with the words that decided them.

Nothing is summed to a score and no kind stands above another. Kinds keep the order of the vocabulary, and each names
its records.
"""

from collections import defaultdict
from collections.abc import Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.live_entries import held_through
from sightline.casework.concerns.passages import in_order, signs_above, signs_of_concern
from sightline.casework.concerns.rights import need_concern
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.pages.signs import Noted, NotedCue, SignKind
from sightline.casework.people.selectors import may_open, may_open_record
from sightline.model.passages import INDICATORS
from sightline.model.rows.arrivals import ServedNotedSign


def list_signs(session: ReaderSession, *, person_id: str) -> tuple[SignKind, ...]:
    """The signs noted about a person, by kind, in records and in concerns that no run has taken in yet.

    None where the person is none of this reader's.
    """
    with audited(session, action="list_signs") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or not may_open(opened[1], person_id, sight):
                return ()
            snapshot, store = opened
            entered = signs_above(
                session, snapshot=snapshot, store=store, person_id=person_id, reader=session.actor.reader
            )
            held = store.signs.of_person(person_id=person_id, sight=sight)
            noted = [as_noted(row) for row in (in_order([*held, *entered]) if entered else held)]
        trail.add("record", sorted({one.record_id for one in noted}))
    return by_kind(noted)


def list_signs_of_record(session: ReaderSession, *, record_id: str) -> tuple[Noted, ...]:
    """The signs and mentions of a record, by cell and place."""
    with audited(session, action="list_signs_of_record") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or not may_open_record(opened[1], record_id, sight):
                return ()
            rows = opened[1].signs.of_record(record_id=record_id, sight=sight)
    return tuple(as_noted(row) for row in rows)


def list_signs_of_concern(session: ReaderSession, *, concern_id: str) -> tuple[Noted, ...]:
    """The same of a concern, whether a run holds it yet or not; NotHere where the reader may not see the concern."""
    with audited(session, action="list_signs_of_concern") as trail:
        trail.add("concern", [concern_id])
        concern = need_concern(session, concern_id)
        trail.add("record", [concern.record_id])
        with session.open_current() as opened:
            if opened is None or concern.sequence > held_through(opened[0]):
                rows: Sequence[ServedNotedSign] = signs_of_concern(session, concern, reader=session.actor.reader)
            else:
                rows = opened[1].signs.of_record(record_id=concern.record_id, sight=session.sight)
    return tuple(as_noted(row) for row in rows)


def by_kind(noted: Sequence[Noted]) -> tuple[SignKind, ...]:
    """Signs by kind, in the order of the vocabulary."""
    kinds: dict[str, list[Noted]] = defaultdict(list)
    for one in noted:
        kinds[one.indicator].append(one)
    return tuple(_kind(indicator, kinds[indicator]) for indicator in INDICATORS if indicator in kinds)


def _kind(indicator: str, noted: list[Noted]) -> SignKind:
    stated = tuple(one for one in noted if one.is_plain)
    days = [one.happened for one in stated if one.happened]
    return SignKind(
        indicator=indicator,
        stated=stated,
        others=tuple(one for one in noted if not one.is_plain),
        agencies=tuple(sorted({one.agency for one in stated})),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def as_noted(row: ServedNotedSign, *, wording: str = "") -> Noted:
    """A line of the store as a page shows it."""
    cues = tuple(NotedCue(cue["start"], cue["end"], cue["attribute"]) for cue in row["cues"])
    return Noted(
        passage_id=row["passage_id"],
        record_id=row["record_id"],
        agency=row["agency"],
        happened=row["happened"],
        source_file=row["source_file"],
        source_row=row["source_row"],
        heading=row["field"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        indicator=row["indicator"],
        mention=row["mention"],
        polarity=row["polarity"],
        certainty=row["certainty"],
        time=row["time"],
        experiencer=row["experiencer"],
        said_by=row["said_by"],
        role=row["role"],
        rule_id=row["rule_id"],
        cues=cues,
        wording=wording,
    )

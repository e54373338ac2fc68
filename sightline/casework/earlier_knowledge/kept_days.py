"""What a review kept of a day that was run again: it holds for the same data, terms, rights and rules, and no others.

Each is an entry of the review. It names the records that it depends on, is erased with them, and is never shown to a
reader who sees other records than whoever had the day run.
"""

import json
from collections.abc import Collection, Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from sightline.casework.audit.id_hashes import HASH_SIGN
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.day_conclusions import (
    ConcludedWithout,
    ConclusionOfDay,
    DayConclusionKind,
    DayConclusions,
    HindsightCause,
    HindsightConclusion,
    HindsightMaker,
    MatchedPerson,
)
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.writer import ReviewDraft


def find_day(
    session: ReaderSession, scope: KnowledgeScope, *, on: date, holders: Collection[str]
) -> DayConclusions | None:
    """What was concluded for that day, as this reader may see it; None where nobody had it run for such a reader."""
    rows = ReviewEntry.objects.about([scope.review_id]).filter(
        kind=ReviewEntryKind.CONCLUDED, on_day=on, snapshot_id=scope.snapshot.id, file_sha=name_sight(session, scope)
    )
    fits = [row for row in rows if row.about == scope.called and row.agencies == sorted(holders)]
    wanted = fits[-1] if fits else None
    kept = Texts(session, [wanted.text_sha]).table_of(wanted.text_sha) if wanted else None
    return _unpack(kept, wanted.record_ids) if wanted and kept else None


def list_days(session: ReaderSession, scope: KnowledgeScope) -> list[tuple[date, tuple[str, ...], DayConclusions]]:
    """Each day that was run again for such a reader, with the agencies whose records count, and what was concluded."""
    rows = ReviewEntry.objects.about([scope.review_id]).filter(
        kind=ReviewEntryKind.CONCLUDED,
        about=scope.called,
        snapshot_id=scope.snapshot.id,
        file_sha=name_sight(session, scope),
    )
    last = {(row.on_day, tuple(row.agencies)): row for row in rows}
    texts = Texts(session, [row.text_sha for row in last.values()])
    return [
        (day, agencies, _unpack(kept, row.record_ids))
        for (day, agencies), row in last.items()
        if day and (kept := texts.table_of(row.text_sha))
    ]


def draft_day(
    session: ReaderSession, scope: KnowledgeScope, *, on: date, holders: Collection[str], found: DayConclusions
) -> ReviewDraft:
    """The entry that keeps it."""
    records = sorted(found.record_ids)

    def places_of(record_ids: Iterable[str]) -> list[int]:
        return [*map(records.index, record_ids)]

    def pack_without(one: ConcludedWithout | None) -> list[object] | None:
        return [one.since and one.since.isoformat(), places_of(one.record_ids)] if one else None

    def pack(one: ConclusionOfDay) -> list[object]:
        said = [one.kind, one.rule_id, one.label, one.since.isoformat(), one.state, places_of(one.record_ids)]
        return [*said, pack_without(one.sure), pack_without(one.read)]

    said = {
        "people": [[list(one.agencies), one.records] for one in found.people_of_day],
        "found": [pack(one) for one in found.found],
        "hindsight": [
            [pack(one.concluded), [[each.by, each.on and each.on.isoformat(), places_of(each.record_ids)]
                                   for each in one.causes]]
            for one in found.hindsight or ()
        ],
    }  # fmt: skip
    return ReviewDraft(
        kind=ReviewEntryKind.CONCLUDED,
        review_id=scope.review_id,
        about=scope.called,
        agencies=tuple(sorted(holders)),
        on_day=on,
        snapshot_id=scope.snapshot.id,
        file_sha=name_sight(session, scope),
        who=json.dumps(said, ensure_ascii=False, sort_keys=True),
        record_ids=tuple(records),
    )


def name_sight(session: ReaderSession, scope: KnowledgeScope) -> str:
    """A hash of all that decides what this reader is shown of a day."""
    parts = (
        scope.sight.sql, scope.sight.parameters, scope.sight.given, sorted(scope.hidden), scope.agencies,
        scope.from_on.isoformat(), scope.to_on.isoformat(), sorted(session.withdrawn), sorted(session.disputed),
    )  # fmt: skip
    return sha256(json.dumps(parts).encode()).hexdigest()


def _unpack(kept: dict[str, Any], record_ids: list[str]) -> DayConclusions:
    """What was kept, without conclusions of which a record was erased since; older entries have no hindsight."""
    matched = tuple(MatchedPerson(tuple(agencies), records) for agencies, records in kept["people"])
    found = tuple(_unpack_one(one, record_ids) for one in kept["found"])
    later = (
        HindsightConclusion(_unpack_one(one, record_ids), tuple(_unpack_cause(each, record_ids) for each in causes))
        for one, causes in kept.get("hindsight", ())
    )
    return DayConclusions(
        matched,
        tuple(one for one in found if not _is_erased(one.every_record)),
        tuple(one for one in later if not _is_erased(one.record_ids)) if "hindsight" in kept else None,
    )


def _unpack_one(kept: list[Any], record_ids: list[str]) -> ConclusionOfDay:
    kind, rule_id, label, since, state, places, *without = kept
    records = tuple(record_ids[place] for place in places)
    sure, read = (_unpack_without(one, record_ids) for one in without or (None, None))
    begins = date.fromisoformat(since)
    return ConclusionOfDay(DayConclusionKind(kind), rule_id, label, begins, state, records, sure, read)


def _unpack_without(kept: list[Any] | None, record_ids: list[str]) -> ConcludedWithout | None:
    """Without what no person confirmed; older entries have nothing of it."""
    if kept is None:
        return None
    since, places = kept
    return ConcludedWithout(date.fromisoformat(since) if since else None, tuple(record_ids[place] for place in places))


def _unpack_cause(kept: list[Any], record_ids: list[str]) -> HindsightCause:
    by, on, places = kept
    records = tuple(record_ids[place] for place in places)
    return HindsightCause(HindsightMaker(by), date.fromisoformat(on) if on else None, records)


def _is_erased(record_ids: Iterable[str]) -> bool:
    return any(one.startswith(HASH_SIGN) for one in record_ids)

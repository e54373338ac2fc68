"""What a review kept of a day that was run again: it holds for the same data, terms, rights and rules, and no others.

Each is an entry of the review. It names the records that it depends on, is erased with them, and is never shown to a
reader who sees other records than whoever had the day run.
"""

import json
from collections.abc import Collection
from datetime import date
from hashlib import sha256

from sightline.casework.audit.id_hashes import HASH_SIGN
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.pages import ConclusionOfDay, DayConclusionKind, DayConclusions, MatchedPerson
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.models import ReviewEntry
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


def draft_day(
    session: ReaderSession, scope: KnowledgeScope, *, on: date, holders: Collection[str], found: DayConclusions
) -> ReviewDraft:
    """The entry that keeps it."""
    records = sorted({record for one in found.found for record in one.record_ids})
    said = {
        "people": [[list(one.agencies), one.records] for one in found.people_of_day],
        "found": [
            [one.kind, one.rule_id, one.label, one.since.isoformat(), one.state, [*map(records.index, one.record_ids)]]
            for one in found.found
        ],
    }
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


def _unpack(kept: dict[str, list[list[object]]], record_ids: list[str]) -> DayConclusions:
    matched = tuple(MatchedPerson(tuple(agencies), records) for agencies, records in kept["people"])  # type: ignore[arg-type]
    found = []
    for kind, rule_id, label, since, state, places in kept["found"]:
        records = tuple(record_ids[place] for place in places)  # type: ignore[attr-defined]
        if any(one.startswith(HASH_SIGN) for one in records):  # a record was erased since
            continue
        day = date.fromisoformat(str(since))
        found.append(ConclusionOfDay(DayConclusionKind(str(kind)), str(rule_id), str(label), day, str(state), records))
    return DayConclusions(matched, tuple(found))

"""A draft as one text, to be kept; it gives the same draft again."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sightline.review.report.nouns import DraftReport, ReportList, ReportPart, ReportSentence, SentenceKind


def pack_draft(draft: DraftReport) -> str:
    """The draft as JSON, the same bytes for the same draft."""
    return json.dumps(asdict(draft), ensure_ascii=False, sort_keys=True)


def unpack_draft(packed: Mapping[str, Any]) -> DraftReport:
    """The draft that was packed."""
    return DraftReport(tuple(map(_part, packed["parts"])), dict(packed["numbers"]))


def _part(said: Mapping[str, Any]) -> ReportPart:
    lines = tuple(
        ReportSentence(one["key"], one["text"], tuple(one["record_ids"]), SentenceKind(one["kind"]))
        for one in said["lines"]
    )
    lists = tuple(
        ReportList(
            one["caption"],
            tuple(one["headings"]),
            tuple(map(tuple, one["rows"])),
            tuple(map(tuple, one["record_ids"])),
        )
        for one in said["lists"]
    )
    return ReportPart(said["part_id"], said["heading"], said["level"], lines, lists)


def without_records(draft: DraftReport, *, hidden: frozenset[str]) -> tuple[DraftReport, int]:
    """The draft without each sentence and row that depends on one of these records; and how many were left out."""
    left_out, parts = 0, []
    for part in draft.parts:
        lines = tuple(line for line in part.lines if not hidden.intersection(line.record_ids))
        left_out += len(part.lines) - len(lines)
        lists = []
        for table in part.lists:
            every = list(zip(table.rows, table.record_ids or [()] * len(table.rows), strict=True))
            kept = [(row, ids) for row, ids in every if not hidden.intersection(ids)]
            left_out += len(every) - len(kept)
            ids = tuple(ids for _, ids in kept) if table.record_ids else ()
            lists.append(ReportList(table.caption, table.headings, tuple(row for row, _ in kept), ids))
        parts.append(ReportPart(part.part_id, part.heading, part.level, lines, tuple(lists)))
    numbers = {one: number for one, number in draft.numbers.items() if one not in hidden}
    return DraftReport(tuple(parts), numbers), left_out

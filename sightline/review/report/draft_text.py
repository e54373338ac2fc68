"""A draft as one text, to be kept; it gives the same draft again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
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
        ReportSentence(
            one["key"], one["text"], tuple(one["record_ids"]), SentenceKind(one["kind"]), tuple(one["rests_on"])
        )
        for one in said["lines"]
    )
    lists = tuple(
        ReportList(
            one["caption"],
            tuple(one["headings"]),
            tuple(map(tuple, one["rows"])),
            tuple(map(tuple, one["record_ids"])),
            tuple(map(tuple, one["rests_on"])),
        )
        for one in said["lists"]
    )
    rests_on = tuple(said["rests_on"])
    return ReportPart(said["part_id"], said["heading"], said["level"], lines, lists, said["days"], rests_on)


def without_records(draft: DraftReport, *, hidden: frozenset[str]) -> tuple[DraftReport, int]:
    """The draft without each sentence, row and day that rests on one of these records; and how many were left out."""
    left_out, parts = 0, []
    for part in draft.parts:
        lines = tuple(line for line in part.lines if not hidden.intersection((*line.record_ids, *line.rests_on)))
        lists = [_without_rows(table, hidden) for table in part.lists]
        left_out += len(part.lines) - len(lines)
        left_out += sum(len(table.rows) - len(kept.rows) for table, kept in zip(part.lists, lists, strict=True))
        kept_lists = tuple(kept for table, kept in zip(part.lists, lists, strict=True) if kept.rows or not table.rows)
        parts.append(replace(_without_days(part, hidden), lines=lines, lists=kept_lists))
    numbers = {one: number for one, number in draft.numbers.items() if one not in hidden}
    return DraftReport(tuple(parts), numbers), left_out


def _without_days(part: ReportPart, hidden: frozenset[str]) -> ReportPart:
    return replace(part, days="", rests_on=()) if hidden.intersection(part.rests_on) else part


def _without_rows(table: ReportList, hidden: frozenset[str]) -> ReportList:
    kept = [place for place, ids in enumerate(table.records_of_rows) if not hidden.intersection(ids)]
    rows, named, more = (
        tuple(some[place] for place in kept) if some else () for some in (table.rows, table.record_ids, table.rests_on)
    )
    return replace(table, rows=rows, record_ids=named, rests_on=more)

"""What changed between two drafts of a report: sentences that are new, gone, or say something else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from sightline.review.report.nouns import DraftReport


class DraftChange(StrEnum):
    """What became of a sentence."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ReportDifference:
    """A sentence that differs: in which part, as it was and as it is."""

    change: DraftChange
    part: str
    before: str = field(repr=False)
    after: str = field(repr=False)
    record_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    part: str
    text: str = field(repr=False)
    record_ids: tuple[str, ...]


def compare_drafts(before: DraftReport, after: DraftReport) -> tuple[ReportDifference, ...]:
    """What differs, in the order of the later draft; what is gone comes last."""
    old, new = _sentences(before), _sentences(after)
    found = []
    for key, said in new.items():
        was = old.get(key)
        if was is None:
            found.append(ReportDifference(DraftChange.NEW, said.part, "", said.text, said.record_ids))
        elif was.text != said.text:
            found.append(ReportDifference(DraftChange.CHANGED, said.part, was.text, said.text, said.record_ids))
    gone = (
        ReportDifference(DraftChange.GONE, was.part, was.text, "", was.record_ids)
        for key, was in old.items()
        if key not in new
    )
    return *found, *gone


def _sentences(draft: DraftReport) -> dict[str, _Sentence]:
    """Each sentence by its key, and each row of a table by its first cells; what has one key twice is counted on."""
    found: dict[str, _Sentence] = {}
    for key, said in _list_sentences(draft):
        number, own = 1, key
        while own in found:
            number, own = number + 1, f"{key}#{number + 1}"
        found[own] = said
    return found


def _list_sentences(draft: DraftReport) -> Iterator[tuple[str, _Sentence]]:
    for part in draft.parts:
        for line in part.lines:
            yield line.key, _Sentence(part.title, line.text, line.record_ids)
        for table in part.lists:
            for row, ids in zip(table.rows, table.record_ids or [()] * len(table.rows), strict=True):
                yield (
                    f"{part.part_id}/{table.caption}/{'/'.join(row[:2])}",
                    _Sentence(part.title, "; ".join(row), ids),
                )

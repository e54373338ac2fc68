"""What changed between two drafts of a report: sentences that are new, gone, or say something else.

A sentence that is only in another episode now, or whose rule has another number, is no difference.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from sightline.review.report.episode_parts import find_part, is_episode, records_of
from sightline.review.report.nouns import DraftReport, ReportPart

RULE_NUMBER = re.compile(r"\bRule \d+\b")  # a number may be another in a later version of Sightline


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
    old = _sentences(before, name=lambda part_id: find_part(after, part_id) or part_id)
    new = _sentences(after, name=str)
    found = []
    for key, said in new.items():
        was = old.get(key)
        if was is None:
            found.append(ReportDifference(DraftChange.NEW, said.part, "", said.text, said.record_ids))
        elif _without_numbers(was.text) != _without_numbers(said.text):
            found.append(ReportDifference(DraftChange.CHANGED, said.part, was.text, said.text, said.record_ids))
    gone = (
        ReportDifference(DraftChange.GONE, was.part, was.text, "", was.record_ids)
        for key, was in old.items()
        if key not in new
    )
    return *found, *gone


def _without_numbers(text: str) -> str:
    return RULE_NUMBER.sub("Rule", text)


def _sentences(draft: DraftReport, *, name: Callable[[str], str]) -> dict[str, _Sentence]:
    """Each sentence by its key, and each row of a table by its first cells; what has one key twice is counted on.

    `name` gives the id by which the later draft has a part.
    """
    found: dict[str, _Sentence] = {}
    for key, said in _list_sentences(draft, name):
        number, own = 1, key
        while own in found:
            number, own = number + 1, f"{key}#{number + 1}"
        found[own] = said
    return found


def _list_sentences(draft: DraftReport, name: Callable[[str], str]) -> Iterator[tuple[str, _Sentence]]:
    for part in draft.parts:
        if part.days:
            days = f"Days of the episode: {part.days}."
            yield f"{name(part.part_id)}/days", _Sentence(part.title, days, tuple(sorted(records_of(part))))
        for line in part.lines:
            yield _key(part, line.key, name), _Sentence(part.title, line.text, line.record_ids)
        for table in part.lists:
            for row, ids in zip(table.rows, table.record_ids or [()] * len(table.rows), strict=True):
                key = _without_numbers(f"{part.part_id}/{table.caption}/{'/'.join(row[:2])}")
                yield key, _Sentence(part.title, "; ".join(row), ids)


def _key(part: ReportPart, key: str, name: Callable[[str], str]) -> str:
    """The key of a line. What a record says has the same one in every episode; ages are those of their episode."""
    if not is_episode(part):
        return key
    own = key.removeprefix(f"{part.part_id}/")
    return f"{name(part.part_id)}/{own}" if own == "ages" else f"episode/{own}"

"""Finds the part of a draft that was a part of another draft: a key episode has the id of its first record alone."""

from sightline.review.report.nouns import DraftReport, ReportPart

EPISODE = "episode-"  # before the id of its first record


def is_episode(part: ReportPart) -> bool:
    """Whether a part is one key episode."""
    return part.part_id.startswith(EPISODE)


def records_of(part: ReportPart) -> frozenset[str]:
    """The records of the days and of the lines of a part."""
    return frozenset(part.rests_on).union(*(line.record_ids for line in part.lines))


def find_part(draft: DraftReport, part_id: str) -> str:
    """The id by which a draft has a part of another draft, or empty where it has none.

    Where an earlier event has joined an episode, it is the episode that has the record which was the first.
    """
    shown = [part for _, part in draft.shown]
    if any(part.part_id == part_id for part in shown):
        return part_id
    if not part_id.startswith(EPISODE):
        return ""
    record_id = part_id.removeprefix(EPISODE)
    return next((part.part_id for part in shown if is_episode(part) and record_id in records_of(part)), "")

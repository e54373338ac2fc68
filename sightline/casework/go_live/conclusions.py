"""Counts patterns and questions that are backlog: complete before the go-live of each agency they are based on."""

from collections.abc import Iterable

from sightline.casework.climbing_clocks import THE_HOUSE, chunks, visibility
from sightline.casework.current import open_current
from sightline.casework.go_live.backlog import go_live_days, was_complete_before
from sightline.model.visibility import Visibility
from sightline.model.when import london_day
from sightline.store.serve import Row
from sightline.store.serve_unanswered import QuestionsWanted

MOST = 1_000_000


def count_before_go_live() -> int:
    """How many patterns that must be answered and urgent questions open no item, because of a go-live day."""
    days = go_live_days()
    if not days:
        return 0
    with open_current() as opened:
        if opened is None:
            return 0
        patterns, questions = opened[1].patterns, opened[1].unanswered
        met = patterns.must()
        asked = questions.listed(wanted=QuestionsWanted(urgent_only=True), sees=THE_HOUSE, after=0, size=MOST)
        seen = _by(patterns.basis(rows=met, sees=THE_HOUSE), "instance_key")
        for part in chunks([row["question_id"] for row in asked]):
            seen |= _by(questions.basis(question_ids=part, sees=THE_HOUSE), "conclusion_id")
    dated = [(row["instance_key"], row["first_true_on"]) for row in met]
    dated += [(row["question_id"], row["raised_on"]) for row in asked]
    return sum(was_complete_before(day=london_day(day), seen=seen.get(key, []), days=days) for key, day in dated)


def _by(rows: Iterable[Row], key: str) -> dict[str, list[Visibility]]:
    found: dict[str, list[Visibility]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(visibility(row))
    return found

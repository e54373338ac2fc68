"""The steps of an item as its page shows them: which stage, which roles, who was told, and when they opened it."""

from collections.abc import Iterable, Sequence

from sightline.casework.escalation.models import ItemEvent, Step
from sightline.casework.escalation.pages import StepLine
from sightline.casework.notices.selectors import Openings, list_openings, read_openings
from sightline.escalation import Ladder, Stage
from sightline.translation.messages import join_shown


def make_step_lines(
    ladder: Ladder, steps: Iterable[Step], *, about_id: str, events: Sequence[ItemEvent]
) -> tuple[StepLine, ...]:
    """A line for each step, in order."""
    openings = read_openings(about_id=about_id)
    return tuple(
        StepLine(
            step.number, step.stage, post_in_words(ladder, Stage(step.stage)), step.why, step.due_at, step.done_at,
            step.answer_by, tuple(step.told), _find_moments(openings, step, events),
        )
        for step in steps
    )  # fmt: skip


def _find_moments(openings: Openings, step: Step, events: Sequence[ItemEvent]) -> tuple[str | None, ...]:
    """When each person told of a step opened it: by its notice, or by acting on the item after it came."""
    found = list_openings(openings, number=step.number, usernames=step.told)
    for event in events:
        if event.by in found and event.at >= step.due_at:
            found[event.by] = min(found[event.by] or event.at, event.at)
    return tuple(found.values())


def post_in_words(ladder: Ladder, stage: Stage) -> str:
    """What the posts at a stage of a ladder are called."""
    return join_shown("; ", [seat.post for seat in ladder.rung(stage).seats])

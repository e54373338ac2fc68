"""The steps of an item as its page shows them: which stage, which roles, who was told, and when they opened it."""

from collections.abc import Iterable

from sightline.casework.escalation.models import Step
from sightline.casework.escalation.pages import StepLine
from sightline.casework.notices.selectors import list_openings, read_openings
from sightline.escalation import Ladder, Stage
from sightline.translation.messages import join_shown


def make_step_lines(ladder: Ladder, steps: Iterable[Step], *, about_id: str) -> tuple[StepLine, ...]:
    """A line for each step, in order."""
    openings = read_openings(about_id=about_id)
    return tuple(
        StepLine(
            step.number, step.stage, post_in_words(ladder, Stage(step.stage)), step.why, step.due_at, step.done_at,
            step.answer_by, tuple(step.told), list_openings(openings, number=step.number, usernames=step.told),
        )
        for step in steps
    )  # fmt: skip


def post_in_words(ladder: Ladder, stage: Stage) -> str:
    """What the posts at a stage of a ladder are called."""
    return join_shown("; ", [seat.post for seat in ladder.rung(stage).seats])

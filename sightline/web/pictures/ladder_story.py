"""The story of one action's escalation: each step as a time at its stage. Roles, never names."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.escalation.pages import ItemPage, ResponseLine, StepLine
from sightline.casework.worklist.pages import ItemView
from sightline.escalation import Happening, Rung, Why, read_ladder
from sightline.model.when import LONDON
from sightline.pictures.ladder_facts import Ending, LadderStage, LadderStory, StageTime
from sightline.translation.dates import short_day_and_month, time_of_day
from sightline.translation.numbers import counted
from sightline.web.escalation.presenters import HAPPENED, WHY, opened_in_words, stage_in_words
from sightline.web.escalation.titles import item_title

CLOSED = "closed"
MOST_SAID = 3  # answers told below one bar; the page of the action has all


def local(at: str) -> datetime:
    """A moment as a clock on the wall shows it."""
    return datetime.fromisoformat(at).astimezone(LONDON).replace(tzinfo=None)


def tell_steps(shown: ItemView) -> LadderStory:
    """The whole of it; NotHere where the reader is shown no step."""
    steps, line = shown.page.steps, shown.page.line
    if not steps:
        raise NotHere
    until = _until(shown)
    times = list(_times(shown.page, until))
    stages = [
        _stage(rung, line.ladder, tuple(span for step, span in times if step.stage == rung.stage))
        for rung in read_ladder(line.ladder).rungs
    ]
    return LadderStory(
        action=item_title(line),
        opened=local(line.opened_at),
        until=local(until),
        is_closed=line.state == CLOSED,
        due=local(line.due_at) if line.due_at else None,
        stages=tuple(stages),
    )


def _stage(rung: Rung, ladder: str, times: tuple[StageTime, ...]) -> LadderStage:
    """A stage and its roles; the roles once, where the stage has the name of its role."""
    name = stage_in_words(rung.stage, ladder)
    posts = "; ".join(str(seat.post) for seat in rung.seats) if name == stage_in_words(rung.stage) else ""
    return LadderStage(capfirst(name), posts, times)


def _until(shown: ItemView) -> str:
    """When it was closed, by an answer or by a later record; else now."""
    return shown.page.line.closed_at or shown.now


def _times(shown: ItemPage, until: str) -> Iterator[tuple[StepLine, StageTime]]:
    """Each step as a time at its stage: until the next step, its answer, or the end.

    An answer that brings the action to the next stage at that moment is of the stage before. A last stage that is past
    its time to answer has not answered in time, though no step follows it. One that had time when the action was closed
    by something else has no more to answer.
    """
    waits = Ending.CLOSED if shown.line.state == CLOSED else Ending.RUNNING
    ends = [*(one.due_at for one in shown.steps[1:]), ""]
    for step, following in zip(shown.steps, ends, strict=True):
        said = [one for one in shown.answers if _has_come(step, one.at) and (not following or one.at <= following)]
        answered = next((one for one in said if one.kind != Happening.ACKNOWLEDGED), None)
        ended = answered.at if answered else following or max(until, step.due_at)
        is_over = following or step.answer_by < until
        ending = Ending.ANSWERED if answered else Ending.SILENT if is_over else waits
        yield (
            step,
            StageTime(
                local(step.due_at), local(ended), ending, tuple(say_step(step, said)), limit=local(step.answer_by)
            ),
        )


def _has_come(step: StepLine, at: str) -> bool:
    """Whether what was said then can be of this step: after it came here, or as the action was opened."""
    return step.due_at < at or (step.why == Why.OPENED and step.due_at == at)


def say_step(step: StepLine, said: list[ResponseLine]) -> Iterator[str]:
    """Why it came here, who was told and when they opened it, and what was answered. Nobody is named."""
    if step.why not in (Why.OPENED, Why.SILENCE):  # silence is what the bar before shows
        yield _("Here because %(why)s.") % {"why": WHY[Why(step.why)]}
    yield _say_roles(step) if step.told else _("No one was told: there was no responsible person.")
    if opened := opened_in_words(step, _say_moment):
        yield opened
    for one in said[:MOST_SAID]:
        yield f"{_say_moment(one.at)}: {HAPPENED[Happening(one.kind)]}."


def _say_roles(step: StepLine) -> str:
    """`Director told 29 Nov, 11:59pm.` Where several were told, how many; their roles are those of the stage."""
    said = {"role": capfirst(step.post), "when": _say_moment(step.done_at or step.due_at)}
    if len(step.told) == 1:
        return _("%(role)s told %(when)s.") % said
    return _("%(role)s: %(people)s told %(when)s.") % (said | {"people": counted(len(step.told), "person")})


def _say_moment(at: str) -> str:
    """`29 Nov, 11:59pm`."""
    shown = local(at)
    return f"{short_day_and_month(shown)}, {time_of_day(shown)}"

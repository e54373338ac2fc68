"""The story of one action's escalation: each step as a time at its stage. Roles, never names."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.escalation.pages import ItemPage, ResponseLine, StepLine, answers_by_step, has_come
from sightline.casework.worklist.pages import ItemView
from sightline.escalation import Happening, Rung, Why, read_ladder
from sightline.model.when import LONDON
from sightline.pictures.ladder_facts import Ending, LadderStage, LadderStory, StageAct, StageTime
from sightline.pictures.ladder_words import short_moment
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
    name, posts = stage_in_words(rung.stage, ladder), roles_of(rung)
    is_apart = name == stage_in_words(rung.stage) and posts != capfirst(name)
    return LadderStage(capfirst(name), posts if is_apart else "", times)


def roles_of(rung: Rung) -> str:
    """The roles of a stage: `Partnership chair; Independent scrutineer`."""
    return "; ".join(str(seat.post) for seat in rung.seats)


def _until(shown: ItemView) -> str:
    """When it was closed, by an answer or by a later record; else now."""
    return shown.page.line.closed_at or shown.now


def _times(shown: ItemPage, until: str) -> Iterator[tuple[StepLine, StageTime]]:
    """Each step as a time at its stage, with what that stage said, whenever it said it."""
    placed = answers_by_step(shown)
    for step, following in zip(shown.steps, [*(one.due_at for one in shown.steps[1:]), ""], strict=True):
        said = placed[step.number]
        ending, ended = _end_of(shown, step, said, following=following, until=until)
        says = tuple(say_step(step, said, ladder=shown.line.ladder))
        began = local(step.done_at or step.due_at)
        acts = tuple(list_acts(step, shown))
        yield step, StageTime(began, max(local(ended), began), ending, says, limit=local(step.answer_by), acts=acts)


def list_acts(step: StepLine, shown: ItemPage) -> Iterator[StageAct]:
    """When the notice of a step was first opened, and when its stage said that it is dealing with this, if ever later.

    What a stage says after it had the action twice is of the second time.
    """
    if opened := [at for at in step.openings if at]:
        yield StageAct(local(min(opened)))
    for one in shown.answers:
        if one.stage == step.stage and one.kind == Happening.ACKNOWLEDGED:
            had = [each for each in shown.steps if each.stage == one.stage and has_come(each, one.at)]
            if had and had[-1].number == step.number:
                yield StageAct(local(one.at), is_dealing=True)


def _end_of(
    shown: ItemPage, step: StepLine, said: list[ResponseLine], *, following: str, until: str
) -> tuple[Ending, str]:
    """How a time at a stage ended, and when: by its own answer, by that of another stage, by the next step, or not yet.

    A lower stage can answer after the action was escalated: it answered late, and the stage that has the action has no
    more to answer. A last stage that is past its time has not answered in time, though no step follows it.
    """
    own = next((one for one in said if one.stage == step.stage and _is_reply(one)), None)
    other = next((one for one in shown.answers if one.stage != step.stage and _in_time(step, one, following)), None)
    if other and (own is None or other.at < own.at):
        return Ending.ELSEWHERE, other.at
    if own:
        return Ending.ANSWERED, own.at
    if following or step.answer_by < until:
        return Ending.SILENT, following or max(until, step.due_at)
    is_closed = shown.line.state == CLOSED
    return Ending.CLOSED if is_closed else Ending.RUNNING, max(until, step.due_at)


def _is_reply(one: ResponseLine) -> bool:
    return one.kind != Happening.ACKNOWLEDGED


def _in_time(step: StepLine, one: ResponseLine, following: str) -> bool:
    """Whether this was answered while the action was at the step, and the stage still had time."""
    return _is_reply(one) and has_come(step, one.at) and one.at <= min(following or one.at, step.answer_by)


def say_step(step: StepLine, said: list[ResponseLine], *, ladder: str) -> Iterator[str]:
    """Why it came here, who was told and when they opened it, and what was answered. Nobody is named.

    The role that answered is named where it is of another stage.
    """
    if step.why not in (Why.OPENED, Why.SILENCE):  # silence is what the bar before shows
        yield _("Here because %(why)s.") % {"why": WHY[Why(step.why)]}
    yield _say_roles(step, ladder) if step.told else _("No one was told: there was no responsible person.")
    if opened := opened_in_words(step, _say_moment):
        yield opened
    for one in said[:MOST_SAID]:
        when = _say_moment(one.at)
        if one.stage != step.stage:
            when = _("%(when)s, %(role)s") % {"when": when, "role": stage_in_words(one.stage, ladder)}
        yield f"{when}: {HAPPENED[Happening(one.kind)]}."


def _say_roles(step: StepLine, ladder: str) -> str:
    """`Told 29 Nov, 2:15pm.` Where several were told, how many. The role is named where the stage does not say it."""
    said = {"role": capfirst(step.post), "when": _say_moment(step.done_at or step.due_at)}
    rung = next((one for one in read_ladder(ladder).rungs if one.stage == step.stage), None)
    if rung and said["role"] in (roles_of(rung), capfirst(stage_in_words(step.stage, ladder))):
        if len(step.told) == 1:
            return _("Told %(when)s.") % said
        return _("%(people)s told %(when)s.") % (said | {"people": counted(len(step.told), "person")})
    if len(step.told) == 1:
        return _("%(role)s told %(when)s.") % said
    return _("%(role)s: %(people)s told %(when)s.") % (said | {"people": counted(len(step.told), "person")})


def _say_moment(at: str) -> str:
    """`29 Nov, 2:15pm`."""
    return short_moment(local(at))

"""An escalation ladder in words: its finding, its table, and one name for one moment."""

from datetime import datetime, timedelta

from sightline.pictures.ladder_facts import Ending, LadderStory, StageTime
from sightline.pictures.picture import Cell, PictureTable
from sightline.translation.dates import short_day_and_month, short_month_and_year, short_weekday, time_of_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.numbers import counted

LAST_MINUTE, MIDNIGHT = (23, 59), (0, 0)  # deadlines in days end with the first; the next stage is told at the second


def finding_of(story: LadderStory) -> str:
    """What the picture shows, in words: who has the action now, who said that they deal with it, and how late it is."""
    reached = [(one, span) for one in story.stages for span in one.times]
    if reached:
        last, span = max(reached, key=lambda one: one[1].began)
        said = {"label": last.label, "moment": moment_in_words(span.began), "opened": moment_in_words(story.opened)}
        with_whom = (
            _("Opened %(opened)s. It reached %(label)s.")
            if story.is_closed
            else _("With %(label)s since %(moment)s. Opened %(opened)s.")
        ) % said
    else:
        with_whom = _("No stage was told.")
    words = [with_whom, _silence_said(story)]
    if not story.is_closed:
        words.append(_dealing_said(story))
    if story.due:
        words.append(_deadline_said(story, story.due))
    return join_shown(" ", words)


def _dealing_said(story: LadderStory) -> str:
    """Who said last that they deal with it: no answer, and the deadline is where it was."""
    acts = [(one.at, stage.label) for stage in story.stages for span in stage.times for one in span.dealing]
    if not acts:
        return _("No one has said that they are dealing with this.")
    at, label = max(acts)
    return _("%(label)s is dealing with this, since %(moment)s.") % {"label": label, "moment": moment_in_words(at)}


def _silence_said(story: LadderStory) -> str:
    """At how many stages nobody answered in time; else whether anybody answered at all."""
    silent = sum(any(one.ending is Ending.SILENT or one.is_late for one in stage.times) for stage in story.stages)
    if silent:
        return _("No answer in time at %(silent)s.") % {"silent": counted(silent, "stage")}
    if any(one.ending in (Ending.ANSWERED, Ending.ELSEWHERE) for stage in story.stages for one in stage.times):
        return _("Each stage answered in time so far.")
    return _("Nobody answered before it was closed.") if story.is_closed else _("Nobody has answered yet.")


def days_late(story: LadderStory) -> int:
    """How many days after its deadline the action was closed, or is open; a part of a day counts as one."""
    if story.due is None or story.until <= story.due:
        return 0
    return max((story.until.date() - story.due.date()).days, 1)


def due_words(story: LadderStory, due: datetime) -> str:
    """When it was due, how late it is, and when it was closed."""
    if late := days_late(story):
        said = _("due %(due)s, %(late)s late, closed %(until)s") if story.is_closed else _("due %(due)s, %(late)s late")
    else:
        said = _("due %(due)s, closed %(until)s") if story.is_closed else _("due %(due)s")
    return said % {"due": moment_in_words(due), "late": counted(late, "day"), "until": moment_in_words(story.until)}


def _deadline_said(story: LadderStory, due: datetime) -> str:
    if late := days_late(story):
        said = _("The deadline was %(moment)s: %(late)s late.")
    else:
        said = (
            _("The deadline was %(moment)s: met.") if story.is_closed else _("The deadline was %(moment)s: not over.")
        )
    return said % {"moment": moment_in_words(due), "late": counted(late, "day")}


def make_table(story: LadderStory) -> PictureTable:
    """Each time at a stage, the first first; then the deadline, and the stages that were not reached."""
    every = sorted(((span, stage) for stage in story.stages for span in stage.times), key=lambda one: one[0].began)
    rows = [
        (
            Cell(moment_in_words(span.began)),
            Cell(stage.label),
            Cell(stage.post or stage.label),
            Cell(_ended(span)),
            Cell(join_shown(" ", span.says)),
        )
        for span, stage in every
    ]
    if story.due:
        late = days_late(story)
        said = _("%(late)s late") % {"late": counted(late, "day")} if late else _("deadline not passed")
        rows.append((Cell(moment_in_words(story.due)), Cell(_("Deadline")), Cell(""), Cell(said), Cell("")))
    why = _("not needed") if story.is_closed else _("not reached")
    rows += [
        (Cell(""), Cell(one.label), Cell(one.post or one.label), Cell(why), Cell(""))
        for one in story.stages
        if not one.times
    ]
    return PictureTable(
        (_("When"), _("Stage"), _("Role"), _("How it ended"), _("Who was told, and what was answered")), tuple(rows)
    )


def _ended(span: StageTime) -> str:
    """`answered, Fri 1 Aug 2025, 9:15am`; of a stage that did not answer, until when it had time."""
    if span.ending is Ending.RUNNING:
        return _(span.ending.value)
    if span.ending is Ending.SILENT:
        return f"{_(span.ending.value)}, {moment_in_words(span.last_moment)}"
    return f"{_('answered late') if span.is_late else _(span.ending.value)}, {moment_in_words(span.last_moment)}"


def short_moment(at: datetime) -> str:
    """`18 Nov, 9:15am`; `18 Nov, end of day` of its last minute and of the midnight after it."""
    day = _day_of(at)
    return f"{short_day_and_month(day)}, {_time_of(at)}"


def moment_in_words(at: datetime) -> str:
    """`Fri 1 Aug 2025, 9:15am`; `end of day` as above."""
    day = _day_of(at)
    return f"{short_weekday(day)} {day.day} {short_month_and_year(day)}, {_time_of(at)}"


def _day_of(at: datetime) -> datetime:
    return at - timedelta(minutes=1) if (at.hour, at.minute) == MIDNIGHT else at


def _time_of(at: datetime) -> str:
    return _("end of day") if (at.hour, at.minute) in (LAST_MINUTE, MIDNIGHT) else time_of_day(at)

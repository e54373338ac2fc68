"""The escalation ladder of one action: who was told, when, what they answered, and what happened to the deadline.

The deadline is a row of its own: no answer and no step moves it. A stage that was not reached is said, not left empty.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Box, Canvas, KeyGlyph, number
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import diamond, draw_hatch, draw_not_known, draw_tick
from sightline.pictures.ladder_facts import Ending, LadderStage, LadderStory, StageAct, StageTime
from sightline.pictures.ladder_words import days_late, due_words, finding_of, make_table, moment_in_words
from sightline.pictures.palette import DEEP, INK, LATE, PAPER, QUIET, RULE, SOFT
from sightline.pictures.picture import Picture
from sightline.translation.dates import short_month, short_weekday
from sightline.translation.messages import gettext as _
from sightline.translation.messages import lazy as gettext_lazy

KEY = "escalation"
LEFT, RIGHT = 248.0, 1100.0
BAR, SAID, LEAD, SATURDAY = 14, 216, 15.5, 5
DAY_ROOM, WEEK_ROOM = 74, 12
# The stage had time and did not answer: another stage did, or a later record closed the action.
ENDED_BY_OTHERS = (Ending.ELSEWHERE, Ending.CLOSED)
SENTENCES = (
    gettext_lazy(
        "The deadline and the time to answer at each stage are two different times. "
        "Escalation never moves the deadline."
    ),
)
FOOT_SAYS = gettext_lazy(
    "Roles, never names. This chart does not say who is suspected. The action can return to a stage."
)


@dataclass(frozen=True, slots=True)
class MomentScale:
    """Moments from left to right."""

    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        """Where a moment stands; one outside stands at the edge."""
        share = (at - self.first) / max(self.last - self.first, timedelta(minutes=1))
        return LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0)

    @property
    def days(self) -> list[date]:
        """Every day that begins or goes on within."""
        first, last = self.first.date(), self.last.date()
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    @property
    def day_width(self) -> float:
        """How wide a day is."""
        return (RIGHT - LEFT) * timedelta(days=1) / max(self.last - self.first, timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class _Said:
    """Lines below a bar, and the row in which they stand."""

    lines: tuple[str, ...] = field(repr=False)
    x: float
    row: int

    @property
    def right(self) -> float:
        """Where the longest ends."""
        return self.x + max((width(line) for line in self.lines), default=0.0)


def draw_ladder(story: LadderStory) -> Picture:
    """The picture of one action, with its table."""
    canvas, title = Canvas(WIDE, 0), _("One action, stage by stage: %(action)s") % {"action": story.action}
    scale = _scale(story)
    finding = finding_of(story)
    top = draw_head(canvas, title, [finding, *SENTENCES]) + 26
    tops, y = [], top
    for stage in reversed(story.stages):
        tops.append(y)
        y += _draw_stage(canvas, scale, stage, y, story)
    canvas.line((MARGIN, y), (RIGHT, y), thick=1.5)
    bottom = _draw_deadline(canvas, scale, story, y)
    with canvas.beneath():
        _draw_days(canvas, scale, top, y)
        if story.due:
            x, ink = scale.x(story.due), LATE if days_late(story) else INK
            canvas.line((x, top), (x, y + 40), stroke=ink, thick=2, dash="6 3")
        _draw_arrows(canvas, scale, story, dict(zip([one.label for one in reversed(story.stages)], tops, strict=True)))
    draw_foot(canvas, draw_key(canvas, bottom, _key(story)) + 4, up_to=story.until.date(), says=FOOT_SAYS)
    return Picture(KEY, title, finding, canvas, make_table(story))


def _scale(story: LadderStory) -> MomentScale:
    """From the morning of the first day to the evening of the last, with room at its end.

    An action can be opened after its deadline, as where a record arrives late. The first day is then the deadline's.
    """
    first = datetime.combine(min(story.opened, story.due or story.opened).date(), time(0))
    last = max(story.until, story.due or story.until)
    return MomentScale(first, last + max((last - first) / 12, timedelta(hours=6)))


def _draw_days(canvas: Canvas, scale: MomentScale, top: float, bottom: float) -> None:
    """Days or weeks above, and weekends shaded, since urgent stages run through them."""
    named = scale.day_width >= DAY_ROOM
    for day in scale.days:
        at = datetime.combine(day, time(0))
        left, right = scale.x(at), scale.x(at + timedelta(days=1))
        if day.weekday() >= SATURDAY and scale.day_width >= 3:
            canvas.rect(left, top - 24, right - left, bottom - top + 24, fill=SOFT)
    free = LEFT
    for day in scale.days:
        x = scale.x(datetime.combine(day, time(0)))
        word = f"{short_weekday(day)} {day.day} {short_month(day)}" if named else f"{day.day} {short_month(day)}"
        is_due = named or (day.weekday() == 0 and scale.day_width >= WEEK_ROOM) or day.day == 1
        if is_due and x >= free and x + width(word, size=13, bold=True) + 6 < RIGHT:
            canvas.line((x, top - 24), (x, top), stroke=RULE)
            canvas.text(x + 5, top - 8, word, bold=True, ground=SOFT)
            free = x + width(word, bold=True) + 14


def _draw_stage(canvas: Canvas, scale: MomentScale, stage: LadderStage, top: float, story: LadderStory) -> float:
    """One row: the role, its bars, and what was said below them; how tall it is."""
    canvas.line((MARGIN, top), (RIGHT, top), stroke=RULE)
    reached = bool(stage.times)
    canvas.text(MARGIN, top + 27, stage.label, size=15, bold=reached, ink=INK if reached else QUIET)
    posts = wrap(stage.post, most=LEFT - MARGIN - 14)
    for place, line in enumerate(posts):
        canvas.text(MARGIN, top + 45 + place * 16, line, ink=QUIET)
    room = 54 + 16 * max(len(posts) - 1, 0)
    if not reached:
        draw_not_known(canvas, (LEFT, top + 15), (RIGHT, top + 15), stroke=QUIET)
        canvas.text(
            LEFT + 4, top + 38, _("Not needed") if story.is_closed else _("Not reached"), ink=QUIET, ground=SOFT
        )
        return room
    said = _place_said(scale, stage.times)
    tallest: dict[int, float] = {}
    for one in said:
        tallest[one.row] = max(tallest.get(one.row, 0), len(one.lines) * LEAD + 6)
    due = scale.x(story.due) if story.due else LEFT
    for span, words in zip(stage.times, said, strict=True):
        _draw_span(canvas, scale, span, top + 8)
        _draw_acts(canvas, scale, span, top + 8 + BAR / 2)
        y = top + 38 + sum(tall for row, tall in tallest.items() if row < words.row)
        if words.x < due < words.right:  # the line of the deadline does not cross words
            canvas.rect(due - 2, y - 14, 4, len(words.lines) * LEAD + 4, fill=PAPER)
        for place, line in enumerate(words.lines):
            canvas.text(words.x, y + place * LEAD, line, halo=True)
    return max(room, 34 + sum(tallest.values()))


def _place_said(scale: MomentScale, spans: tuple[StageTime, ...]) -> list[_Said]:
    """What is said of each bar, below it and to the right of its beginning; in a further row where another stands."""
    placed: list[tuple[float, float, int]] = []
    said = []
    for span in spans:
        lines = tuple(line for sentence in span.says for line in wrap(sentence, most=SAID))
        wide = max((width(line) for line in lines), default=0.0)
        x = min(scale.x(span.began) + 9, RIGHT - wide - 2)
        taken = {row for left, right, row in placed if x < right + 12 and left < x + wide + 12}
        row = next(n for n in range(len(spans)) if n not in taken)
        placed.append((x, x + wide, row))
        said.append(_Said(lines, x, row))
    return said


def _draw_span(canvas: Canvas, scale: MomentScale, span: StageTime, top: float) -> None:
    """A bar as long as the stage had the action: striped without an answer, filled with one, open while it has time."""
    left, right = scale.x(span.began), max(scale.x(span.ended), scale.x(span.began) + 5)
    if span.ending is Ending.SILENT:
        draw_hatch(canvas, Box(left, top, right, top + BAR), colour=DEEP, fill=PAPER, apart=8)
        return
    is_answered = span.ending is Ending.ANSWERED
    canvas.rect(left, top, right - left, BAR, fill=DEEP if is_answered else PAPER, stroke=DEEP, thick=2)
    if span.ending in ENDED_BY_OTHERS:
        canvas.line((right, top - 5), (right, top + BAR + 5), stroke=INK, thick=4)
    if is_answered:
        canvas.circle(right, top + BAR / 2, 10, fill=DEEP, stroke=PAPER, thick=2)
        draw_tick(canvas, right - 6, top + BAR / 2, colour=PAPER)


def _draw_acts(canvas: Canvas, scale: MomentScale, span: StageTime, y: float) -> None:
    """When the stage opened its notice, and when it said that it is dealing with this: each at its own moment."""
    free, end = LEFT, scale.x(span.ended)
    for one in sorted(span.acts, key=lambda act: (act.at, act.is_dealing)):
        x = max(scale.x(one.at), free)
        if x > end:
            canvas.line((end, y), (x, y), stroke=QUIET, dash="2 4", thick=1.5)
        _draw_act(canvas, x, y, one)
        free, end = x + 15, max(end, x)


def _draw_act(canvas: Canvas, x: float, y: float, one: StageAct) -> None:
    if one.is_dealing:
        canvas.polygon(diamond(x, y, 8), fill=INK, stroke=PAPER, thick=1.5)
    else:
        canvas.circle(x, y, 5.5, fill=PAPER, stroke=INK, thick=2.5)


def _draw_arrows(canvas: Canvas, scale: MomentScale, story: LadderStory, tops: dict[str, float]) -> None:
    """From each bar to the one that followed it, up or down."""
    every = sorted(((span, tops[stage.label]) for stage in story.stages for span in stage.times), key=_began)
    for (_before, before), (span, after) in pairwise(every):
        if before == after:
            continue
        x, up = scale.x(span.began), after < before
        start, end = (before + 8, after + 8 + BAR) if up else (before + 8 + BAR, after + 8)
        canvas.path(f"M{number(x)} {number(start)}V{number(end)}", stroke=INK, thick=2)
        tip = 9 if up else -9
        canvas.polygon([(x, end), (x + 5, end + tip), (x - 5, end + tip)], fill=INK)


def _began(one: tuple[StageTime, float]) -> tuple[datetime, float]:
    return one[0].began, one[1]


def _draw_deadline(canvas: Canvas, scale: MomentScale, story: LadderStory, y: float) -> float:
    """The row of the deadline, below all: from when it was opened to when it was due, hatched from there on.

    Where it was opened after it was due, all of the row is hatched.
    """
    middle = y + 30
    canvas.text(MARGIN, middle + 2, _("Deadline"), size=15, bold=True)
    opened = scale.x(story.opened)
    if story.due is None:
        canvas.text(
            LEFT, middle + 2, _("No deadline in law. Opened %(moment)s") % {"moment": moment_in_words(story.opened)}
        )
        return middle + 22
    due, until = scale.x(story.due), scale.x(story.until)
    if opened < due:
        canvas.line((opened, middle), (due, middle), thick=4)
    late = days_late(story)
    if late:
        draw_hatch(canvas, Box(due, middle - 8, max(until, due + 6), middle + 8))
    words = due_words(story, story.due)
    began = _("opened %(moment)s") % {"moment": moment_in_words(story.opened)}
    x = max(due, LEFT + width(words, size=14, bold=True))
    canvas.text(x, middle + 28, words, size=14, bold=True, ink=LATE if late else INK, anchor="end")
    fits = opened + width(began, size=14) + 14 < x - width(words, size=14, bold=True)
    canvas.text(min(opened, RIGHT - width(began, size=14)), middle + (28 if fits else 46), began, size=14)
    return middle + (38 if fits else 56)


def _key(story: LadderStory) -> list[tuple[KeyGlyph, str]]:
    endings = {one.ending for stage in story.stages for one in stage.times}
    acts = {act.is_dealing: act for stage in story.stages for one in stage.times for act in one.acts}
    said = {False: _("notice opened"), True: _("said “dealing with this”, but has not answered")}
    return [
        (_key_silent, _(Ending.SILENT.value)),
        (lambda canvas, x, y: canvas.rect(x - 10, y - 6, 20, 12, fill=DEEP), _(Ending.ANSWERED.value)),
        (_key_open, _(Ending.RUNNING.value)),
        *((_key_closed, _(one.value)) for one in ENDED_BY_OTHERS if one in endings),
        *((_key_act(act), said[is_dealing]) for is_dealing, act in sorted(acts.items())),
        (_key_late, _("days late")),
        (lambda canvas, x, y: canvas.rect(x - 10, y - 8, 20, 16, fill=SOFT, stroke=RULE), _("weekend")),
    ]


def _key_act(act: StageAct) -> KeyGlyph:
    return lambda canvas, x, y: _draw_act(canvas, x, y, act)


def _key_silent(canvas: Canvas, x: float, y: float) -> None:
    draw_hatch(canvas, Box(x - 10, y - 6, x + 10, y + 6), colour=DEEP, fill=PAPER, apart=8)


def _key_open(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 10, y - 6, 20, 12, fill=PAPER, stroke=DEEP, thick=2)


def _key_closed(canvas: Canvas, x: float, y: float) -> None:
    _key_open(canvas, x, y)
    canvas.line((x + 10, y - 9), (x + 10, y + 9), stroke=INK, thick=4)


def _key_late(canvas: Canvas, x: float, y: float) -> None:
    draw_hatch(canvas, Box(x - 10, y - 6, x + 10, y + 6))

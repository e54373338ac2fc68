"""The sheet of one timeline while it is drawn: its days, the lines that no label may cross, the names of its lanes."""

from dataclasses import dataclass
from datetime import date

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Box, Canvas
from sightline.pictures.frame import MARGIN
from sightline.pictures.glyphs import RADIUS, draw_agency
from sightline.pictures.palette import PAPER, QUIET, RULE, SPAN_FILL
from sightline.pictures.scales import DayScale
from sightline.pictures.timeline.facts import TimelineStory

LEFT, RIGHT = 208.0, 1100.0
FAR = 10_000.0
NAME, INDENTED, SUB_ROOM = 15, 53, 148
PAD = 9


@dataclass(slots=True)
class TimelineSheet:
    """What every lane draws with. `lane` counts the lanes, for the order of links.

    `has_numbers`: an entry has the number of its row beside its mark, because its label had no room.
    """

    canvas: Canvas
    scale: DayScale
    story: TimelineStory
    lane: int = 0
    has_numbers: bool = False

    @property
    def walls(self) -> list[Box]:
        """The two days of the bracket, as lines that no label crosses."""
        between = self.story.between
        days = [between.seen_on, between.acted_on] if between else []
        return [Box(self.scale.x(day) - 1, -FAR, self.scale.x(day) + 1, FAR, "line") for day in days]

    def ground(self, x: float) -> str:
        """The colour of the ground at a place."""
        between = self.story.between
        inside = between and self.scale.x(between.seen_on) <= x < self.scale.x(between.acted_on)
        return SPAN_FILL if inside else PAPER

    def order(self, on: date, place: int) -> tuple[object, ...]:
        """Where a link comes: by time, then by lane."""
        return (on.isoformat(), self.lane, place)

    def open_lane(self, top: float, label: str, sub: list[str], *, agency: str = "") -> float:
        """Begin a lane: its line, its name and what stands below it; how far down the name goes."""
        self.lane += 1
        self.canvas.line((MARGIN, top), (RIGHT, top), stroke=RULE)
        x = INDENTED if agency else MARGIN
        if agency:
            draw_agency(self.canvas, MARGIN, top + PAD, agency, tall=21)
        y = top + PAD + 15
        for line in wrap(label, most=RIGHT if agency else SUB_ROOM + 30, size=NAME, bold=True):
            self.canvas.text(x, y, line, size=NAME, bold=True)
            y += 18
        for sentence in sub:
            for line in wrap(sentence, most=SUB_ROOM if agency else SUB_ROOM + 30):
                self.canvas.text(x, y, line, ink=QUIET)
                y += 16
        return y - 6

    def take_room(self, x: float, y: float, *, radius: float = RADIUS) -> None:
        """Say that a glyph stands here."""
        self.canvas.solid(Box(x - radius + 1, y - radius + 1, x + radius - 1, y + radius - 1, "mark"))

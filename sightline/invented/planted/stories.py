"""The order of a planted story: which sign falls on which day, for a child of a group and for the one to look at first.

Days are counted from the group's beginning, so that signs of several children fall close together; and between a
parent's worry and the strategy discussion nothing that would answer it is written.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sightline.invented.agencies.register import write_register
from sightline.invented.chance import chance_for
from sightline.invented.desk import Desk
from sightline.invented.planted import signs
from sightline.invented.planted.groups import PlantedGroup
from sightline.invented.planted.missing_pair import write_pair
from sightline.invented.planted.signs import Sign
from sightline.invented.planted.story import Story
from sightline.invented.population.people import Person

gifts: Final = signs.at_school("group_gifts", "Unexplained gifts")
collected: Final = signs.at_school("group_collected", "Safeguarding")
change: Final = signs.at_school("group_change", "Emotional wellbeing")

# (day, how likely, sign): the day is meant within a week or so.
USUAL: Final[tuple[tuple[int, float, Sign], ...]] = (
    (4, 0.8, gifts), (20, 0.5, signs.with_youth_worker), (33, 0.6, collected), (47, 0.7, signs.missing),
    (60, 0.4, signs.not_brought), (66, 0.6, signs.intelligence), (75, 0.6, change), (84, 0.5, signs.copied),
    (95, 0.8, signs.missing), (104, 0.4, signs.at_hospital), (118, 0.6, signs.parents_worry), (140, 0.8, signs.missing),
    (152, 0.4, signs.occurrence), (160, 0.3, signs.at_clinic), (171, 0.5, signs.with_youth_worker),
    (182, 0.5, signs.missing), (196, 0.25, signs.account), (214, 0.4, signs.intelligence),
    (226, 0.3, signs.at_hospital),
    (240, 0.5, signs.copied), (262, 0.35, signs.missing), (290, 0.5, signs.strategy), (300, 0.6, signs.visited),
    (316, 0.6, signs.meeting),
)  # fmt: skip
FIRST_LOOK: Final[tuple[tuple[int, Sign], ...]] = (
    (0, gifts), (16, signs.with_youth_worker), (29, collected), (41, signs.missing), (55, signs.intelligence),
    (63, signs.not_brought), (70, change), (82, signs.missing), (83, signs.at_hospital), (97, signs.parents_worry),
    (121, signs.missing), (124, signs.copied), (139, signs.occurrence), (150, signs.at_clinic),
    (161, signs.with_youth_worker), (178, signs.missing), (192, signs.account), (205, signs.intelligence),
    (219, signs.at_hospital), (233, signs.copied), (247, signs.missing), (268, signs.occurrence),
    (284, signs.missing), (291, signs.strategy), (299, signs.visited), (306, signs.meeting),
    (313, signs.visited), (327, signs.meeting),
)  # fmt: skip


def write_story(*, desk: Desk, group: PlantedGroup, first_look: Person | None) -> list[Story]:
    """Write the signs of every child of the group, and what is seen of the flat and the driver."""
    written = []
    for child in group.children:
        story = Story(desk, group, child)
        write_register(desk=desk, child=child, since=group.began_on - timedelta(weeks=20),
                       falls_from=group.began_on + timedelta(weeks=12))  # fmt: skip
        if child is first_look:
            for day, sign in FIRST_LOOK:
                sign(story, group.began_on + timedelta(days=day))
        else:
            _write_usual(story)
        written.append(story)
    if first_look and len(written) > 1:
        friend = next(story for story in written if story.child is not first_look)
        write_pair(first=next(story for story in written if story.child is first_look), friend=friend)
    own = replace(desk, chance=chance_for(desk.seed, "takeaway", group.number))
    signs.at_the_takeaway(Story(own, group, written[0].child), group.began_on + timedelta(days=110))
    for day in (58, 126, 190):
        signs.at_the_flat(written[0], group.began_on + timedelta(days=day))
    return written


def _write_usual(story: Story) -> None:
    for day, likely, sign in USUAL:
        if story.desk.chance.random() < likely:
            sign(story, story.group.began_on + timedelta(days=day + story.desk.chance.randint(-3, 6)))

"""Where a picture's nodes stand: somewhere, apart, and the same each time."""

import random

import pytest

from sightline.web.networks.layout import lay_out


def made_pairs(nodes: int, groups: int) -> list[tuple[int, int]]:
    chance = random.Random(nodes)
    return [(one, chance.randrange(nodes // groups) * groups + one % groups) for one in range(nodes)]


@pytest.mark.parametrize(("nodes", "groups"), [(1, 1), (2, 1), (7, 1), (60, 4), (300, 1), (1_200, 30)])
def test_every_node_has_a_place_of_its_own_and_the_same_each_time(nodes: int, groups: int) -> None:
    pairs = [pair for pair in made_pairs(nodes, groups) if pair[0] != pair[1]]
    points = lay_out(nodes=nodes, pairs=pairs)
    assert len(points) == nodes
    assert len(set(points)) >= 0.98 * nodes
    assert points == lay_out(nodes=nodes, pairs=pairs)


def test_nothing_is_laid_out_as_nothing() -> None:
    assert lay_out(nodes=0, pairs=[]) == []


def test_who_is_tied_stands_nearer_than_who_is_not() -> None:
    chain = [(one, one + 1) for one in range(29)]
    points = lay_out(nodes=30, pairs=chain)

    def apart(one: int, other: int) -> float:
        return float(((points[one][0] - points[other][0]) ** 2 + (points[one][1] - points[other][1]) ** 2) ** 0.5)

    tied = sum(apart(one, one + 1) for one in range(29)) / 29
    far = sum(apart(one, one + 15) for one in range(15)) / 15
    assert tied < far / 2


def test_parts_that_do_not_touch_do_not_lie_on_each_other() -> None:
    points = lay_out(nodes=40, pairs=[(one, one - one % 4) for one in range(40) if one % 4])
    boxes = []
    for part in range(10):
        some = points[part * 4 : part * 4 + 4]
        boxes.append(
            (min(x for x, _ in some), min(y for _, y in some), max(x for x, _ in some), max(y for _, y in some))
        )
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other_left, other_top, other_right, other_bottom in boxes[place + 1 :]:
            assert right < other_left or other_right < left or bottom < other_top or other_bottom < top

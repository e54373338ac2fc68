"""Within how many days an agency's records arrive, as a share of them."""

import pytest

from sightline.casework.late.delivery import DeliveryLine, within


@pytest.mark.parametrize(
    ("counted", "half", "most"),
    [
        ([(0, 1)], 0, 0),
        ([(1, 5), (30, 5)], 1, 30),
        ([(30, 6), (1, 4)], 30, 30),
        ([(2, 90), (3, 9), (400, 1)], 2, 2),
        ([(2, 80), (3, 19), (400, 1)], 2, 3),
    ],
)
def test_half_and_nine_of_ten(counted: list[tuple[int, int]], half: int, most: int) -> None:
    assert (within(counted, share=0.5), within(counted, share=0.9)) == (half, most)


@pytest.mark.parametrize(("days", "late"), [(7, False), (8, True)])
def test_beyond_its_limit_the_newest_delivery_is_late(days: int, late: bool) -> None:
    line = DeliveryLine("police", 10, 1, 2, 3, "2026-11-20T07:00:00Z", days, 7)
    assert line.is_late is late

"""Whose turn it is in a matrix of readers x addresses: each group is asked in each run, everybody within three."""

import pytest
from support.turns import TURN, TURNS, is_in_turn, turn_of_this_run


@pytest.mark.parametrize("size", range(1, 13))
def test_some_of_a_group_are_asked_in_each_run_and_all_within_three(size: int) -> None:
    group = [f"reader {number}" for number in range(size)]
    for name in (f"page_{number}" for number in range(40)):
        asked = [{one for one in group if is_in_turn(one, group, name, turn=turn)} for turn in range(TURNS)]
        assert all(asked)
        assert set[str]().union(*asked) == set(group)
        assert max(map(len, asked)) <= -(-size // min(size, TURNS))


def test_a_run_is_repeated_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for said, turn in (("0", 0), ("2", 2), ("20634", 0)):
        monkeypatch.setenv(TURN, said)
        assert turn_of_this_run() == turn
    monkeypatch.delenv(TURN)
    assert 0 <= turn_of_this_run() < TURNS

"""A story that fails, before or after the run, fails alone."""

from collections.abc import Iterator

import pytest
from support.stories import Told, goes_on


def fails_at_once() -> Iterator[None]:
    raise AssertionError("at once")
    yield


def fails_afterwards() -> Iterator[None]:
    yield
    with pytest.raises(ValueError, match="never raised"):
        pass


def holds() -> Iterator[None]:
    yield


def test_each_fails_alone() -> None:
    failures: dict[str, BaseException] = {}
    going = {story.__name__: story() for story in (fails_at_once, fails_afterwards, holds)}
    assert [goes_on(name, told, failures) for name, told in going.items()] == [False, True, True]
    assert [goes_on(name, going[name], failures) for name in ("fails_afterwards", "holds")] == [False, False]
    told = Told(failures)
    told.check("holds")
    with pytest.raises(AssertionError, match="at once"):
        told.check("fails_at_once")
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        told.check("fails_afterwards")

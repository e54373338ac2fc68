"""The report of slow tests: what each file and test cost in CPU, its own and that of the processes it began.

CPU and not time, so that a busy machine names the same tests. A process counts where it ends: a server that serves a
module counts in the last test of that module.
"""

import resource
import time
from collections import Counter
from collections.abc import Generator, Iterable
from typing import Any

import pytest
from support.warm import Spent

COST = "cpu_seconds"


def cpu_seconds() -> float:
    """What this process and those that it waited for have cost so far."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + Spent.seconds


class Slowest:
    """Adds up what tests cost, in whichever worker they ran; says at the end which files and tests cost most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._tests: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, Any]:
        return (yield from measure(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        return (yield from measure(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, Any, Any]:
        return (yield from measure(item))

    def pytest_runtest_logreport(self, report: Any) -> None:
        """A report of a phase holds what all phases until then cost."""
        if report.when == "teardown":
            self.add(report.nodeid, (value for name, value in report.user_properties if name == COST))

    def add(self, nodeid: str, costs: Iterable[float]) -> None:
        """Add what a test cost."""
        self._tests[nodeid] += sum(costs)  # type: ignore[assignment]

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the report."""
        if self._most:
            terminalreporter.section("slowest by CPU")
            for line in self.lines():
                terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """The whole, the files that cost most, and the tests that cost most."""
        files: Counter[str] = Counter()
        for nodeid, cost in self._tests.items():
            files[nodeid.partition("::")[0]] += cost
        return [
            f"{sum(files.values()):8.1f} CPU s in {len(files)} files",
            *(f"{cost:8.1f} {name}" for name, cost in files.most_common(self._most)),
            *(f"{cost:8.1f} {name}" for name, cost in self._tests.most_common(self._most)),
        ]


def measure(item: pytest.Item) -> Generator[None, Any, Any]:
    """Keep with a test what one of its phases cost."""
    before = cpu_seconds()
    try:
        return (yield)
    finally:
        item.user_properties.append((COST, cpu_seconds() - before))

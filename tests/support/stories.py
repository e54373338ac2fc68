"""Stories of one run: each enters what it enters, one run takes in all of it, and each looks at what came of it.

A run of a few rows costs as much as entering a hundred concerns. A story is a generator: where it yields, the pipeline
runs, once for all stories. What fails in a story fails its own test. A story tells its own records from the others'.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from support import worried
from support.rights_objects import rolled_back
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.data.runs import run_pipeline
from sightline.store import Workspace

Story = Callable[[Workspace], Iterator[None]]


class Stories(dict[str, Story]):
    """The stories of a module, by name."""

    def add(self, story: Story) -> Story:
        """A story, by the name of its function."""
        assert story.__name__ not in self
        self[story.__name__] = story
        return story


class Told:
    """What became of stories that were told together."""

    def __init__(self, failures: Mapping[str, BaseException]) -> None:
        self._failures = failures

    def check(self, name: str) -> None:
        """Raise what failed in a story, where it failed."""
        if name in self._failures:
            raise self._failures[name]


def tell_together(stories: Mapping[str, Story], *, built: Path, folder: Path, blocker: Any) -> Told:
    """Tell them in a copy of a built workspace, in a transaction of which nothing stays."""
    workspace, failures = Workspace(folder / "workspace"), dict[str, BaseException]()
    workspace.create()
    with told_in(workspace, blocker):
        worried.copy_of(built, workspace)
        going = {name: story(workspace) for name, story in stories.items()}
        while going:
            going = {name: told for name, told in going.items() if goes_on(name, told, failures)}
            if going:
                run_pipeline(session_of(house_actor()), workspace=workspace)
    return Told(failures)


@contextmanager
def told_in(workspace: Workspace, blocker: Any) -> Iterator[None]:
    """The database and the workspace that pages read."""
    with blocker.unblock(), rolled_back(), override_settings(SIGHTLINE_WORKSPACE=workspace.root):
        yield


def goes_on(name: str, told: Iterator[None], failures: dict[str, BaseException]) -> bool:
    """Tell a story as far as the next run; whether it waits for one."""
    try:
        next(told)
    except StopIteration:
        return False
    except (Exception, pytest.fail.Exception) as error:
        failures[name] = error
        return False
    return True

"""Decides what is done next about a child who is missing: one order, for first pages and for the child's own page.

The call comes first, as the newest file may be hours old; then the decision on a strategy discussion.
"""

from collections.abc import Callable, Iterator

from sightline.casework.concerns.rights import is_front_door
from sightline.casework.missing.pages import MissingStatus, MissingTask
from sightline.model.nouns import Agency, Role
from sightline.model.visibility import Reader
from sightline.sharing import can_enter_concerns

OVERSEE = (Role.SENIOR_OFFICER, Role.PARTNERSHIP_EXECUTIVE, Role.REVIEWER)


def missing_tasks(status: MissingStatus, *, reader: Reader, discussed: Callable[[], bool]) -> Iterator[MissingTask]:
    """The tasks of this reader in their order. `discussed`: whether a discussion is planned; asked where it counts."""
    first = _first_task(status, reader)
    if first:
        yield first
    if not discussed():
        yield MissingTask.DISCUSS
    elif first is None:
        yield MissingTask.CALL_AGAIN


def _first_task(status: MissingStatus, reader: Reader) -> MissingTask | None:
    if reader.agency == Agency.POLICE and status.in_police_file:
        return MissingTask.SEARCH
    if reader.role in OVERSEE:
        return MissingTask.CHECK
    if is_front_door(reader):
        return None if status.report else MissingTask.CALL
    return MissingTask.TELL if can_enter_concerns(reader=reader) else None

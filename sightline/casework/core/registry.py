"""What packages give to one below them, which may not import them: named at start, imported when first asked for.

The app names all of it by kind when it is ready, so that a command which asks for none of it loads none of it.
"""

from typing import Generic, TypeVar, cast

from django.utils.module_loading import import_string

T = TypeVar("T")
_paths: dict[str, dict[str, None]] = {}


def register(kind: str, *paths: str) -> None:
    """Name what is to be asked of a kind, by dotted paths and in that order; naming it again changes nothing."""
    _paths.setdefault(kind, {}).update(dict.fromkeys(paths))


class Registry(Generic[T]):
    """Everything of one kind, as it was named."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def all(self) -> tuple[T, ...]:
        """Everything that was named, in order."""
        return tuple(cast(T, import_string(path)) for path in _paths.get(self.kind, {}))

    def only(self) -> T:
        """The one thing that was named."""
        (found,) = self.all()
        return found

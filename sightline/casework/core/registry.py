"""What packages give to one below them, which may not import them: named at start, imported when first asked for."""

from typing import Generic, TypeVar, cast

from django.utils.module_loading import import_string

T = TypeVar("T")


class Registry(Generic[T]):
    """Things of one kind, by their dotted paths and in the order in which these were named."""

    def __init__(self) -> None:
        self._paths: dict[str, None] = {}

    def register(self, *paths: str) -> None:
        """Name what is to be asked; naming it again changes nothing."""
        self._paths.update(dict.fromkeys(paths))

    def all(self) -> tuple[T, ...]:
        """Everything that was named."""
        return tuple(cast(T, import_string(path)) for path in self._paths)

    def only(self) -> T:
        """The one thing that was named."""
        (found,) = self.all()
        return found

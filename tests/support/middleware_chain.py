"""One chain of middleware for all of a process's test clients: each new client would look through all static files anew."""

from collections.abc import Callable
from typing import Any

from django.test.client import ClientHandler

KEPT = ("_middleware_chain", "_view_middleware", "_template_response_middleware", "_exception_middleware")
READ_AT_EACH_REQUEST = {"SIGHTLINE_WORKSPACE"}  # a setting that no middleware reads when it is made


class SharedChain:
    """Gives clients the chain that the first of them loaded; a setting that changes ends it."""

    def __init__(self, load: Callable[..., None]) -> None:
        self._load = load
        self._loaded: dict[str, Any] = {}

    def give(self, handler: ClientHandler, is_async: bool = False) -> None:
        """What `ClientHandler.load_middleware` does."""
        if not self._loaded:
            self._load(handler, is_async)
            self._loaded = {name: getattr(handler, name) for name in KEPT}
        for name, value in self._loaded.items():
            setattr(handler, name, value)

    def forget(self, *, setting: str, **_: Any) -> None:
        """Load anew next time: for the signal that a test changed a setting."""
        if setting not in READ_AT_EACH_REQUEST:
            self._loaded = {}

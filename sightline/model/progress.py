"""How long work tells whoever waits for it how far it is. The doors (cli, web) show it; rooms only report."""

from typing import Protocol


class Progress(Protocol):
    """Told of each stage and of the steps within it."""

    def stage(self, label: str, *, total: int | None = None) -> None:
        """A new stage begins; `total` steps are expected where that is known."""

    def advance(self, count: int = 1) -> None:
        """So many more steps of the present stage are done."""


class SilentProgress:
    """Progress that nobody watches."""

    def stage(self, label: str, *, total: int | None = None) -> None:
        """Say nothing."""

    def advance(self, count: int = 1) -> None:
        """Say nothing."""


SILENT: Progress = SilentProgress()

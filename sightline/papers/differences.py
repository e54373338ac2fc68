"""How a paper differs from the version that was signed: lines that are new, changed or gone."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedStatement:
    """A line of one key that says something else now."""

    before: str
    now: str


@dataclass(frozen=True, slots=True)
class PaperDifferences:
    """What was added, changed and removed since a paper was signed, each in the order of the paper."""

    added: tuple[str, ...] = ()
    changed: tuple[ChangedStatement, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many lines differ."""
        return len(self.added) + len(self.changed) + len(self.gone)


def compare_papers(*, signed: Mapping[str, str], now: Mapping[str, str]) -> PaperDifferences:
    """What is different now from what was signed, line by line."""
    return PaperDifferences(
        added=tuple(text for key, text in now.items() if key not in signed),
        changed=tuple(
            ChangedStatement(signed[key], text) for key, text in now.items() if key in signed and signed[key] != text
        ),
        gone=tuple(text for key, text in signed.items() if key not in now),
    )

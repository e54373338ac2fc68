"""What the page of names in case systems shows."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class CaseNameLine:
    """An account, and the name by which its body's case system knows it. `children`: how many extracts give it now.

    `shared_with`: other open accounts of the same body with the same name, so that neither is assigned.
    """

    entry_id: str
    username: str
    name: str = field(repr=False)
    by: str
    since_on: date
    children: int
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseNamesPage:
    """The names that the reader decides about, those that two accounts share first."""

    lines: tuple[CaseNameLine, ...]

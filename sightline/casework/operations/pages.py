"""What doctor is given: each thing that was looked at, and what to mend."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that was looked at."""

    name: str
    in_order: bool
    what_to_do: str = ""

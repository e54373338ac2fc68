"""What several domains show of a rule: who switched it, withdrew it or brought it back, and why."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """That somebody switched, withdrew or brought back the rule, and why."""

    kind: str
    on: bool
    at: str
    by: str
    why: str = field(repr=False)

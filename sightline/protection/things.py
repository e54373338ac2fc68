"""One protected thing, a place or a telephone, in the parts by which it is recognised however it is written."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProtectedThing:
    """The parts of a protected place, in the one form of `tokens`; or a telephone's figures without 0 or 44.

    `names` are found with the street or the postcode, `premises` also alone. `towns` are all words behind the street.
    """

    numbers: tuple[str, ...] = field(default=(), repr=False)
    flats: tuple[str, ...] = field(default=(), repr=False)
    street: Words = field(default=(), repr=False)
    names: tuple[Words, ...] = field(default=(), repr=False)
    premises: tuple[Words, ...] = field(default=(), repr=False)
    towns: tuple[Words, ...] = field(default=(), repr=False)
    postcode: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)

    @property
    def is_nothing(self) -> bool:
        """Nothing by which it could be found."""
        return not (self.street or self.premises or self.names or self.postcode or self.phone)

    def as_text(self) -> str:
        """All parts as JSON, the same for the same parts."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "ProtectedThing":
        """The thing that `as_text` wrote."""
        return cls(**{name: _as_tuples(value) for name, value in json.loads(text).items()})


def _as_tuples(value: Any) -> Any:
    return tuple(_as_tuples(one) for one in value) if isinstance(value, list) else value

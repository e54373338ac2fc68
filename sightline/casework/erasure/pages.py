"""What is said of erasures that were carried out."""

from dataclasses import dataclass

from sightline.casework.learning.pages import ModelFallback


@dataclass(frozen=True, slots=True)
class HeldErasure:
    """A decision to erase that waits, and the holds that keep one of its records.

    `of_file`: they keep other records, of a file whose bytes would go with the erasure.
    """

    sequence: int
    holds: tuple[int, ...]
    of_file: bool = False


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """The ids of what was carried out, the decisions that holds keep, and how many rows of how many files went.

    `sealed` are decisions about a record that came in a sealed roll. `without_bytes` are the files of which no bytes
    are kept, because a row was not found in them. `server_log`: whether a database server's log may still hold them.
    `models` are those that had learned from what was erased, and are out of force.
    """

    erasures: tuple[str, ...] = ()
    held: tuple[HeldErasure, ...] = ()
    sealed: tuple[int, ...] = ()
    rows: int = 0
    files: int = 0
    without_bytes: tuple[str, ...] = ()
    server_log: bool = False
    models: tuple[ModelFallback, ...] = ()

"""Keeps tables: the workspace, received files, batches, immutable snapshots, and the Engine that runs SQL.

Nothing here decides anything about people. Facts and conclusions only; what people decide is kept by `casework`. DuckDB
and Arrow are loaded with the first Engine: most commands need none, and start without them.
"""

from typing import TYPE_CHECKING, Any

from sightline.store.workspace import Workspace

if TYPE_CHECKING:
    from sightline.store.engine import DuckDBEngine, Engine

__all__ = ["DuckDBEngine", "Engine", "Workspace"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sightline.store import engine

    return getattr(engine, name)

"""Where tables are kept: the workspace, received files, batches, immutable snapshots, and the Engine that runs SQL.

Nothing here decides anything about people. Facts and conclusions only; what people decide is kept by `casework`.
"""

from sightline.store.engine import DuckDBEngine, Engine
from sightline.store.workspace import Workspace

__all__ = ["DuckDBEngine", "Engine", "Workspace"]

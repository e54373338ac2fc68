"""Which version a workspace is of: migrations of its database, its format, and the schema of its snapshots.

It can be asked of a workspace that was never upgraded. The audit and decision tables keep their columns for ever,
because a row's hash is made of them; so both can be read and appended to in every version.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Node = tuple[str, str]
OURS = "casework"


def applied_migrations() -> dict[str, list[str]]:
    """The migrations that the database has had, by app."""
    executor = MigrationExecutor(connection)
    found: dict[str, list[str]] = {}
    for app, name in sorted(executor.loader.applied_migrations):
        found.setdefault(app, []).append(name)
    return found


def pending_migrations() -> list[Node]:
    """The migrations that it has not had, in their order."""
    executor = MigrationExecutor(connection)
    return [
        (migration.app_label, migration.name)
        for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]


def unknown_migrations(applied: dict[str, list[str]]) -> list[str]:
    """Those of ours that this version does not know: a newer version made them."""
    known = {name for app, name in MigrationExecutor(connection).loader.disk_migrations if app == OURS}
    return [name for name in applied.get(OURS, []) if name not in known]


def migrate_to(applied: dict[str, list[str]]) -> None:
    """Bring an empty database to exactly these migrations."""
    wanted = {(app, name) for app, names in applied.items() for name in names}
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    ends = [
        node
        for node in graph.nodes
        if node in wanted
        and not any(child.key in wanted and child.key[0] == node[0] for child in graph.node_map[node].children)
    ]
    executor.migrate(ends)

"""Prints what is made from code and data: reference pages, the map, types of rows, tables, the catalogue of words."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from sightline.model.exports.lists import EXPORTED, LISTS
from sightline.model.schema import SNAPSHOT_TABLES
from tools.make_catalogue import NO_GETTEXT
from tools.print_accounts import print_accounts
from tools.print_architecture import print_architecture, print_pictures
from tools.print_asvs import print_asvs
from tools.print_command_line import print_command_line
from tools.print_command_messages import MESSAGES as COMMANDS
from tools.print_command_messages import print_command_messages
from tools.print_curiosity import print_curiosity
from tools.print_decisions import print_decisions
from tools.print_disruption import print_disruption
from tools.print_escalation import print_escalation
from tools.print_families import print_families
from tools.print_index import print_index
from tools.print_ingest_errors import print_ingest_errors
from tools.print_inputs import write_inputs
from tools.print_mappings import print_mappings
from tools.print_new_database import write_new_database
from tools.print_patterns import print_patterns
from tools.print_returns import print_returns
from tools.print_rooms import print_rooms
from tools.print_row_types import write_row_types
from tools.print_rule_messages import MESSAGES, print_rule_messages
from tools.print_scale import print_scale
from tools.print_serving import print_serving
from tools.print_timescales import print_timescales
from tools.print_volumes import print_volumes

DOCS = Path(__file__).parents[1] / "docs"
TABLES = """# Tables

For those who read a snapshot or an export with a program of their own: every table, its key and its columns.

Printed from `sightline/model/schema.py` by `make docs`; a test holds the two equal.
"""


def print_tables() -> str:
    """docs/reference/tables.md: every table of a snapshot with its columns, and each exported list."""
    lines = [TABLES]
    exported = {table.name: name for name, table in EXPORTED.items()}
    for table in (*SNAPSHOT_TABLES, *LISTS.values()):
        lines += [f"## `{table.name}`", "", table.meaning, ""]
        lines += [f"One line each: {_names(table.key)}.", ""]
        if table.name in exported:
            lines += [f"`sightline export {exported[table.name]}` writes: {_names(table.exported)}.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column in table.columns:
            may = " May be missing." if column.optional else ""
            lines.append(f"| `{column.name}` | {column.type.name.lower()} | {column.meaning}{may} |")
        lines.append("")
    return "\n".join(lines)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


if __name__ == "__main__":
    environment = dict(os.environ)  # a workspace that is opened for a page is named there, and gone at the end
    write_row_types()
    write_new_database()
    MESSAGES.write_text(print_rule_messages(), encoding="utf-8")
    COMMANDS.write_text(print_command_messages(), encoding="utf-8")
    (DOCS / "reference" / "tables.md").write_text(print_tables(), encoding="utf-8")
    (DOCS / "timescales.md").write_text(print_timescales(), encoding="utf-8")
    (DOCS / "reference" / "curiosity.md").write_text(print_curiosity(), encoding="utf-8")
    (DOCS / "reference" / "scale.md").write_text(print_scale(), encoding="utf-8")
    (DOCS / "reference" / "disruption.md").write_text(print_disruption(), encoding="utf-8")
    (DOCS / "reference" / "escalation.md").write_text(print_escalation(), encoding="utf-8")
    (DOCS / "reference" / "patterns.md").write_text(print_patterns(), encoding="utf-8")
    (DOCS / "reference" / "accounts.md").write_text(print_accounts(), encoding="utf-8")
    (DOCS / "reference" / "command-line.md").write_text(print_command_line(), encoding="utf-8")
    (DOCS / "reference" / "errors-ingest.md").write_text(print_ingest_errors(), encoding="utf-8")
    (DOCS / "reference" / "mappings.md").write_text(print_mappings(), encoding="utf-8")
    (DOCS / "reference" / "returns.md").write_text(print_returns(), encoding="utf-8")
    write_inputs()
    (DOCS / "reference" / "serving.md").write_text(print_serving(), encoding="utf-8")
    (DOCS / "reference" / "asvs.md").write_text(print_asvs(), encoding="utf-8")
    (DOCS / "reference" / "escalation-volumes.md").write_text(print_volumes(), encoding="utf-8")
    (DOCS / "explanation" / "for-families.md").write_text(print_families(), encoding="utf-8")
    (DOCS / "explanation" / "architecture.md").write_text(print_architecture(), encoding="utf-8")
    (DOCS / "reference" / "rooms.md").write_text(print_rooms(), encoding="utf-8")
    for name, picture in print_pictures().items():
        (DOCS / name).write_text(picture, encoding="utf-8")
    (DOCS / "decisions" / "README.md").write_text(print_decisions(), encoding="utf-8")
    (DOCS / "README.md").write_text(print_index(), encoding="utf-8")
    # Last: the catalogue has the words of rules and commands that are printed above.
    if shutil.which("xgettext"):
        subprocess.run([sys.executable, "-m", "tools.make_catalogue"], check=True, env=environment)
    else:
        sys.stdout.write(NO_GETTEXT + "\n")

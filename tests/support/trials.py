"""Workspaces where everybody is invented: a whole list leaves them without a second person. test_bulk_exports.py has real ones.

And files of pages as they are under their labels, for tests of what is in them.
"""

import re
from dataclasses import replace
from typing import Any

from sightline.casework.core.agreements_in_force import INVENTED_ALONE, KIND
from sightline.casework.core.models import Account, Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.data import exports
from sightline.casework.disruption.selectors import Row, export_ledger, export_register
from sightline.casework.networks.selectors import exports as exports_of_networks

PURPOSE = "practice"


def everybody_is_invented() -> None:
    """Make the workspace that is served one of a trial."""
    Marker.objects.write(KIND, INVENTED_ALONE)


def export_table(*arguments: Any, **named: Any) -> int:
    """Export a list of such a workspace."""
    everybody_is_invented()
    return exports.export_table(*arguments, **named)


def second_governance() -> None:
    """A second person of information governance, without whom the first would be told of by nobody at go-live."""
    Account.objects.get_or_create(username="second_gov", defaults={"role": "information_governance"})


def export_network(session: ReaderSession, **asked: Any) -> exports_of_networks.ExportFile:
    """A file of connections, as it is under its label."""
    made = exports_of_networks.export_network(session, purpose=PURPOSE, **asked)
    return replace(made, body=without_label(made.body))


def without_label(body: bytes) -> bytes:
    """The same without the label, which is the first line of CSV, and of XML a comment."""
    found = re.match(rb"(<\?xml[^>]*\?>)<!-- Exported by .*? -->|# Exported by [^\n]*\n", body)
    assert found, "a file of people says who exported it, when and what for"
    return (found[1] or b"") + body[found.end() :]


def read_register_rows(session: ReaderSession) -> tuple[Row, ...]:
    """The rows of the file of the register."""
    return export_register(session, purpose=PURPOSE).rows


def read_ledger_rows(session: ReaderSession) -> tuple[Row, ...]:
    """The rows of the file of the disruption ledger."""
    return export_ledger(session, purpose=PURPOSE).rows

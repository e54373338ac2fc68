"""The types of record that a hold may name: layouts, and workbooks with all their sheets."""

from sightline.agreements.agreement import is_named
from sightline.ingest import list_mappings
from sightline.model.errors import Usage
from sightline.store import Workspace
from sightline.store.begun_batches import list_agreed_imports
from sightline.translation.messages import lazy as _


def list_kinds(workspace: Workspace) -> tuple[str, ...]:
    """Those that Sightline reads, what people enter here among them, and those of a workspace's own imports."""
    imported = (layout for _agency, layout in list_agreed_imports(workspace))
    every = (*(one.id for one in list_mappings()), *imported)
    return tuple(sorted({one.partition("/")[0] for one in every}))


def check_kinds(workspace: Workspace, kinds: tuple[str, ...]) -> None:
    """Usage where a hold names a type that no record can have."""
    known = list_kinds(workspace)
    if not all(is_named(one, known) for one in kinds):
        raise Usage(
            _("There is no such type of record."),
            code="unknown_kind",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(known)},
        )

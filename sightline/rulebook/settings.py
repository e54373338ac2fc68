"""Reads one part of `sightline.toml` into its struct; what cannot be used is refused, by its part and key."""

from collections.abc import Mapping
from typing import TypeVar

from sightline.model.errors import Usage
from sightline.rulebook.schema import read_table

Kind = TypeVar("Kind")
EXPLAINED_IN = {
    "web": "how-to/run-it.md",
    "database": "how-to/run-it.md",
    "accounts": "how-to/invite-a-person.md",
    "oidc": "how-to/single-sign-on.md",
    "serve": "reference/serving.md",
    "logs": "reference/serving.md",
    "metrics": "reference/serving.md",
    "ingest": "reference/errors-ingest.md",
    "attachments": "explanation/attachments.md",
    "telephones": "how-to/run-it.md",
    "audit": "how-to/check-the-audit.md",
    "retention": "how-to/erase-a-record.md",
}


def read_part(kind: type[Kind], written: Mapping[str, object], part: str) -> Kind:
    """The part of that name, or what holds where there is none. Usage where something in it cannot be used."""
    return read_table(kind, written.get(part, {}), where=part, refuse=bad_settings)


def bad_settings(what: str, part: str) -> Usage:
    """The refusal of what stands in a part."""
    return Usage(
        f"The settings cannot be used: {what}.",
        code="bad_settings",
        where=f"sightline.toml, [{part}]",
        what_to_do=f"Correct the setting or remove it: see docs/{EXPLAINED_IN[part]}.",
    )

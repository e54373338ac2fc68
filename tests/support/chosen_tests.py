"""Which tests are of a run: those of its database, and those that take pictures only where they are asked for.

A test of another run is not collected. So what a clone skips is only what lacks a file or a program.
"""

import os
from collections.abc import Collection


def is_of_this_run(markers: Collection[str], *, postgresql: bool, pictures: bool) -> bool:
    """Whether a test with these markers says something here."""
    if "postgresql" in markers or "sqlite" in markers:
        return ("postgresql" if postgresql else "sqlite") in markers
    return pictures or "pictures" not in markers


def asked_of() -> dict[str, bool]:
    """What the environment asks of this run."""
    return {
        "postgresql": bool(os.environ.get("SIGHTLINE_DATABASE_URL")),
        "pictures": os.environ.get("SIGHTLINE_SCREENSHOTS") == "1",
    }

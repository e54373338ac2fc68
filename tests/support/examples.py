"""How many examples a property is tried with, where each example runs an engine."""

import os


def examples(some: int, *, soak: int) -> int:
    """Some with every test, and as many as `soak` says with `make soak`, whose second run plans queries as shipped."""
    return soak if os.environ.get("SIGHTLINE_TESTS_PLAN") == "1" else some

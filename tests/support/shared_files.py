"""The partnership's shared data: beside the repository, or else what is kept of it; and which files differ."""

from pathlib import Path

SHARED = Path(__file__).parents[2].parent / "shared"
KEPT = Path(__file__).parents[1] / "data" / "shared"  # what a clone by itself has; tests/data/README.md has licences
DATA = (SHARED if (SHARED / "data").is_dir() else KEPT) / "data"


def differing(kept: Path, shared: Path) -> list[str]:
    """Files that are kept here and stand beside the repository with other bytes, by their path."""
    files = sorted(path.relative_to(kept) for path in kept.rglob("*") if path.is_file())
    return [
        str(one)
        for one in files
        if (shared / one).is_file() and (shared / one).read_bytes() != (kept / one).read_bytes()
    ]

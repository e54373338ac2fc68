"""Runs every benchmark in turn and prints what it measured: `make bench`. Allow half an hour on two cores.

Nothing here is a test. Figures go into docs/reference/benchmarks.md by hand, with their date.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared" / "data"
SCRIPTS = (
    ("linkage_quality.py", True),
    ("linkage_beside.py", True),
    ("name_pairs.py", False),
    ("forename_slips.py", False),
    ("linkage_million.py", True),
    ("linkage_daily.py", True),
    ("live.py", True),
    ("casenotes.py", False),
    ("casenotes_entry.py", False),
    ("clocks.py", False),
    ("whole.py", False),
    ("daily.py", False),
    ("work_list.py", False),
    ("review_pages.py", False),
    ("review_days.py", False),
    ("networks.py", False),
)


def main() -> int:
    """The exit code of the first benchmark that failed, else 0."""
    for name, needs_shared in SCRIPTS:
        if needs_shared and not SHARED.is_dir():
            print(f"== {name}: left out, ../shared/data is not here")
            continue
        print(f"== {name}", flush=True)
        arguments = [str(SHARED)] if needs_shared else []
        done = subprocess.run([sys.executable, str(HERE / name), *arguments], env=environment(), check=False)
        if done.returncode:
            return done.returncode
    return 0


def environment() -> dict[str, str]:
    """This process's environment, with the package importable from the checkout."""
    return {**os.environ, "PYTHONPATH": str(HERE.parent)}


if __name__ == "__main__":
    sys.exit(main())

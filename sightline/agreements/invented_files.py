"""Whether a workspace's folder holds agreements that were written to try Sightline in.

Pages ask this each time, so it is answered from memory until a file changes. Text is enough: a file that cannot be used
as an agreement still counts.
"""

import os
import re
from functools import lru_cache
from pathlib import Path

from sightline.agreements.agreement import INVENTED
from sightline.agreements.files import FOLDER

SAYS_SO = re.compile(rf"^\s*invented\s*=\s*true|{re.escape(INVENTED)}", re.MULTILINE)
Seen = tuple[tuple[str, int, int], ...]


def holds_invented_files(root: Path) -> bool:
    """Whether one of the files in its folder is of an invented agreement."""
    folder = root / FOLDER
    try:
        with os.scandir(folder) as entries:
            found = [(each.name, each.stat()) for each in entries if each.name.endswith(".toml")]
    except OSError:
        return False
    return _one_is_invented(folder, tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)))


@lru_cache(maxsize=4)
def _one_is_invented(folder: Path, seen: Seen) -> bool:
    return any(SAYS_SO.search((folder / name).read_text(encoding="utf-8", errors="replace")) for name, _, _ in seen)

"""How many processors and how much memory this process may use, as the system or its container limits them.

A container or a unit with a memory limit sees the whole machine's memory: the limit is read from its control group.
"""

import os
from dataclasses import dataclass
from pathlib import Path

CONTROL_GROUPS = Path("/sys/fs/cgroup")
OWN_GROUP = Path("/proc/self/cgroup")


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to serve with: `cores` processors, `memory` in bytes."""

    cores: int
    memory: int


def read_machine(*, groups: Path = CONTROL_GROUPS, own: Path = OWN_GROUP) -> Machine:
    """The processors and memory of the machine, or less where a control group allows less."""
    cores, memory = _own_cores(), os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for folder in _group_folders(groups, own):
        memory = min(memory, _memory_limit(folder) or memory)
        cores = min(cores, _core_limit(folder) or cores)
    return Machine(max(1, cores), memory)


def _own_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _group_folders(groups: Path, own: Path) -> list[Path]:
    """The folder of this process's own group and those above it, as far as they can be seen."""
    line = next((line for line in _read_file(own).splitlines() if line.startswith("0::")), "")
    if not line:
        return []
    folder = groups / line.removeprefix("0::").strip().lstrip("/")
    return [folder, *(parent for parent in folder.parents if parent.is_relative_to(groups))]


def _memory_limit(folder: Path) -> int | None:
    limit = _read_file(folder / "memory.max").strip()
    return int(limit) if limit.isdecimal() else None


def _core_limit(folder: Path) -> int | None:
    """Whole processors: of `150000 100000` one, of less than one processor still one."""
    quota, _, period = _read_file(folder / "cpu.max").strip().partition(" ")
    return max(1, int(quota) // int(period)) if quota.isdecimal() and period.isdecimal() and int(period) else None


def _read_file(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""

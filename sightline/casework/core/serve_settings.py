"""How the pages are served, as `[serve]`, `[logs]` and `[metrics]` of `sightline.toml` say.

Every number has bounds and every name its list; what cannot be used is refused at the start, by its name.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.casework.core.machine import Machine
from sightline.model.errors import Usage

MEGABYTE = 1024**2
FIRST_WORKER, FURTHER_WORKER = 600 * MEGABYTE, 200 * MEGABYTE  # measured, with room: docs/benchmarks.md
SHARE_FOR_PAGES = 2  # half of the memory serves pages; the other half is for runs, the database and the system
FEWEST_WORKERS, MOST_BY_ITSELF = 2, 16
BOUNDS = {
    "port": (1, 65_535, 8000),
    "workers": (0, 64, 0),
    "threads": (1, 64, 4),
    "stuck_seconds": (10, 3600, 60),
    "stop_seconds": (1, 600, 30),
    "keep_alive_seconds": (1, 300, 5),
    "max_requests": (0, 1_000_000, 5000),
    "max_requests_jitter": (0, 1_000_000, 500),
}
FORMATS = ("text", "json")


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """How gunicorn serves. `workers` is 0 where the machine decides; see `docs/reference/serving.md`."""

    address: str
    port: int
    workers: int
    threads: int
    stuck_seconds: int
    stop_seconds: int
    keep_alive_seconds: int
    max_requests: int
    max_requests_jitter: int


@dataclass(frozen=True, slots=True)
class LogSettings:
    """`format` is text or json; with `requests` each answer is one line: page, status, time, never an address."""

    format: str = "text"
    requests: bool = False


@dataclass(frozen=True, slots=True)
class MetricsSettings:
    """Where figures are given. `token_file` holds the secret that a reader from another machine must send."""

    address: str
    port: int
    token_file: Path | None


def read_serve_settings(written: Mapping[str, Any]) -> ServeSettings:
    """The part `[serve]`."""
    part = _part(written, "serve", (*BOUNDS, "address"))
    numbers = {name: _number(part, "serve", name, *bounds) for name, bounds in BOUNDS.items()}
    return ServeSettings(address=_address(part, "serve"), **numbers)


def read_log_settings(written: Mapping[str, Any]) -> LogSettings:
    """The part `[logs]`."""
    part = _part(written, "logs", ("format", "requests"))
    form = part.get("format", "text")
    if form not in FORMATS:
        raise _bad("[logs] format", f"Write one of: {', '.join(FORMATS)}.")
    return LogSettings(form, _yes(part, "logs", "requests"))


def read_metrics_settings(written: Mapping[str, Any], *, workspace: Path) -> MetricsSettings | None:
    """The part `[metrics]`; None where it names no port: then nothing is counted."""
    part = _part(written, "metrics", ("address", "port", "token_file"))
    if "port" not in part:
        return None
    port, address = _number(part, "metrics", "port", 1, 65_535, 0), _address(part, "metrics")
    named = part.get("token_file", "")
    if not isinstance(named, str):
        raise _bad("[metrics] token_file", "Write the name of a file.")
    if not named and not is_loopback(address):
        raise _bad("[metrics] address", "Name a token_file as well, or use 127.0.0.1.")
    return MetricsSettings(address, port, workspace / named if named else None)


def workers_for(*, settings: ServeSettings, machine: Machine) -> int:
    """How many workers to start: as set, else one a processor and at least two, as far as half the memory goes."""
    if settings.workers:
        return settings.workers
    room = machine.memory // SHARE_FOR_PAGES - FIRST_WORKER
    by_memory = 1 + max(0, room) // FURTHER_WORKER
    return int(min(max(FEWEST_WORKERS, machine.cores), by_memory, MOST_BY_ITSELF))


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach it."""
    return ipaddress.ip_address(address).is_loopback


def check_address(address: str, *, name: str = "--address") -> str:
    """An IP address as it is; Usage for anything else, names of hosts too."""
    try:
        return str(ipaddress.ip_address(address))
    except ValueError as error:
        raise _bad(name, "Write an IP address: 127.0.0.1 for this machine alone, 0.0.0.0 for every network.") from error


def _part(written: Mapping[str, Any], name: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    part = written.get(name, {})
    if not isinstance(part, dict):
        raise _bad(f"[{name}]", f"Write it as a part of its own: [{name}].")
    unknown = sorted(set(part) - set(known))
    if unknown:
        raise _bad(f"[{name}] {unknown[0]}", f"There is no such setting. Use: {', '.join(sorted(known))}.")
    return part


def _number(part: Mapping[str, Any], where: str, name: str, least: int, most: int, usual: int) -> int:
    value = part.get(name, usual)
    if type(value) is not int or not least <= value <= most:
        raise _bad(f"[{where}] {name}", f"Write a whole number from {least} to {most}.")
    return value


def _address(part: Mapping[str, Any], where: str) -> str:
    return check_address(str(part.get("address", "127.0.0.1")), name=f"[{where}] address")


def _yes(part: Mapping[str, Any], where: str, name: str) -> bool:
    value = part.get(name, False)
    if not isinstance(value, bool):
        raise _bad(f"[{where}] {name}", "Write true or false.")
    return value


def _bad(name: str, what_to_do: str) -> Usage:
    return Usage(f"The setting {name} in sightline.toml cannot be used.", code="bad_setting", what_to_do=what_to_do)

"""How the pages are reached and served, as `[web]`, `[serve]`, `[logs]` and `[metrics]` of `sightline.toml` say.

Every number has bounds and every name its list; what cannot be used is refused at the start, by its name.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from sightline.casework.core.machine import Machine
from sightline.model.errors import Usage
from sightline.rulebook.schema import Written, WrittenPart
from sightline.rulebook.settings import read_part

MEGABYTE = 1024**2
FIRST_WORKER, FURTHER_WORKER = 600 * MEGABYTE, 200 * MEGABYTE  # measured, with room: docs/reference/benchmarks.md
SHARE_FOR_PAGES = 2  # half of the memory serves pages; the other half is for runs, the database and the system
FEWEST_WORKERS, MOST_BY_ITSELF = 2, 16
LOCAL = "127.0.0.1"
IP_ADDRESS = "an IP address: 127.0.0.1 for this machine alone, 0.0.0.0 for every network"
Port = Annotated[int, Meta(ge=1, le=65_535)]


class WebSettings(WrittenPart, frozen=True):
    """How browsers reach the pages, and whether each person must set up a second step; None: as it is by itself."""

    hosts: tuple[str, ...] = ()
    https: bool = False
    two_step: Literal["required", "optional"] | None = None
    training: bool = False


class ServeSettings(Written, frozen=True):
    """How gunicorn serves. `workers` is 0 where the machine decides; see `docs/reference/serving.md`."""

    address: str = LOCAL
    port: Port = 8000
    workers: Annotated[int, Meta(ge=0, le=64)] = 0
    threads: Annotated[int, Meta(ge=1, le=64)] = 4
    stuck_seconds: Annotated[int, Meta(ge=10, le=3600)] = 60
    stop_seconds: Annotated[int, Meta(ge=1, le=600)] = 30
    keep_alive_seconds: Annotated[int, Meta(ge=1, le=300)] = 5
    max_requests: Annotated[int, Meta(ge=0, le=1_000_000)] = 5000
    max_requests_jitter: Annotated[int, Meta(ge=0, le=1_000_000)] = 500

    def __post_init__(self) -> None:
        """Refuse names of hosts."""
        need_address(self.address)


class LogSettings(Written, frozen=True, kw_only=False):
    """`format` is text or json; with `requests` each answer is one line: page, status, time, never an address."""

    format: Literal["text", "json"] = "text"
    requests: bool = False


class WrittenMetrics(Written, frozen=True):
    """Where figures are given; without a port, nowhere."""

    address: str = LOCAL
    port: Port | None = None
    token_file: str = ""

    def __post_init__(self) -> None:
        """Refuse figures that another machine could read without a secret."""
        need_address(self.address)
        if self.port and not self.token_file and not is_loopback(self.address):
            raise ValueError(f"'address' must be {LOCAL} where there is no 'token_file'")


@dataclass(frozen=True, slots=True)
class MetricsSettings:
    """Where figures are given. `token_file` holds the secret that a reader from another machine must send."""

    address: str
    port: int
    token_file: Path | None


def read_web_settings(written: Mapping[str, object]) -> WebSettings:
    """The part `[web]`."""
    return read_part(WebSettings, written, "web")


def read_serve_settings(written: Mapping[str, object]) -> ServeSettings:
    """The part `[serve]`."""
    return read_part(ServeSettings, written, "serve")


def read_log_settings(written: Mapping[str, object]) -> LogSettings:
    """The part `[logs]`."""
    return read_part(LogSettings, written, "logs")


def read_metrics_settings(written: Mapping[str, object], *, workspace: Path) -> MetricsSettings | None:
    """The part `[metrics]`; None where it names no port: then nothing is counted."""
    said = read_part(WrittenMetrics, written, "metrics")
    if said.port is None:
        return None
    return MetricsSettings(said.address, said.port, workspace / said.token_file if said.token_file else None)


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


def need_address(address: str) -> None:
    """ValueError for anything but an IP address, names of hosts too."""
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise ValueError(f"'address' must be {IP_ADDRESS}") from error


def check_address(address: str) -> str:
    """An IP address of the command line as it is; Usage for anything else."""
    try:
        need_address(address)
    except ValueError as error:
        raise Usage(
            f"--address {address} cannot be used.", code="bad_settings", what_to_do=f"Write {IP_ADDRESS}."
        ) from error
    return address

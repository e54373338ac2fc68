"""How pages are served: every setting has bounds, and the machine decides how many workers there are."""

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from sightline.casework.accounts.link_days import read_link_days
from sightline.casework.boot import SETTINGS_TEXT
from sightline.casework.core.databases import read_database_url
from sightline.casework.core.machine import Machine, read_machine
from sightline.casework.core.serve_settings import (
    MEGABYTE,
    ServeSettings,
    check_address,
    read_log_settings,
    read_metrics_settings,
    read_serve_settings,
    read_web_settings,
    workers_for,
)
from sightline.model.errors import Usage

HERE = Path("/srv/sightline")
ROOT = Path(__file__).parents[2]
BOUNDS = {
    field.name: (field.type.ge, field.type.le, field.default)
    for field in inspect.type_info(ServeSettings).fields  # type: ignore[attr-defined]
    if isinstance(field.type, inspect.IntType)
}


def test_by_itself_it_is_served_to_this_machine_alone_and_nothing_is_measured() -> None:
    chosen = read_serve_settings({})
    assert (chosen.address, chosen.port, chosen.threads, chosen.stop_seconds) == ("127.0.0.1", 8000, 4, 30)
    assert read_metrics_settings({}, workspace=HERE) is None
    assert read_log_settings({}).format == "text" and not read_log_settings({}).requests


def test_what_is_written_is_taken() -> None:
    written = {"serve": {"address": "0.0.0.0", "workers": 3}, "logs": {"format": "json", "requests": True}}
    assert (read_serve_settings(written).address, read_serve_settings(written).workers) == ("0.0.0.0", 3)
    assert read_log_settings(written).format == "json" and read_log_settings(written).requests


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("value", [-1, 10**9, "4", 2.5, True, None, []])
def test_a_number_that_cannot_stand_is_refused_by_its_name(name: str, value: Any) -> None:
    least, most, _ = BOUNDS[name]
    with pytest.raises(Usage, match=rf"'{name}' must be a whole number from {least} to {most}.*\[serve\]"):
        read_serve_settings({"serve": {name: value}})


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ({"serve": {"wrokers": 2}}, "'wrokers' is not a key that is known here; use one of address, .*, workers"),
        ({"serve": 8000}, "it must be a table, not a whole number"),
        ({"serve": {"address": "example.test"}}, "'address' must be an IP address"),
        ({"logs": {"format": "xml"}}, "'format' is 'xml'; it must be one of json, text"),
        ({"logs": {"requests": "yes"}}, "'requests' must be true or false, not text"),
        ({"metrics": {"port": 0}}, "'port' must be a whole number from 1 to 65535"),
        ({"metrics": {"port": 9464, "address": "0.0.0.0"}}, "'address' must be 127.0.0.1"),
        ({"metrics": {"port": 9464, "token_file": 7}}, "'token_file' must be text, not a whole number"),
        ({"web": {"two_step": "requierd"}}, "'two_step' is 'requierd'; it must be one of optional, required"),
        ({"web": {"https": "false"}}, "'https' must be true or false, not text"),
        ({"web": {"hosts": "sightline.example.org"}}, "'hosts' must be a list, not text"),
        ({"accounts": {"link_days": 31}}, "'link_days' must be a whole number from 1 to 30"),
        ({"accounts": {"link_days": True}}, "'link_days' must be a whole number from 1 to 30"),
        ({"database": {"url": 5432}}, "'url' must be text, not a whole number"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_part_and_key_with_what_would_be_right(
    written: dict[str, Any], says: str
) -> None:
    (part,) = written
    with pytest.raises(Usage, match=rf"{says}.*\. \(sightline\.toml, \[{part}\]\) Correct") as refused:
        read_serve_settings(written)
        read_log_settings(written)
        read_metrics_settings(written, workspace=HERE)
        read_web_settings(written)
        read_link_days(written)
        read_database_url(written)
    assert (ROOT / refused.value.what_to_do.split("see ")[1].rstrip(".")).is_file(), "it names a page that is there"


def test_a_new_workspace_can_be_used_as_it_is_written() -> None:
    switched_on = re.sub(r"^# (\w+ = )", r"\1", SETTINGS_TEXT, flags=re.MULTILINE)
    written = tomllib.loads(switched_on)
    assert read_web_settings(written).two_step == "required" and read_link_days(written) == 7
    assert msgspec.structs.asdict(read_serve_settings(written)) == msgspec.structs.asdict(ServeSettings())
    assert read_metrics_settings(written, workspace=HERE) is not None and read_database_url(written)


def test_an_address_of_the_command_line_is_an_ip_address() -> None:
    assert check_address("::1") == "::1"
    with pytest.raises(Usage, match=r"--address example\.test cannot be used\. Write an IP address"):
        check_address("example.test")


def test_another_machine_may_read_figures_only_with_a_secret() -> None:
    written = {"metrics": {"port": 9464, "address": "0.0.0.0", "token_file": "metrics.token"}}
    chosen = read_metrics_settings(written, workspace=HERE)
    assert chosen is not None and chosen.token_file == HERE / "metrics.token"


@pytest.mark.parametrize(
    ("cores", "gigabytes", "workers"),
    [(1, 4, 2), (2, 4, 2), (4, 8, 4), (2, 1, 1), (8, 2, 3), (64, 256, 16), (1, 0.5, 1)],
)
def test_workers_are_as_many_as_processors_and_half_the_memory_allow(
    cores: int, gigabytes: float, workers: int
) -> None:
    machine = Machine(cores, int(gigabytes * 1024 * MEGABYTE))
    assert workers_for(settings=read_serve_settings({}), machine=machine) == workers


def test_what_is_set_goes_before_what_the_machine_says() -> None:
    assert workers_for(settings=read_serve_settings({"serve": {"workers": 5}}), machine=Machine(1, 1)) == 5


def test_a_limit_of_the_control_group_or_of_one_above_it_counts(tmp_path: Path) -> None:
    groups, own = tmp_path / "groups", tmp_path / "own"
    (groups / "system" / "sightline").mkdir(parents=True)
    own.write_text("0::/system/sightline\n", encoding="ascii")
    whole = read_machine(groups=groups, own=own)
    (groups / "system" / "memory.max").write_text(f"{512 * MEGABYTE}\n", encoding="ascii")
    (groups / "system" / "sightline" / "memory.max").write_text("max\n", encoding="ascii")
    (groups / "system" / "sightline" / "cpu.max").write_text("50000 100000\n", encoding="ascii")
    limited = read_machine(groups=groups, own=own)
    assert limited == Machine(1, 512 * MEGABYTE) and whole.memory > limited.memory
    assert read_machine(groups=tmp_path / "none", own=tmp_path / "none") == whole


def test_the_page_says_the_bounds_that_hold() -> None:
    page = (ROOT / "docs" / "reference" / "serving.md").read_text(encoding="utf-8")
    for name, (least, most, usual) in BOUNDS.items():
        assert f"| `{name}` | {least} to {most} | `{usual}` |" in page

"""Unit files, Containerfile and compose file are checked as far as they can be without running them."""

import configparser
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from sightline.cli.app import app
from sightline.sealing.master_keys import CREDENTIAL

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
COMMAND = typer.main.get_command(app)
PROGRAM = "/opt/sightline/bin/sightline"
HARDENED = {
    "NoNewPrivileges": "true", "ProtectSystem": "strict", "ProtectHome": "true", "PrivateTmp": "true",
    "PrivateDevices": "true", "PrivateUsers": "true", "ProtectKernelTunables": "true", "ProtectKernelModules": "true",
    "ProtectKernelLogs": "true", "ProtectControlGroups": "true", "ProtectClock": "true", "ProtectHostname": "true",
    "ProtectProc": "invisible", "RestrictNamespaces": "true", "RestrictRealtime": "true", "RestrictSUIDSGID": "true",
    "LockPersonality": "true", "MemoryDenyWriteExecute": "true", "CapabilityBoundingSet": "", "AmbientCapabilities": "",
    "SystemCallArchitectures": "native", "IPAddressDeny": "any", "UMask": "0077", "DevicePolicy": "closed",
}  # fmt: skip
SECRET = re.compile(r"(password|secret|token|key)\w*\s*[=:]\s*['\"]?[^\s'\"/{}\[\]]{6,}", re.IGNORECASE)


class Units(configparser.RawConfigParser):
    """Unit files: names keep their capitals, and a name may come more than once (the last is kept)."""

    def __init__(self) -> None:
        super().__init__(strict=False)

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def read_unit(path: Path) -> Units:
    unit = Units()
    unit.read(path, encoding="utf-8")
    return unit


def check_command(words: list[str]) -> None:
    """It is a command of `sightline`, and so is each option."""
    command: Any = COMMAND
    while words and getattr(command, "commands", None):
        name, *words = words
        assert name in command.commands, f"there is no command {name}"
        command = command.commands[name]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_shut_in_and_runs_a_command_that_there_is(path: Path) -> None:
    service = read_unit(path)["Service"]
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    assert service["User"] == service["Group"] == "sightline"
    assert service["ReadWritePaths"].split()[0] == "/srv/sightline"
    shell = re.fullmatch(r"/bin/sh -c 'exec (.+)'", service["ExecStart"])  # only to write the day into a name
    program, *words = (shell[1] if shell else service["ExecStart"]).split()
    assert program == PROGRAM
    check_command(words)
    before, *words = service.get("ExecStartPre", f"{PROGRAM} doctor").split()
    assert before == PROGRAM
    check_command(words)
    assert not SECRET.search(path.read_text(encoding="utf-8"))


def test_the_server_is_given_time_to_end() -> None:
    """Longer than `[serve] stop_seconds`, and the signal goes to the first process alone."""
    service = read_unit(DEPLOY / "systemd" / "sightline.service")["Service"]
    assert service["KillMode"] == "mixed" and int(service["TimeoutStopSec"]) > 30
    assert (service["Type"], service["Restart"]) == ("notify", "on-failure")


def test_what_imports_and_what_updates_alone_are_given_the_key_of_rolls_by_the_name_that_is_read() -> None:
    line = f"LoadCredential={CREDENTIAL}:/etc/sightline/rolls.key"
    named = {path.name: path.read_text(encoding="utf-8") for path in UNITS}
    assert [name for name, text in named.items() if line in text] == [
        "sightline-import.service",
        "sightline-update.service",
    ]
    assert line in (ROOT / "docs" / "how-to" / "seal-rolls.md").read_text(encoding="utf-8")


def test_each_timer_starts_a_service_that_there_is() -> None:
    assert TIMERS and {path.stem for path in TIMERS} <= {path.stem for path in UNITS}
    for path in TIMERS:
        assert read_unit(path)["Timer"]["OnCalendar"] and read_unit(path)["Timer"]["Persistent"] == "true"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here: units are not verified")
def test_systemd_takes_the_units_and_finds_little_exposed(tmp_path: Path) -> None:
    for path in (*UNITS, *TIMERS):
        text = path.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    names = [str(tmp_path / path.name) for path in (*UNITS, *TIMERS)]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    for path in UNITS:
        asked = ["systemd-analyze", "security", "--offline=true", "--threshold=15", str(tmp_path / path.name)]
        done = subprocess.run(asked, capture_output=True, text=True)
        assert done.returncode == 0, f"{path.name} is exposed more than 1.5 of 10\n{done.stdout}"


def container_steps() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, each with what follows it, lines put together."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ").splitlines()
    split = [line.split(None, 1) for line in lines if line.strip()]
    return [(step[0], " ".join(step[1].split())) for step in split]


def test_the_image_is_built_of_named_versions_and_runs_as_nobody_special() -> None:
    steps = container_steps()
    bases = [rest.split()[0] for name, rest in steps if name == "FROM"]
    assert len(bases) == 2 and len(set(bases)) == 1
    assert re.fullmatch(r"docker\.io/library/python:3\.11\.\d+-slim-\w+", bases[0]), "an exact tag, never latest"
    last_stage = steps[max(place for place, (name, _) in enumerate(steps) if name == "FROM") :]
    users = [rest for name, rest in last_stage if name == "USER"]
    assert users == ["10001:10001"]
    after = [name for name, _ in last_stage[[name for name, _ in last_stage].index("USER") :]]
    assert not {"RUN", "COPY", "ADD"} & set(after), "nothing is made by root after that"
    assert ("VOLUME", '["/srv/sightline", "/backups"]') in last_stage and ("STOPSIGNAL", "SIGTERM") in last_stage
    assert all(
        "--require-hashes" in rest or "--no-index" in rest
        for _, rest in steps
        for rest in rest.split("&&")
        if "pip install" in rest
    )
    assert not [rest for name, rest in steps if name in ("ARG", "ADD") or SECRET.search(rest)]


def test_what_the_image_copies_is_there_and_what_it_runs_is_a_command() -> None:
    steps = container_steps()
    copied = [rest.split() for name, rest in steps if name == "COPY" and not rest.startswith("--from")]
    sources = [source for words in copied for source in words[:-1]]
    assert sources and not [source for source in sources if not (ROOT / source).exists()]
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    assert not [source for source in sources if "!" + source.rstrip("/") not in ignored], "else they are left out"
    (command,) = [json.loads(rest) for name, rest in steps if name == "CMD"]
    check_command(command)
    assert ("ENTRYPOINT", '["sightline"]') in steps


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("name", compose()["services"])
def test_each_container_is_shut_in(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"] and service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    user, _, group = service["user"].partition(":")
    assert int(user) > 0 and int(group) > 0
    tag = service["image"].rpartition(":")[2]
    assert re.match(r"\d+\.\d+", tag), "an exact version, never latest"
    assert service["healthcheck"]["test"][0] == "CMD" and service["pids_limit"] and service["restart"]
    assert "privileged" not in service and "network_mode" not in service and "devices" not in service


def test_secrets_come_by_files_alone_and_only_the_proxy_is_reached_from_outside() -> None:
    written = compose()
    services, networks = written["services"], written["networks"]
    for service in services.values():
        assert set(service["secrets"]) <= set(written["secrets"])
        named = {name: str(value) for name, value in service["environment"].items()}
        assert not [name for name in named if re.search("PASSWORD|SECRET|TOKEN", name) and not name.endswith("_FILE")]
        assert not [value for value in named.values() if re.search(r"://[^/@]*:[^/@]+@", value)]
    assert all(set(secret) == {"file"} for secret in written["secrets"].values())
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert {name for name, network in networks.items() if not network.get("internal")} == {"outside"}
    assert [name for name, service in services.items() if "outside" in service["networks"]] == ["proxy"]
    kept_out = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/deploy/secrets/", "/deploy/.env"} <= set(kept_out)


def test_compose_runs_this_image_and_names_files_that_are_there() -> None:
    service = compose()["services"]["sightline"]
    check_command(list(service["command"]))
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    mounted = [volume.split(":")[0] for each in compose()["services"].values() for volume in each["volumes"]]
    named, files = set(compose()["volumes"]), {one for one in mounted if one.startswith("./") and one != "./inbox"}
    assert {one for one in mounted if not one.startswith("./")} == named
    assert files == {"./Caddyfile"} and (DEPLOY / "Caddyfile").is_file()


def test_the_proxy_speaks_https_alone_and_passes_no_probe_on() -> None:
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert text.count("{\n") == text.count("}\n"), "every block is closed"
    assert "@probes path /healthz /readyz /metrics" in text and "respond @probes 404" in text
    assert "reverse_proxy sightline:8000" in text and "admin off" in text and "redir https://" in text

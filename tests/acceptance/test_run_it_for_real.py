"""What tests/acceptance/test_run_it.py leaves out, where the machine has it: `make soak`. Each skip says what is missing.

The page changes the machine (accounts, packages, services), so it is followed only where SIGHTLINE_EMPTY_SERVER=1 says
that this is an empty server, with the files of a release, certificate.pem and key.pem in the current folder.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.run_it import PASSWORD, read_blocks

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
pytestmark = pytest.mark.soak


def engine() -> str:
    """The container engine that answers; skips where none does."""
    for name in ("podman", "docker"):
        if shutil.which(name) and subprocess.run([name, "info"], capture_output=True).returncode == 0:
            return name
    pytest.skip("no container engine answers (podman info, docker info): the image is not built")


def test_the_whole_page_on_an_empty_server() -> None:
    if os.environ.get("SIGHTLINE_EMPTY_SERVER") != "1":
        pytest.skip("SIGHTLINE_EMPTY_SERVER is not 1: apt-get, useradd, PostgreSQL, systemctl and Caddy are not run")
    for block in read_blocks():
        typed = f"{PASSWORD}\n" if " account " in block.text else ""
        done = subprocess.run(["bash", "-e", "-c", block.text], input=typed, text=True, capture_output=True)
        assert done.returncode == 0, f"{block.text}\n{done.stdout}\n{done.stderr}"


def test_the_image_is_built_and_its_program_runs_as_nobody_special() -> None:
    name = engine()
    tag = "localhost/sightline:soak"
    build = [name, "build", "--file", DEPLOY / "Containerfile", "--tag", tag, ROOT]
    built = subprocess.run(build, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    shut_in = [
        "--rm",
        "--read-only",
        "--cap-drop=ALL",
        "--security-opt=no-new-privileges",
        "--tmpfs=/tmp",
        "--network=none",
    ]
    done = subprocess.run([name, "run", *shut_in, tag, "--version"], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("sightline "), done.stderr
    asked = subprocess.run([name, "run", *shut_in, "--entrypoint=id", tag, "-u"], capture_output=True, text=True)
    assert asked.stdout.strip() == "10001"


def test_the_compose_file_is_taken_by_the_engine() -> None:
    if subprocess.run(["sh", "-c", "docker compose version"], capture_output=True).returncode:
        pytest.skip("docker compose is not here: its reading of deploy/compose.yaml is not checked")
    command = ["docker", "compose", "--file", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    done = subprocess.run(
        command, env={**os.environ, "SIGHTLINE_HOST": "sightline.example.org"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_caddy_takes_its_settings(tmp_path: Path) -> None:
    if not shutil.which("caddy"):
        pytest.skip("caddy is not here: deploy/Caddyfile is not adapted")
    done = subprocess.run(
        ["caddy", "adapt", "--config", DEPLOY / "Caddyfile"],
        env={**os.environ, "SIGHTLINE_HOST": "x.test"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr

"""A release: refused where something is not ready; the same bytes twice; signed so that a common tool can check it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools import release as releasing
from tools.release import Refused, Release, make_release, read_release
from tools.sbom import make_sbom, read_lock

ROOT = Path(__file__).parents[2]
NEEDS_SSH = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen is not here: nothing can be signed")
GIT = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.test", "GIT_COMMITTER_NAME": "x",
       "GIT_COMMITTER_EMAIL": "x@example.test", "GIT_AUTHOR_DATE": "2026-11-28T12:00:00Z",
       "GIT_COMMITTER_DATE": "2026-11-28T12:00:00Z"}  # fmt: skip


def git(tree: Path, *words: str) -> None:
    command = ["git", "-c", "commit.gpgsign=false", *words]
    subprocess.run(command, cwd=tree, check=True, capture_output=True, env={**os.environ, **GIT})


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree that may be released as 1.2.3."""
    made = tmp_path / "tree"
    for folder in ("sightline", "requirements", "tools/assets"):
        (made / folder).mkdir(parents=True)
    (made / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "sightline-safeguarding"\nversion = "1.2.3"\nrequires-python = ">=3.11"\n'
        '[tool.hatch.build.targets.wheel]\npackages = ["sightline"]\n',
        encoding="utf-8",
    )
    (made / "sightline" / "__init__.py").write_text('__version__ = "1.2.3"\n', encoding="utf-8")
    (made / "CHANGELOG.md").write_text("# Changelog\n\n## [1.2.3] - 2026-11-28\n\n- All of it.\n", encoding="utf-8")
    shutil.copy(ROOT / "requirements" / "postgres.txt", made / "requirements")
    shutil.copy(ROOT / "tools" / "assets" / "package.json", made / "tools" / "assets")
    git(made, "init", "-q")
    git(made, "add", ".")
    git(made, "commit", "-qm", "all")
    return made


def change_tree(tree: Path) -> None:
    (tree / "sightline" / "more.py").write_text("", encoding="utf-8")


def forget_entry(tree: Path) -> None:
    (tree / "CHANGELOG.md").write_text("# Changelog\n\n## [1.2.3] (not released)\n", encoding="utf-8")


def differ_in_version(tree: Path) -> None:
    (tree / "sightline" / "__init__.py").write_text('__version__ = "1.2.4"\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(change_tree, "not committed"), (forget_entry, "CHANGELOG"), (differ_in_version, "different versions")],
)
def test_what_is_not_ready_is_refused(tree: Path, spoil: Any, said: str) -> None:
    assert read_release(tree).version == "1.2.3"
    spoil(tree)
    with pytest.raises(Refused, match=said):
        read_release(tree)


def test_a_key_in_the_repository_is_refused(tree: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="lies in the repository"):
        make_release(read_release(tree), out=tmp_path / "out", key=tree / "key")
    assert not (tree / "key").exists()


@NEEDS_SSH
def test_a_release_is_the_same_twice_and_can_be_checked(tree: Path, tmp_path: Path) -> None:
    release, key, out = read_release(tree), tmp_path / "keys" / "release", tmp_path / "out"
    names = [path.name for path in make_release(release, out=out, key=key)]
    assert names == [
        "SHA256SUMS", "SHA256SUMS.sig", "release_key.pub", "requirements.txt", "sightline-1.2.3.cdx.json",
        "sightline_safeguarding-1.2.3-py3-none-any.whl", "sightline_safeguarding-1.2.3.tar.gz",
    ]  # fmt: skip
    assert key.stat().st_mode & 0o077 == 0
    sums = (out / "SHA256SUMS").read_text(encoding="ascii")
    make_release(Release(tree, release.version, release.made_at), out=tmp_path / "again", key=key)
    assert (tmp_path / "again" / "SHA256SUMS").read_text(encoding="ascii") == sums, "the same commit, the same bytes"
    check(out)
    (out / "SHA256SUMS").write_text(sums.replace("a", "b"), encoding="ascii")
    with pytest.raises(AssertionError):
        check(out)


def check(out: Path) -> None:
    """By the commands of docs/how-to/check-a-release.md."""
    page = (ROOT / "docs" / "how-to" / "check-a-release.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```sh\n")[1:]]
    assert len(blocks) == 3
    for block in blocks:
        done = subprocess.run(["sh", "-e", "-c", block], cwd=out, capture_output=True, text=True)
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"


def test_the_bill_of_materials_names_every_locked_requirement_and_what_needs_it() -> None:
    made = make_sbom(
        version="1.2.3", lock=ROOT / "requirements" / "postgres.txt", assets=ROOT / "tools" / "assets" / "package.json",
        wheel_sha256="0" * 64, made_at=1_795_867_200,
    )  # fmt: skip
    read = json.loads(made)
    assert (read["bomFormat"], read["specVersion"]) == ("CycloneDX", "1.6")
    assert read["metadata"]["component"]["version"] == "1.2.3" and read["metadata"]["component"]["hashes"]
    named = {part["purl"] for part in read["components"]}
    locked = read_lock((ROOT / "requirements" / "postgres.txt").read_text(encoding="utf-8"))
    lines = (ROOT / "requirements" / "postgres.txt").read_text(encoding="utf-8").splitlines()
    assert len(locked) == len([line for line in lines if "==" in line]) > 40
    assert {f"pkg:pypi/{one.name}@{one.version}" for one in locked} <= named
    assert any(one.startswith("pkg:npm/govuk-frontend@") for one in named)
    needs = {part["ref"]: part.get("dependsOn", []) for part in read["dependencies"]}
    assert any(one.startswith("django@") for one in needs["sightline-safeguarding"])
    assert any(one.startswith("asgiref@") for one in needs[next(one for one in needs if one.startswith("django@"))])
    assert len([part for part in read["components"] if part.get("licenses")]) > len(locked) - 6
    assert read_lock("") == () and releasing.KEY.is_relative_to(Path.home())


def test_this_version_has_its_entry_in_the_changelog() -> None:
    """`make release` would refuse, else; and headings are those of a changelog that tools can read."""
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line[:3] == "## "]
    assert headings[0] == "## [Unreleased]" and all(line.startswith("## [") for line in headings)

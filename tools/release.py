"""Makes a release: `make release`. Wheel, source, bill of materials and checksums signed with Ed25519, in dist/VERSION.

It refuses on a tree with changes, without an entry of the version in CHANGELOG.md, and with a key that lies in the
repository. The same commit gives the same files, but for the signature.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tools.sbom import make_sbom

ROOT = Path(__file__).parents[1]
KEY = Path.home() / ".config" / "sightline" / "release_ed25519"
NAMESPACE = "sightline-release"
SUMS = "SHA256SUMS"


class Refused(Exception):
    """There is no release, and why."""


@dataclass(frozen=True, slots=True)
class Release:
    """What is released from where: a version of a tree, at the time of its commit."""

    root: Path
    version: str
    made_at: int


def read_release(root: Path) -> Release:
    """What would be released; Refused where something is not ready."""
    version = str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    if f'__version__ = "{version}"' not in (root / "sightline" / "__init__.py").read_text(encoding="utf-8"):
        raise Refused(f"sightline/__init__.py and pyproject.toml name different versions. Write {version} in both.")
    if not re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", _changelog(root), re.MULTILINE):
        raise Refused(f"CHANGELOG.md has no heading '## [{version}] - YYYY-MM-DD'. Write what changed under it.")
    changed = _git(root, "status", "--porcelain")
    if changed:
        raise Refused(f"The tree has changes that are not committed. Commit or remove them first:\n{changed}")
    return Release(root, version, int(_git(root, "log", "-1", "--format=%ct")))


def make_release(release: Release, *, out: Path, key: Path) -> list[Path]:
    """Build, describe, sum up and sign; the files in `out`, which is made anew."""
    check_key(key, root=release.root)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    build(release, out=out)
    (wheel,) = out.glob("*.whl")
    sbom = out / f"sightline-{release.version}.cdx.json"
    sbom.write_text(
        make_sbom(
            version=release.version, lock=release.root / "requirements" / "postgres.txt",
            assets=release.root / "tools" / "assets" / "package.json", wheel_sha256=sha256(wheel),
            made_at=release.made_at,
        ),
        encoding="utf-8",
    )  # fmt: skip
    shutil.copy(release.root / "requirements" / "postgres.txt", out / "requirements.txt")
    sums = out / SUMS
    sums.write_text(
        "".join(f"{sha256(path)}  {path.name}\n" for path in sorted(out.iterdir())), encoding="ascii"
    )  # as sha256sum --check reads it
    sign(sums, key=key)
    shutil.copy(key.with_name(f"{key.name}.pub"), out / "release_key.pub")
    return sorted(out.iterdir())


def build(release: Release, *, out: Path) -> None:
    """Wheel and source, every file dated as the commit; what builds them is installed already."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release.made_at)}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(release.root)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"The build failed:\n{done.stdout}{done.stderr}")


def check_key(key: Path, *, root: Path) -> None:
    """Make the key where there is none; Refused where it lies in the repository or could be committed."""
    if key.resolve().is_relative_to(root.resolve()):
        raise Refused(f"The key {key} lies in the repository. Keep it elsewhere, and name it with --key.")
    if shutil.which("ssh-keygen") is None:
        raise Refused("ssh-keygen is not here. On Debian or Ubuntu: sudo apt-get install openssh-client")
    if not key.exists():
        key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", NAMESPACE, "-f", str(key)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        print(f"A new key was made: {key}. Keep it safe; publish {key}.pub where people trust it.")


def sign(path: Path, *, key: Path) -> None:
    """Write PATH.sig, a signature in OpenSSH's form."""
    path.with_name(f"{path.name}.sig").unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"The signature failed: {done.stderr}")


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _changelog(root: Path) -> str:
    return (root / "CHANGELOG.md").read_text(encoding="utf-8")


def _git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """`python -m tools.release [--key FILE] [--out FOLDER]`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--key", type=Path, default=Path(os.environ.get("SIGHTLINE_RELEASE_KEY") or KEY))
    parser.add_argument("--out", type=Path, help="else dist/VERSION")
    asked = parser.parse_args()
    try:
        release = read_release(ROOT)
        made = make_release(release, out=asked.out or ROOT / "dist" / release.version, key=asked.key)
    except Refused as error:
        sys.exit(f"No release: {error}")
    for path in made:
        print(path)
    print("How to check it: docs/how-to/check-a-release.md")


if __name__ == "__main__":
    main()

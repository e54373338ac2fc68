"""Makes the bill of materials of a release (CycloneDX 1.6, JSON) from the locked requirements; it needs no network.

What needs what is read from the lock's own remarks, licences from what is installed here. The same commit gives the
same bytes.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from json import loads
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

OURSELVES = "sightline-safeguarding"
NAMESPACE = uuid.UUID("6f3a1f0e-8f3c-5a53-9d59-0d4a4f0f3a55")  # ours, drawn once
LONGEST_LICENCE = 100
CLASSIFIER = "License :: OSI Approved :: "
# Of the scripts and styles in the wheel, as tools/assets/LICENCES.txt has them whole.
OF_ASSETS = {"@ministryofjustice/frontend": "MIT", "cytoscape": "MIT", "govuk-frontend": "MIT", "htmx.org": "0BSD"}
REQUIREMENT = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)")
PARENT = re.compile(r"^\s+#\s+(?:via\s+)?([A-Za-z0-9][A-Za-z0-9._-]*)(?:\s+\(.*\))?$")


@dataclass(frozen=True, slots=True)
class Locked:
    """A requirement at its version, and who needs it."""

    name: str
    version: str
    needed_by: tuple[str, ...]


def read_lock(text: str) -> tuple[Locked, ...]:
    """The requirements of a lock as `tools/lock.sh` writes it."""
    return tuple(_read_blocks(text.splitlines()))


def _read_blocks(lines: Iterable[str]) -> Iterator[Locked]:
    found: tuple[str, str] | None = None
    parents: list[str] = []
    for line in [*lines, "end==0"]:
        begins = REQUIREMENT.match(line)
        if begins:
            if found:
                yield Locked(*found, tuple(parents))
            found, parents = (begins[1], begins[2]), []
        elif (parent := PARENT.match(line)) and parent[1] not in ("via",):
            parents.append(parent[1])


def make_sbom(*, version: str, lock: Path, assets: Path, wheel_sha256: str, made_at: int) -> str:
    """The document. `assets` is the package.json of the scripts and styles in the wheel; `made_at` is a time."""
    locked = read_lock(lock.read_text(encoding="utf-8"))
    root = Component(
        name=OURSELVES, version=version, type=ComponentType.APPLICATION, bom_ref=OURSELVES,
        licenses=[LicenseFactory().make_from_string("Apache-2.0")],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=wheel_sha256)],
        purl=PackageURL("pypi", name=OURSELVES, version=version),
    )  # fmt: skip
    libraries = {one: _library(one) for one in locked}  # one name may have a version for each version of Python
    shipped = [_asset(name, held) for name, held in sorted(_assets(assets).items())]
    bom = Bom(
        serial_number=uuid.uuid5(NAMESPACE, f"{version} {wheel_sha256}"), components=[*libraries.values(), *shipped]
    )
    bom.metadata.component = root
    bom.metadata.timestamp = datetime.fromtimestamp(made_at, UTC)
    parts = [(OURSELVES, root), *((one.name, library) for one, library in libraries.items())]
    for name, part in parts:
        needs = [library for one, library in libraries.items() if name in one.needed_by]
        bom.register_dependency(part, [*needs, *(shipped if part is root else [])])
    return str(JsonV1Dot6(bom).output_as_string(indent=1))


def _library(one: Locked) -> Component:
    licence = _licence(one)
    return Component(
        name=one.name, version=one.version, type=ComponentType.LIBRARY, bom_ref=f"{one.name}@{one.version}",
        purl=PackageURL("pypi", name=one.name, version=one.version),
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
    )  # fmt: skip


def _licence(one: Locked) -> str:
    """As the installed package of that very version says, in one line; empty where it says nothing usable."""
    try:
        told = metadata.distribution(one.name)
    except metadata.PackageNotFoundError:
        return ""
    if told.version != one.version:
        return ""
    said = [told.metadata[name] for name in ("License-Expression", "License") if name in told.metadata]
    said += [one.removeprefix(CLASSIFIER) for one in told.metadata.get_all("Classifier", []) if CLASSIFIER in one]
    return next((one for one in said if one and len(one) < LONGEST_LICENCE and "\n" not in one), "")


def _assets(path: Path) -> dict[str, str]:
    held: dict[str, str] = loads(path.read_text(encoding="utf-8"))["dependencies"]
    return held


def _asset(name: str, version: str) -> Component:
    group, _, plain = name.rpartition("/")
    return Component(
        name=plain, group=group or None, version=version, type=ComponentType.LIBRARY, bom_ref=f"npm:{name}@{version}",
        purl=PackageURL("npm", namespace=group or None, name=plain, version=version),
        licenses=[LicenseFactory().make_from_string(OF_ASSETS[name])],
    )  # fmt: skip

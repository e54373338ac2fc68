"""Reads the data files of `sightline.rules`, which stand inside the installed package."""

import csv
import json
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


def rules_folder(*parts: str) -> Traversable:
    """A folder or file of the rules."""
    return files("sightline.rules").joinpath(*parts)


def read_toml_texts(*parts: str) -> tuple[tuple[str, str], ...]:
    """Every TOML file of a folder as it is written, with its name without its ending, sorted by name."""
    found = [entry for entry in rules_folder(*parts).iterdir() if entry.name.endswith(".toml")]
    return tuple(
        (entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8"))
        for entry in sorted(found, key=lambda entry: entry.name)
    )


def read_toml_folder(*parts: str) -> dict[str, dict[str, Any]]:
    """Every TOML file of a folder, by name without its ending, sorted."""
    return {name: tomllib.loads(text) for name, text in read_toml_texts(*parts)}


def read_toml(*parts: str) -> dict[str, Any]:
    """A TOML file of the rules."""
    return tomllib.loads(rules_folder(*parts).read_text(encoding="utf-8"))


def read_json(*parts: str) -> Any:
    """A JSON file of the rules."""
    return json.loads(rules_folder(*parts).read_text(encoding="utf-8"))


def read_csv(*parts: str) -> list[dict[str, str]]:
    """A CSV file of the rules, as dictionaries by heading. Lines that begin with # are remarks (source, licence)."""
    lines = rules_folder(*parts).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def read_column(*parts: str) -> list[str]:
    """A CSV file of the rules with one column and no quotes, without its heading: fast for long lists of words."""
    lines = rules_folder(*parts).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")][1:]

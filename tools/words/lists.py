"""The two lists of strings that may break a law: those that stay, each with a reason, and those not yet rewritten."""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.words.said import Said

FOLDER = Path(__file__).parent
ALLOWED = FOLDER / "allowed.toml"
NOT_YET = FOLDER / "not_yet.toml"
ABOVE = "# Strings not yet rewritten, by area. A string leaves the list once it keeps the laws; none may be added.\n\n"


def read_allowed(path: Path = ALLOWED) -> Mapping[str, str]:
    """The strings that stay, with the reason of each. A string without a reason is not allowed."""
    return {one["text"]: one["reason"] for one in tomllib.loads(path.read_text("utf-8"))["allowed"] if one["reason"]}


def read_not_yet(path: Path = NOT_YET) -> frozenset[str]:
    """The strings that are not yet rewritten."""
    return frozenset(text for texts in tomllib.loads(path.read_text("utf-8")).values() for text in texts)


def write_not_yet(strings: Iterable[Said], path: Path = NOT_YET) -> None:
    """Write the list of these strings alone."""
    areas: defaultdict[str, set[str]] = defaultdict(set)
    for said in strings:
        areas[said.area].add(said.text)
    blocks = [f"{json.dumps(area)} = [\n{_lines(texts)}]\n" for area, texts in sorted(areas.items())]
    path.write_text(ABOVE + "\n".join(blocks), encoding="utf-8")


def _lines(texts: set[str]) -> str:
    return "".join(f"    {json.dumps(text, ensure_ascii=False)},\n" for text in sorted(texts))

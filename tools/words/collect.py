"""Collects every user-visible string of the package: from the three kinds of file that hold one, and of exports."""

from collections.abc import Iterator
from pathlib import Path

from tools.words.exports import strings_of_exports
from tools.words.modules import strings_of_module
from tools.words.pages import strings_of_page
from tools.words.rules import strings_of_rule
from tools.words.said import Said

PACKAGE = Path(__file__).parents[2] / "sightline"
# Stories of the invented partnership are its people's words; slots and cues are read by those who write rules.
LEFT_OUT = (
    "invented/", "rules/casenotes/slots/", "rules/casenotes/cues/", "rules/casenotes/mentions/lists/", "model/rows/",
)  # fmt: skip
READERS = {".html": strings_of_page, ".txt": strings_of_page, ".py": strings_of_module, ".toml": strings_of_rule}


def area_of(place: str) -> str:
    """Which part of the package a file belongs to, as the lists of strings are headed."""
    parts = place.split("/")
    if parts[0] == "rules":
        return "/".join(parts[: 3 if parts[1] in ("england", "casenotes") and len(parts) > 3 else 2])
    if "templates" in parts:
        return "pages/" + (parts[2] if len(parts) > 3 else "top")
    return "/".join(parts[:2]) if parts[0] in ("web", "casework") else parts[0]


def collect(package: Path = PACKAGE) -> Iterator[Said]:
    """Every string, in the order of files."""
    for path in sorted(package.rglob("*")):
        place = path.relative_to(package).as_posix()
        read = READERS.get(path.suffix)
        is_words = path.suffix != ".txt" or "templates" in path.parts
        if read and is_words and "migrations" not in path.parts and not place.startswith(LEFT_OUT):
            yield from read(path.read_text(encoding="utf-8"), area=area_of(place), place=place)
    if package == PACKAGE:
        yield from strings_of_exports(package)

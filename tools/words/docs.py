"""The strings of every page of the docs, sentence by sentence: decisions apart, which stay as they were written."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.import_map import ROOT
from tools.sentence_lengths import sentences
from tools.words.said import Said

READ = ("*.md", "docs/**/*.md")
LEFT_OUT = "docs/decisions/"
CODE = re.compile(r"^( *)```.*?^\1```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def strings_of_doc(text: str, *, area: str, place: str) -> Iterator[Said]:
    """Every sentence, heading and cell of a page in Markdown; a piece of code is one word."""
    for one in sentences(text):
        yield Said(area, place, one)
    for line in LINK.sub(r"\1", CODE.sub("Code", text)).splitlines():
        if line.startswith("#"):
            yield Said(area, place, line.lstrip("# "), is_heading=True)
        elif line.lstrip().startswith("|"):
            for cell in line.strip(" |").split(" | "):
                yield Said(area, place, cell.replace("*", "").strip())


def collect_docs(root: Path = ROOT) -> Iterator[Said]:
    """Every string of the pages that are held to the laws, in the order of READ."""
    for path in (path for pattern in READ for path in sorted(root.glob(pattern))):
        place = path.relative_to(root).as_posix()
        if not place.startswith(LEFT_OUT):
            yield from strings_of_doc(path.read_text(encoding="utf-8"), area=path.parent.name, place=place)

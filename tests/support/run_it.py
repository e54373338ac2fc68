"""The commands of docs/how-to/run-it.md, each with what it needs."""

import re
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "run-it.md"
PASSWORD = "a quiet river bends twice"


class Block(NamedTuple):
    needs: str
    text: str


def read_blocks(page: Path = PAGE) -> list[Block]:
    """The commands of a page in order, each with what stands before it."""
    found = re.findall(r"<!-- run: ([^>]+?) -->\n```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [Block(needs, text) for needs, text in found]

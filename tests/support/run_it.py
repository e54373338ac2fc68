"""The commands of the how-to pages, each with what it needs: `<!-- run: here -->` before a block that a test runs."""

import re
import textwrap
from pathlib import Path
from typing import NamedTuple

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
PAGE = HOW_TO / "run-it.md"
PASSWORD = "a quiet river bends twice"
HERE = "here"
BLOCK = re.compile(r"^( *)<!-- run: ([^>]+?) -->\n *```sh\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


class Block(NamedTuple):
    needs: str
    text: str


def read_blocks(page: Path = PAGE) -> list[Block]:
    """The commands of a page in order, each with what stands before it."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [Block(needs, textwrap.dedent(text)) for _, needs, text in found]

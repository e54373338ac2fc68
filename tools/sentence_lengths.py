"""Measures how long the sentences of the docs are: `python -m tools.sentence_lengths` prints a line a page."""

import re
import statistics
from collections.abc import Iterator
from pathlib import Path

from tools.import_map import ROOT
from tools.print_index import DOCS

LONGEST = 25
ABOVE = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
# A sentence ends at a full stop, a question or exclamation mark, or a colon, before a space and no small letter.
ENDS = re.compile(r"(?<=[.!?:])[\"”’)*_]*\s+(?![a-z])")
NOT_AN_END = re.compile(r"\b(e\.g|i\.e|etc|cf|Dr|Mr|Mrs|No|vs|approx|p|pp)\.")
WORD = re.compile(r"\w")
ITEM = re.compile(r"^\s*([-*>]|\d+\.) +")
APART = re.compile(r"\s*(#|\||>|[-*] |\d+\. |$)")
SKIPPED = re.compile(r"\s*(#|\|)")
CODE, CODE_IN_LIST = 4, 7


def sentences(text: str) -> Iterator[str]:
    """The sentences of a page in Markdown, without headings, tables, code, pictures and addresses."""
    text = re.sub(r"^( *)```.*?^\1```", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"`(?:[^`\n]|\n(?!\n))+`", "Code", text)
    text = re.sub(r"[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}", "", text)
    for block in _blocks(text):
        for found in ENDS.split(NOT_AN_END.sub(lambda short: short[0].replace(".", ""), block)):
            if WORD.search(found):
                yield found.strip()


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and items of lists, each on one line. Code is indented by four, in a list by seven or more."""
    block: list[str] = []
    code_from = CODE
    for line in [*text.splitlines(), ""]:
        indent = len(line) - len(line.lstrip())
        if APART.match(line) and block:
            yield " ".join(block)
            block = []
        if line.strip() and not indent:
            code_from = CODE_IN_LIST if ITEM.match(line) else CODE
        if not line.strip() or SKIPPED.match(line) or (indent >= code_from and not block):
            continue
        block.append(ITEM.sub("", line).strip())


def count_words(sentence: str) -> int:
    """How many words a sentence has; a piece of code is one."""
    return sum(1 for word in sentence.split() if WORD.search(word))


def pages() -> list[Path]:
    """Every page that people read as docs: decisions too, the change log not."""
    return [*(ROOT / name for name in ABOVE), *sorted(DOCS.rglob("*.md"))]


def long_sentences(page: Path) -> list[str]:
    """The sentences of a page with more than LONGEST words."""
    return [one for one in sentences(page.read_text(encoding="utf-8")) if count_words(one) > LONGEST]


def _line(name: str, counts: list[int]) -> str:
    high = statistics.quantiles(counts, n=20)[-1] if len(counts) > 1 else counts[0]
    over = sum(1 for count in counts if count > LONGEST)
    middle = statistics.median(counts)
    return f"{over:5} over {LONGEST}  median {middle:4.0f}  95th {high:4.0f}  of {len(counts):4}  {name}"


def main() -> None:
    """Print the measure of each page, those with most long sentences first, then of all."""
    found = {page: [count_words(one) for one in sentences(page.read_text(encoding="utf-8"))] for page in pages()}
    lines = [_line(page.relative_to(ROOT).as_posix(), counts) for page, counts in found.items() if counts]
    together = _line("all pages", [count for counts in found.values() for count in counts])
    print("\n".join([*sorted(lines, reverse=True), together]))  # noqa: T201


if __name__ == "__main__":
    main()

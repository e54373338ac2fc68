"""Cuts the sentence in which something is named out of a note, with the words that are named apart.

Offsets count in the cell as it came. Where something was taken out of it since (a protected address), the words are
looked for; and where they are gone too, there is no sentence.
"""

import re

ENDS = re.compile(r"[.!?](?:[\"”’)]*)(?=\s)|\n")
MOST = 300


def cut_sentence(text: str, *, words: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before the words in their sentence, the words, and what stands behind; all empty where not found."""
    if text[start:end] != words:
        start = text.find(words)
        end = start + len(words)
    if start < 0 or not words:
        return "", "", ""
    before, behind = text[:start], text[end:]
    ends = list(ENDS.finditer(before))
    before = before[ends[-1].end() :].lstrip() if ends else before
    stop = ENDS.search(behind)
    behind = behind[: stop.end()].rstrip() if stop else behind
    return _end_of(before), words, _beginning_of(behind)


def _end_of(text: str) -> str:
    return text if len(text) <= MOST else "…" + text[-MOST:].partition(" ")[2]


def _beginning_of(text: str) -> str:
    return text if len(text) <= MOST else text[:MOST].rpartition(" ")[0] + "…"

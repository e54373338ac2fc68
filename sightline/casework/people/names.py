"""How names that a source wrote in capitals are shown. The record keeps what was written."""

import re

WORD = re.compile(r"[^\W\d_]+")
FEWEST_LETTERS = 3


def show_name(written: str) -> str:
    """`Tomos Michael Kaye` of `Tomos Michael KAYE`; two capitals stay, unless the whole name is in capitals."""
    whole = written.isupper()
    return WORD.sub(lambda found: _show_word(found.group(), whole=whole), written)


def _show_word(word: str, *, whole: bool) -> str:
    if not word.isupper() or len(word) < (2 if whole else FEWEST_LETTERS):
        return word
    return f"Mc{word[2:].capitalize()}" if word.startswith("MC") and len(word) > FEWEST_LETTERS else word.capitalize()

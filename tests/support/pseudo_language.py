"""A language made for tests: each message of the catalogue in brackets, and what a page shows outside of them."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.utils.translation import trans_real

import sightline

CATALOGUE = Path(sightline.__file__).parent / "locale" / "cy" / "LC_MESSAGES" / "django.po"
TEXT = re.compile(r'^(msgid|msgid_plural) (".*"(?:\n".*")*)', re.MULTILINE)
OPEN, CLOSE = "⟦⟧"
BRACKETED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
SILENT = ("script", "style", "template")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-confirm")
WORDS = re.compile(r"[A-Za-z’']{3,}")


@cache
def messages_written() -> frozenset[str]:
    """Every message of the catalogue, in English."""
    found = TEXT.findall(CATALOGUE.read_text(encoding="utf-8"))
    return frozenset("".join(map(ast.literal_eval, written.split("\n"))) for _, written in found)


class PseudoLanguage(trans_real.DjangoTranslation):
    """Welsh, where every message that the catalogue has is itself in brackets."""

    def gettext(self, message: str) -> str:
        """The message in brackets; without them where nobody wrote it down for translators."""
        text = message.rpartition("\x04")[2]
        if text in messages_written() or super().gettext(message) != message:
            return f"{OPEN}{text}{CLOSE}"
        return message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """One or many, as in English."""
        return self.gettext(singular if number == 1 else plural)


def speak_pseudo(monkeypatch: Any) -> None:
    """From now on Welsh is the language of brackets."""
    trans_real.translation("cy")
    monkeypatch.setitem(trans_real._translations, "cy", PseudoLanguage("cy"))


class _Shown(HTMLParser):
    """The texts of a page, and the words that a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        said: Mapping[str, str | None] = dict(attrs)
        self.texts += [said[name] or "" for name in SPOKEN if name in said]
        self.texts += [said.get("value") or ""] if tag == "button" else []

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def outside_brackets(page: str) -> Iterator[str]:
    """What a page shows that no message of the catalogue says."""
    reader = _Shown()
    reader.feed(page)
    whole = "\x00".join(reader.texts)
    while (left := BRACKETED.sub("\x01", whole)) != whole:
        whole = left
    for text in re.split("[\x00\x01]", whole):
        words = " ".join(text.split()).strip(" .,;:()“”–-·?")
        if WORDS.search(words):
            yield words

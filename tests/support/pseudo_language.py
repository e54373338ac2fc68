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
from sightline.web.core import page_language

CATALOGUE = Path(sightline.__file__).parent / "locale" / "cy" / "LC_MESSAGES" / "django.po"
TEXT = re.compile(r'^(msgid|msgid_plural) (".*"(?:\n".*")*)', re.MULTILINE)
OPEN, CLOSE = "⟦⟧"
NO_WELSH = "№"
BRACKETED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
CUT_SHORT = re.compile(f"{OPEN}[^{OPEN}{CLOSE}\x00]*…")  # a message of which a list shows the first words
SILENT = ("script", "style", "template", "sup")
# What stands inside a sentence and does not end it.
INSIDE = ("mark", "tspan", "sup")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-confirm")
WORDS = re.compile(r"[A-Za-z’']{3,}")


@cache
def messages_written() -> frozenset[str]:
    """Every message of the catalogue, in English."""
    found = TEXT.findall(CATALOGUE.read_text(encoding="utf-8"))
    return frozenset("".join(map(ast.literal_eval, written.split("\n"))) for _, written in found)


class PseudoLanguage(trans_real.DjangoTranslation):
    """Welsh, where every message that the catalogue has is itself in brackets, marked where it has no Welsh yet."""

    def gettext(self, message: str) -> str:
        """The message in brackets; without them where nobody wrote it down for translators."""
        return self._bracketed(message, message in self._catalog)  # type: ignore[attr-defined]

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """One or many, as in English."""
        return self._bracketed(singular if number == 1 else plural, (singular, 0) in self._catalog)  # type: ignore[attr-defined]

    def _bracketed(self, message: str, has_welsh: bool) -> str:
        text = message.rpartition("\x04")[2]
        if has_welsh or text in messages_written():
            return f"{OPEN}{'' if has_welsh else NO_WELSH}{text}{CLOSE}"
        return message


def speak_pseudo(monkeypatch: Any) -> None:
    """From now on Welsh is the language of brackets, and every page is shown in it."""
    monkeypatch.setattr(page_language, "is_whole", lambda _code, _page: True)
    trans_real.translation("cy")
    monkeypatch.setitem(trans_real._translations, "cy", PseudoLanguage("cy"))


class _Shown(HTMLParser):
    """The texts of a page, and the words that a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.spoken: list[str] = []
        self.silent = 0
        self.goes_on = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.goes_on = tag in INSIDE and self.goes_on
        said: Mapping[str, str | None] = dict(attrs)
        self.spoken += [said[name] or "" for name in SPOKEN if name in said]
        self.spoken += [said.get("value") or ""] if tag == "button" else []

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        self.goes_on = tag in INSIDE and self.goes_on

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.goes_on:
            self.texts[-1] += f" {data}" if data[:1].isalnum() and self.texts[-1][-1:].isalnum() else data
        else:
            self.texts.append(data)
        self.goes_on = True


def outside_brackets(page: str) -> Iterator[str]:
    """What a page shows that no message of the catalogue says."""
    reader = _Shown()
    reader.feed(page)
    whole = "\x00".join([*reader.texts, *reader.spoken])
    while (left := BRACKETED.sub("\x01", whole)) != whole:
        whole = left
    for text in re.split("[\x00\x01]", CUT_SHORT.sub("\x01", whole)):
        words = " ".join(text.split()).strip(" .,;:()“”–-·?")
        if WORDS.search(words):
            yield words

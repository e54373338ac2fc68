"""The strings of templates: text of every branch, block by block, and attributes that are spoken."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tools.words.said import BLANK, Said

COMMENT = re.compile(r"{#.*?#}|{%-?\s*comment\b.*?endcomment\s*-?%}|<!--.*?-->", re.DOTALL)
TOKEN = re.compile(r"({%.*?%}|{{.*?}})", re.DOTALL)
LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
TRANSLATED = re.compile(r"{%\s*translate\s+(?:\"([^\"]*)\"|'([^']*)')\s*%}")
IN_A_BLOCK = re.compile(r"{%\s*blocktranslate\b.*?%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")
BRANCHES = ("if", "elif", "else", "endif", "empty")
INLINE = frozenset(("a", "strong", "em", "b", "i", "span", "abbr", "q", "code", "mark", "time", "kbd", "small", "cite"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "summary", "th", "title"))
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-confirm", "label")
BLOCK = "wbr"
SILENT = ("script", "style", "svg")


class _Branch:
    """What one branch of a condition says, until its end is met."""

    def __init__(self) -> None:
        self.ways: list[str] = [""]


def flatten(text: str) -> tuple[str, list[str]]:
    """The text with the longest way of every condition, and the other ways apart: no sentence is counted twice."""
    apart: list[str] = []
    open_ones = [_Branch()]
    for part in TOKEN.split(COMMENT.sub(" ", text)):
        word = part[2:-2].split()[0] if part.startswith("{%") and part[2:-2].split() else ""
        if word in ("if", "for"):
            open_ones.append(_Branch())
        elif word in BRANCHES[1:3] or word == "empty":
            open_ones[-1].ways.append("")
        elif word in ("endif", "endfor") and len(open_ones) > 1:
            longest, *others = sorted(open_ones.pop().ways, key=len, reverse=True)
            apart += others
            open_ones[-1].ways[-1] += longest
        else:
            open_ones[-1].ways[-1] += _say(part)
    return open_ones[0].ways[-1], apart


def _say(part: str) -> str:
    if part.startswith("{{"):
        return BLANK
    if part.startswith(("{% block", "{% endblock")):
        return f"<{BLOCK}>"
    return "" if part.startswith("{%") else part


def read_translated(text: str) -> str:
    """The text with the words that are marked for translation in their places; one and many are two branches."""

    def ways(found: re.Match[str]) -> str:
        one, *many = PLURAL.split(found[1])
        return f"{{% if one %}}{one}{{% else %}}{many[0]}{{% endif %}}" if many else one

    return TRANSLATED.sub(lambda found: found[1] or found[2], IN_A_BLOCK.sub(ways, text))


def literals(text: str) -> Iterator[str]:
    """The strings that tags and filters are given and that read as words: `with title="Records behind this"`."""
    for token in TOKEN.findall(COMMENT.sub(" ", text)):
        for one in LITERAL.findall(token):
            words = one[0] or one[1]
            if re.search(r"[A-Za-z]{2,}[’']? [A-Za-z]{2,}", words) and "/" not in words and "%" not in words:
                yield words


def marked(text: str) -> Iterator[str]:
    """What is marked for translation wherever it is, as in `data-saved`, which a script says; without what has tags."""
    text = COMMENT.sub(" ", text)
    for words in (
        *(found[1] or found[2] for found in TRANSLATED.finditer(text)),
        *(way for found in IN_A_BLOCK.finditer(text) for way in PLURAL.split(found[1])),
    ):
        said = " ".join(TOKEN.sub(_said_of, words).split())
        if "<" not in said and re.search(r"[A-Za-z]{2}", said):
            yield said


def _said_of(token: re.Match[str]) -> str:
    return _say(token[0])


class _Reader(HTMLParser):
    """Gathers the text of blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []
        self.block = ""
        self.heading = self.silent = False

    def close_block(self) -> None:
        words = " ".join(self.block.split())
        if re.search(r"[A-Za-z]{2}", words):
            self.found.append((words, self.heading))
        self.block = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.close_block()
            if tag != BLOCK:
                self.heading = tag in HEADINGS or (self.heading and tag == "div")
        self.silent = self.silent or tag in SILENT
        for name, value in attrs:
            if value and (name in SPOKEN or (name == "value" and tag == "button")) and re.search("[A-Za-z]{2}", value):
                self.found.append((" ".join(value.split()), False))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = False
        if tag not in INLINE:
            self.close_block()
            self.heading = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.block += data


def strings_of_page(text: str, *, area: str, place: str) -> Iterator[Said]:
    """Every string of a template, each once."""
    marks = [*marked(text)]
    text = read_translated(text)
    whole, apart = flatten(text)
    seen = set()
    for piece in (whole, *apart):
        reader = _Reader()
        reader.feed(piece)
        reader.close()
        reader.close_block()
        for words, heading in reader.found:
            if words not in seen:
                seen.add(words)
                yield Said(area, place, words, heading)
    unseen = (words for words in marks if not any(words in one for one in seen))
    for words in dict.fromkeys((*literals(text), *unseen)):
        if words not in seen:
            yield Said(area, place, words)

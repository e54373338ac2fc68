"""Words of a template that nobody marked for translators."""

import re
from collections.abc import Iterator

NOT_SHOWN = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<(script|style)\b.*?</\1>", re.DOTALL)
MARKED = re.compile(r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{%\s*translate .*?%\}", re.DOTALL)
GIVEN = re.compile(r'(?<=[=: ])"([A-Z][a-z]+ ?[^"]*)"')
TAG = re.compile(r"\{%\s*(?:include|with|paging)\b.*?%\}")
SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder|data-confirm)="([^"{]*[A-Za-z]{3}[^"{]*)')
BETWEEN = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)


def unmarked_in_template(text: str) -> Iterator[str]:
    """Each piece of text, each label for a screen reader, each word given to another part, that is not marked."""
    left = MARKED.sub(" ", NOT_SHOWN.sub(" ", text))
    for tag in TAG.findall(left):
        yield from (words for words in GIVEN.findall(tag) if f'_("{words}")' not in tag)
    yield from (words.strip() for words in SPOKEN.findall(left))
    for part in BETWEEN.sub("\x00", left).split("\x00"):
        if re.search(r"[A-Za-z]{3}", words := " ".join(part.split())):
            yield words

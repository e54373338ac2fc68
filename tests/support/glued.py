"""Finds glued sentences of templates: a translated piece beside a variable, within one line of words.

No translator can give such pieces another order. One message with named slots can be ordered.
"""

import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"{#.*?#}|{%-?\s*blocktranslate.*?endblocktranslate\s*%}|{%.*?%}|{{.*?}}|<!--.*?-->|<[^>]*>|[^{<]+|.", re.S
)
WITHIN_A_LINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|em|i|mark|q|small|span|strong|time)\b")
LABEL = re.compile(r"<(\w+)[^>]*>\s*({%-?\s*translate [^%]*%})\s*</\1>")  # words alone in their element
BLOCK_SPAN = re.compile(
    r'class="[^"]*sl-(?:label|block|source)\b|rel="(?:prev|next)"'
)  # a place of its own in its line
OTHER_WAY = re.compile(r"{%\s*(?:else|elif|empty|for|endfor|block|endblock)\b")
WORDS = re.compile(r"""{%-?\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
GOES_ON = re.compile(r"\s*(?:[a-z,;:.)–]|{{)")  # words that continue a sentence that has begun
LISTED = re.compile(r"[.:?!;“(,]\s*$")  # a mark outside the messages: each stands by itself
ENDED = re.compile(r"[.:?!;“(]\s*$")


def words_of(token: str) -> str | None:
    """What a translated tag says, a value of it as `{{ }}`; nothing for any other tag."""
    if found := WORDS.match(token):
        return found[1] or found[2] or ""
    if re.match(r"{%-?\s*blocktranslate\b", token):
        inner = re.sub(r"^{%.*?%}|{%[^%]*endblocktranslate\s*%}$", "", token, flags=re.S)
        return re.split(r"{%\s*plural\s*%}", inner)[0]
    return None


def labelled(text: str) -> str:
    """The page with a label ended as a line is: words with a capital or a number, alone in an element that begins a line or is a span."""
    return LABEL.sub(lambda found: found[0] + ("<hr>" if re.match("[A-Z0-9]", words_of(found[2]) or "") else ""), text)


def pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """Each piece of a page: `words`, `value`, `text`, or `end` of a line of words; with its line."""
    line = 1
    for found in TOKEN.finditer(labelled(text)):
        token = found[0]
        if (words := words_of(token)) is not None:
            yield "words", words, line
        elif token.startswith("{{"):
            yield "value", token, line
        elif token.startswith("{%"):
            if OTHER_WAY.match(token) or " as " in token:
                yield "end", "", line
        elif token.startswith("<"):
            if not WITHIN_A_LINE.match(token) or BLOCK_SPAN.search(token):
                yield "end", "", line
        elif not token.startswith("{#") and token.strip():
            yield "text", token.strip(), line
        line += token.count("\n")


def glued(text: str) -> list[tuple[int, str]]:
    """Where words stand beside a value, and neither a colon nor the end of a sentence parts them."""
    found, before, between = [], ("end", ""), ""
    for kind, what, line in pieces(text):
        if kind == "text":
            between += what
            continue
        if "words" in {kind, before[0]} <= {"words", "value"}:
            ended = before[0] == "words" and ENDED.search(before[1]) and not between
            apart = ended or LISTED.search(between) or (kind == "words" and not GOES_ON.match(what))
            if not apart:
                found.append((line, f"{before[1]} {between} {what}".strip()))
        before, between = (kind, what), ""
    return found

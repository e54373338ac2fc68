"""The laws over templates, and over what pages read of what was sent, as functions that can be tried on a breach."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from support import parsed
from support.house_laws import sources

AVOIDED = re.compile(
    r"\b(alerts?|flags?|flagged|(?<!possible )match(?:es|ed)?(?! by Sightline| or split| as one person)|low-level concern|disclosures?|recruit\w*)\b",
    re.IGNORECASE,
)
DROPPED = re.compile(r"<(object|embed|applet|marquee|frameset|frame)\b|clsid:|\.swf\b", re.IGNORECASE)
UNBOUNDED_FIELDS = {
    "IntegerField", "FloatField", "DecimalField", "DateField", "DateTimeField", "TimeField", "DurationField", "JSONField",
    "SplitDateTimeField", "UUIDField", "GenericIPAddressField", "RegexField", "TypedChoiceField",
}  # fmt: skip
TEXT_FIELDS = {"CharField", "EmailField", "SlugField", "URLField"}


def templates_with_dropped_technologies(templates: Path) -> list[str]:
    """The templates that need what browsers have dropped."""
    return [path.name for path in sorted(templates.rglob("*.html")) if DROPPED.search(path.read_text(encoding="utf-8"))]


def avoided_words(templates: Path) -> list[str]:
    """`template: word` of each word in a page's own text that the field does not use."""
    wrong = []
    for path in sorted(templates.rglob("*.html")):
        words = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        wrong += [f"{path.name}: {found[0]}" for found in AVOIDED.finditer(words)]
    return wrong


def modules_of_pages(web: Path) -> list[Path]:
    """The modules that serve pages, without those that read what was sent for all of them."""
    return [path for path in sources(web) if path.name not in ("bounds.py", "requests.py")]


def nodes(path: Path) -> Iterator[ast.AST]:
    """Every node of a module."""
    return iter(parsed.nodes(parsed.tree_of(path)))


def name_of(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def every_call(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a module, with the last name of what is called."""
    yield from ((name_of(node), node) for node in nodes(path) if isinstance(node, ast.Call))


def fields_without_bounds(web: Path) -> list[str]:
    """`module:line field` of each field of a number or a date that is not one of `bounds`, and each text without end."""
    return [
        f"{path.name}:{call.lineno} {name}"
        for path in modules_of_pages(web)
        for name, call in every_call(path)
        if name in UNBOUNDED_FIELDS
        or (name in TEXT_FIELDS and "max_length" not in {keyword.arg for keyword in call.keywords})
    ]

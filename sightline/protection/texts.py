"""Takes protected things out of a text, of JSON and of a CSV file: a marked gap stands in their place."""

import csv
import io
import json
import re
from collections.abc import Callable, Collection
from typing import Any

from sightline.model.visibility import PROTECTED_WORDS
from sightline.protection.finder import Finder, ProtectedSpan

STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')


def cut_out(text: str, spans: Collection[ProtectedSpan]) -> str:
    """The text with a gap in the place of each span; every other letter is as it was."""
    kept, at = [], 0
    for span in spans:
        kept += [text[at : span.start], PROTECTED_WORDS]
        at = span.end
    return "".join([*kept, text[at:]]) if kept else text


def redact_text(text: str, finder: Finder, *, near: Collection[str] = ()) -> str:
    """The text without protected things. `near`: things of those whom it is about; their street alone goes too."""
    return cut_out(text, finder.find(text, near=near))


def redact_values(value: Any, redact: Callable[[str], str]) -> Any:
    """Every text within lists and dictionaries, redacted; keys are left."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {name: redact_values(one, redact) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(redact_values(one, redact) for one in value)
    return value


def redact_json(text: str, finder: Finder) -> str:
    """JSON, or lines of it, with each of its texts redacted by itself; of a text that is there often, once."""
    seen: dict[str, str] = {}

    def redact(found: re.Match[str]) -> str:
        written = found[0]
        if written not in seen:
            said = json.loads(written, strict=False) if "\\" in written else written[1:-1]
            clean = redact_text(said, finder)
            seen[written] = written if clean == said else json.dumps(clean)
        return seen[written]

    return STRING.sub(redact, text)


def redact_csv(text: str, finder: Finder) -> str:
    """A CSV file with each of its cells redacted by itself; as it is where nothing is found."""
    rows = list(csv.reader(io.StringIO(text)))
    clean = [[redact_text(cell, finder) for cell in row] for row in rows]
    if clean == rows:
        return text
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n" if "\r\n" in text else "\n").writerows(clean)
    return written.getvalue()

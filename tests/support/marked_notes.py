"""Notes with [brackets] round what is marked, for examples and tests."""

from datetime import date
from typing import Any

from sightline.casenotes import Note, read_note
from sightline.casenotes.signs.compiled_rules import CompiledRules
from sightline.model.passages import Passage


def list_marks(written: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and where they stood."""
    text, marks, start = "", [], 0
    for char in written:
        if char == "[":
            start = len(text)
        elif char == "]":
            marks.append((start, len(text)))
        else:
            text += char
    return text, marks


def read_marked(example: dict[str, Any], text: str, machine: CompiledRules | None = None) -> list[Passage]:
    """What is found in an example: its own agency, day and child, or a school's of June 2024 about Tia Marlow."""
    return read_note(
        Note(
            text=text,
            agency=example.get("agency", "school"),
            written_on=date.fromisoformat(str(example.get("written_on", "2024-06-12"))),
            subject=example.get("subject", "Tia Marlow"),
        ),
        machine=machine,
    )

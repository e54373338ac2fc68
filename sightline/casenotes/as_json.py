"""Notes in and passages out as JSON, and a note printed with reasons: the outside form of this room.

A line of input is a note by itself, so one that cannot be read is named and ends the run; no note is skipped silently.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sightline.casenotes.note import Note
from sightline.model.errors import BadInput
from sightline.model.passages import Attribute, Passage, PassageKind

FIELDS = {
    PassageKind.INDICATOR: ("polarity", "certainty", "time", "experiencer", "said_by"),
    PassageKind.WORDING: ("speaker",),
    PassageKind.MENTION: ("role",),
}
WORDS = {
    Attribute.POLARITY: "whether it is so",
    Attribute.CERTAINTY: "how sure",
    Attribute.TIME: "when",
    Attribute.EXPERIENCER: "whose",
    Attribute.SAID_BY: "who says so",
    Attribute.SPEAKER: "whose words",
    Attribute.ROLE: "who it is",
}


def notes_of(written: str) -> Iterator[tuple[str, Note]]:
    """(note id, note) of each JSON line, or the one note that the text is. BadInput names the line that is no note."""
    if not written.lstrip().startswith("{"):
        yield "", Note(text=written)
        return
    for number, line in enumerate(written.splitlines(), start=1):
        if line.strip():
            yield _note_of(line, number)


def _note_of(line: str, number: int) -> tuple[str, Note]:
    try:
        held = json.loads(line)
        subject = held.get("subject") or {}
        day = held.get("written_on")
        note = Note(
            text=held["text"],
            agency=str(held.get("agency") or ""),
            written_on=date.fromisoformat(day) if day else None,
            subject=str(subject.get("name") or ""),
        )
        if not isinstance(note.text, str):
            raise TypeError
        return str(held.get("note_id") or number), note
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            "A line is no note.",
            code="bad_note",
            where=f"line {number}",
            what_to_do='Each line is a JSON object with "text", and may have note_id, agency, written_on, subject.',
        ) from error


def describe(passage: Passage, *, note_id: str) -> dict[str, Any]:
    """A passage as `sightline read` writes it; offsets are code points."""
    described: dict[str, Any] = {
        "note_id": note_id,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        str(passage.kind): passage.label,
    }
    described |= {name: getattr(passage, name) for name in FIELDS[passage.kind]}
    return described | {
        "rule_id": passage.rule_id,
        "cues": [{"start": cue.start, "end": cue.end, "attribute": str(cue.attribute)} for cue in passage.cues],
        "suggestion": passage.suggestion,
    }


def explain(note: Note, passages: Iterable[Passage]) -> str:
    """The note with numbered brackets round what is marked, and below it what each is, by which rule and words."""
    held = sorted(passages, key=lambda passage: (passage.start, -passage.end))
    edges: dict[int, str] = {}
    for number, passage in enumerate(held, start=1):
        edges[passage.end] = "]" + edges.get(passage.end, "")
        edges[passage.start] = edges.get(passage.start, "") + f"[{number} "
    shown = "".join(edges.get(place, "") + char for place, char in enumerate(f"{note.text} ")).rstrip()
    return "\n".join(
        [shown, "", *(line for number, one in enumerate(held, start=1) for line in _lines(number, one, note))]
    )


def _lines(number: int, passage: Passage, note: Note) -> Iterator[str]:
    said = ", ".join(value for name in FIELDS[passage.kind] if (value := getattr(passage, name)))
    yield f"{number:>3}  {passage.label}: {said}. Rule {passage.rule_id}."
    for cue in passage.cues:
        yield f"       {WORDS.get(Attribute(cue.attribute), cue.attribute)}: '{note.text[cue.start : cue.end]}'"
    if passage.suggestion:
        yield f"       rather: {passage.suggestion}"

"""Ordinary notes stay clean: nothing in them is marked as a current sign of the child.

Written for Sightline and rules were narrowed on them, so this holds what is reached; it is no measure of other notes.
"""

import csv
from pathlib import Path

import pytest
from support.marked_notes import read_marked

from sightline.model.passages import Experiencer, PassageKind, Polarity, Tense

ORDINARY = Path(__file__).with_name("casenotes_ordinary.csv")
TEMPTING = Path(__file__).with_name("casenotes_tempting.csv")
FLOORS = {ORDINARY: 0.88, TEMPTING: 0.94}


@pytest.mark.parametrize("file", FLOORS, ids=lambda file: file.stem)
def test_most_ordinary_notes_are_left_without_a_current_sign(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    notes = [row["note"] for row in csv.DictReader(lines, delimiter="|")]
    marked = {
        note: [
            one.text
            for one in read_marked({}, note)
            if (one.kind, one.polarity, one.time, one.experiencer)
            == (PassageKind.INDICATOR, Polarity.AFFIRMED, Tense.CURRENT, Experiencer.SUBJECT)
        ]
        for note in notes
    }
    clean = [note for note, found in marked.items() if not found]
    assert len(clean) / len(notes) >= FLOORS[file], {note[:40]: found for note, found in marked.items() if found}

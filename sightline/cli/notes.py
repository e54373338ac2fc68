"""The commands `read` and `train-notes`: notes in, what is marked in them out; the corpus in, a model out.

Neither opens a workspace. What `read` prints is the note's own words. They go to standard output and nowhere else.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.model.errors import Usage

if TYPE_CHECKING:
    from sightline.casenotes import Note
    from sightline.model.passages import Passage


def read(path: Path, explain: bool, worth_reading: bool) -> None:
    """Write one JSON line a passage, or with `explain` each note with its reasons."""
    from sightline.casenotes import describe, notes_of, read_all
    from sightline.casenotes import explain as explained
    from sightline.cli.output import print_warning
    from sightline.model.passages import count_unread

    for note_id, note in notes_of(_text_of(path)):
        passages = read_all(note)
        if unread := count_unread(note.text):
            print_warning(f"Sightline did not read the last {unread:,} characters of a note. Read them yourself.")
        if explain:
            sys.stdout.write(
                f"{note_id}\n{explained(note, passages)}\n\n" if note_id else f"{explained(note, passages)}\n"
            )
        else:
            for passage in passages:
                sys.stdout.write(json.dumps(describe(passage, note_id=note_id), ensure_ascii=False) + "\n")
        if worth_reading:
            _write_marks(note, note_id, passages, explain)


def _write_marks(note: "Note", note_id: str, passages: "list[Passage]", explain: bool) -> None:
    """The sentences that the model finds worth reading: a JSON line each, or with the reasons of each."""
    from sightline.casenotes.learned.marks import mark_notes
    from sightline.casenotes.learned.model import read_model
    from sightline.casenotes.learned.why import describe_mark, explain_mark

    (marks,) = mark_notes([note], [passages])
    for mark in marks:
        if explain:
            sys.stdout.write(explain_mark(mark, note=note, passages=passages, model=read_model()) + "\n\n")
        else:
            sys.stdout.write(json.dumps(describe_mark(mark, note=note, note_id=note_id), ensure_ascii=False) + "\n")


def train_notes(folder: Path, report: Path | None) -> None:
    """Write a model of the shipped corpus into a new folder and, where asked, what was measured."""
    from sightline.casenotes.learned.course import train
    from sightline.cli.output import err, out

    if folder.exists():
        raise Usage("The folder is there already.", code="folder_exists", what_to_do="Name a new folder.")
    trained = train(say=lambda words: err.print(words, markup=False))
    trained.write(folder)
    if report:
        report.write_text(trained.report, encoding="utf-8")
    out.print(f"Model written to {folder}. It is not in force.", markup=False)


def _text_of(path: Path) -> str:
    """The file's or standard input's text, as UTF-8, line ends as they are: offsets count in it."""
    if str(path) == "-":
        data = sys.stdin.buffer.read()
    elif path.is_file():
        data = path.read_bytes()
    else:
        raise Usage("There is no such file.", code="no_file", what_to_do="Name a file of text or JSON lines, or -.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Usage(
            "The file is not UTF-8 text.", code="not_utf8", what_to_do="Save it as UTF-8 and try again."
        ) from error

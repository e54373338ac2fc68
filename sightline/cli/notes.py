"""The command `read`: notes in, the passages that rules mark in them out. It opens no workspace and keeps nothing.

What is printed is the note's own words. They go to standard output and nowhere else.
"""

import json
import sys
from pathlib import Path

from sightline.model.errors import Usage


def read(path: Path, explain: bool) -> None:
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
            continue
        for passage in passages:
            sys.stdout.write(json.dumps(describe(passage, note_id=note_id), ensure_ascii=False) + "\n")


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

"""The commands `read` and `train-notes`: notes in, marks out; a model by the corpus or by confirmed sentences.

What `read` prints is the note's own words. They go to standard output and nowhere else. What the others print is
numbers.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.cli.context import Context
from sightline.cli.output import err, out, print_table
from sightline.model.errors import Usage
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

if TYPE_CHECKING:
    from sightline.casenotes import Note
    from sightline.casework.learning.pages import TrainedNoteModel
    from sightline.model.passages import Passage

LEVELS = {"worth_reading": gettext_noop("worth reading"), "marked": gettext_noop("likely")}


def read(path: Path, explain: bool, worth_reading: bool) -> None:
    """Write one JSON line a passage, or with `explain` each note with its reasons."""
    from sightline.casenotes import describe, notes_of, read_all
    from sightline.casenotes import explain as explained
    from sightline.casenotes.gate import let_stand
    from sightline.cli.output import print_warning
    from sightline.model.passages import count_unread

    for note_id, note in notes_of(_text_of(path)):
        found = read_all(note)
        passages, aside, asked = let_stand(note, found)
        if asked:
            print_warning(
                _("Signs that a person must check, because many like these are wrong: %(count)s.")
                % {"count": len(asked)}
            )
        if aside:
            print_warning(
                _("Signs left out, because rules are mostly wrong in sentences like these: %(count)s.")
                % {"count": len(aside)}
            )
        if unread := count_unread(note.text):
            print_warning(
                ngettext(
                    "Sightline did not read the last %(unread)s character of a note. Read it yourself.",
                    "Sightline did not read the last %(unread)s characters of a note. Read them yourself.",
                    unread,
                )
                % {"unread": f"{unread:,}"}
            )
        if explain:
            sys.stdout.write(
                f"{note_id}\n{explained(note, passages)}\n\n" if note_id else f"{explained(note, passages)}\n"
            )
        else:
            for passage in passages:
                sys.stdout.write(json.dumps(describe(passage, note_id=note_id), ensure_ascii=False) + "\n")
        if worth_reading:
            _write_marks(note, note_id, found, explain)


def _write_marks(note: "Note", note_id: str, passages: "list[Passage]", explain: bool) -> None:
    """The sentences that the model finds worth reading: a JSON line each, or with the reasons of each."""
    from sightline.casenotes.learned.marks import mark_notes
    from sightline.casenotes.learned.model import read_model
    from sightline.casenotes.training.why import describe_mark, explain_mark

    (marks,) = mark_notes([note], [passages])
    for mark in marks:
        if explain:
            sys.stdout.write(explain_mark(mark, note=note, passages=passages, model=read_model()) + "\n\n")
        else:
            sys.stdout.write(json.dumps(describe_mark(mark, note=note, note_id=note_id), ensure_ascii=False) + "\n")


def add_in_one_order() -> None:
    """Let numpy, which is not loaded yet, add on one thread: with more it adds in another order, to other bytes."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def train_notes(folder: Path, report: Path | None) -> None:
    """Write a model of the shipped corpus into a new folder and, where asked, what was measured."""
    add_in_one_order()
    from sightline.casenotes.training.course import train

    if folder.exists():
        raise Usage(_("The folder already exists."), code="folder_exists", what_to_do=_("Name a new folder."))
    trained = train(say=lambda words: err.print(words, markup=False))
    trained.write(folder)
    if report:
        report.write_text(trained.report, encoding="utf-8")
    out.print(_("Model written to %(folder)s. It is not in force.") % {"folder": folder}, markup=False)


def train_own_notes(context: Context) -> None:
    """Write a model of the corpus and of the sentences that were confirmed into the workspace, and say what changes."""
    add_in_one_order()
    workspace = context.open()
    from sightline.casework.learning.selectors.note_models import read_trained_note_model
    from sightline.casework.learning.training import train_note_model

    session = context.session()
    version = train_note_model(session, workspace=workspace, say=lambda words: err.print(words, markup=False))
    _print_report(read_trained_note_model(session, version=version))
    out.print(
        _("Model %(version)s is written to the workspace. It is not in force.") % {"version": version}, markup=False
    )
    out.print(
        _("To put it in force: sightline note-model use %(version)s --why REASON") % {"version": version}, markup=False
    )


def _print_report(model: "TrainedNoteModel") -> None:
    report = model.report
    rows = [
        [_(LEVELS[one.level]), one.right_before, one.right_after, one.found_before, one.found_after]
        for one in report.shares
    ]
    heads = [_("Level"), _("Correct before"), _("Right after"), _("Found before"), _("Found after")]
    print_table(
        _("Notes of %(hands)s invented writers that neither model learned from") % {"hands": report.hands}, heads, rows
    )
    rows = [[_("the sign") if one.is_so else _("no sign"), one.before, one.after, one.of] for one in report.listed]
    print_table(
        _("Confirmed sentences, listed for the sign"), [_("Confirmed with"), _("Before"), _("After"), _("Of")], rows
    )
    rows = [[one.sign, one.before, one.after, one.gained, one.lost] for one in report.signs]
    heads = [_("Sign"), _("Before"), _("After"), _("New"), _("No longer listed")]
    print_table(
        _("Sentences listed in %(notes)s notes of this workspace") % {"notes": f"{report.notes:,}"}, heads, rows
    )


def _text_of(path: Path) -> str:
    """The file's or standard input's text, as UTF-8, line ends as they are: offsets count in it."""
    if str(path) == "-":
        data = sys.stdin.buffer.read()
    elif path.is_file():
        data = path.read_bytes()
    else:
        raise Usage(
            _("There is no such file."), code="no_file", what_to_do=_("Name a file of text or JSON lines, or -.")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Usage(
            _("The file is not UTF-8 text."), code="not_utf8", what_to_do=_("Save it as UTF-8 and try again.")
        ) from error

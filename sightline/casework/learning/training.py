"""Trains a model of notes by the shipped corpus and the sentences confirmed here, and writes it into the workspace.

Training puts nothing into force, and no sentence leaves: a model holds weights of features that the corpus has too.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sightline import __version__
from sightline.casenotes.corpus.hands import Hand, read_corpus
from sightline.casenotes.learned.model import Levels, NoteModel, read_model
from sightline.casenotes.readings.mark_changes import count_changes
from sightline.casenotes.training.course import hash_corpus
from sightline.casenotes.training.examples import find_corpus
from sightline.casenotes.training.own import read_own
from sightline.casenotes.training.own_course import OwnLessons, train_own
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.rights import check_files
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.model_kinds import NOTES
from sightline.casework.learning.selectors.examples import list_examples
from sightline.model.errors import Usage
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class Lessons:
    """The labelled notes that are learned from beside what was confirmed, and the levels by which scores are read."""

    hands: Sequence[Hand]
    corpus: str
    levels: Levels


def shipped_lessons() -> Lessons:
    """The corpus and the levels that are shipped."""
    return Lessons(read_corpus(find_corpus()), hash_corpus(find_corpus()), read_model().levels)


def train_note_model(
    session: ReaderSession, *, workspace: Workspace, say: Callable[[str], None], lessons: Lessons | None = None
) -> str:
    """Train a model and write it into the workspace; its version. Usage where no sentence is confirmed."""
    with audited(session, action="train_notes") as trail:
        check_files(actor=session.actor)
        snapshot = need_snapshot(workspace)
        trail.add("snapshot", [snapshot.id])
        with session.need_current() as opened:
            held = list_examples(opened[1])
        own = [one for each in held for one in read_own(each.confirmed())]
        if not own:
            raise Usage(
                _("There is no confirmed sentence to learn from."),
                code="no_examples",
                what_to_do=_("Open 'Confirm sentences as examples' in the pages, and confirm what people reported."),
            )
        learned = lessons or shipped_lessons()
        about = {
            "licence": "none",
            "corpus": learned.corpus,
            "code": __version__,
            "trained_by": session.actor.reader.username,
            "trained_at": clock.now_at(),
            "examples": [one.row.said for one in held],
            "snapshot": snapshot.id,
        }
        trained = train_own(
            lessons=OwnLessons(learned.hands, own, learned.levels),
            about=about,
            count=lambda model: _count_changes(snapshot, model),
            say=say,
        )
        version = trained.model.version
        NOTES.write(workspace, version=version, model=trained.arrays, about=trained.described)
        trail.details = {"model": version, "sha256": trained.sha256, "confirmed": len(held)}
    return version


def _count_changes(snapshot: Snapshot, model: NoteModel) -> dict[str, object]:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        with tempfile.TemporaryDirectory() as spill:
            engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
            notes, signs = count_changes(engine=engine, model=model)
    finally:
        engine.close()
    return {"notes": notes, "signs": signs}

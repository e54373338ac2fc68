"""Builds the snapshot of an earlier day anew, with what was known and answered by then, and removes it after use.

It is never served and never kept: what was erased since is in no replay, and no later run goes on from one.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sightline.casework.chronology.event_verdicts import event_verdicts_in_force
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import find_not_shared
from sightline.casework.core.session import ReaderSession
from sightline.casework.go_live.decisions import go_lives_in_force
from sightline.casework.learning.model_kinds import LINKAGE, NOTES
from sightline.casework.readings.confirmed_signs import confirmed_signs_in_force
from sightline.casework.readings.sample import signs_asked_of_rules
from sightline.casework.retention.gate import refuse_unfinished
from sightline.casework.rule_switches.switches import matching_rules_off
from sightline.casework.same_person.answer_history import judgements_on
from sightline.casework.word_index.word_hashes import find_key
from sightline.model.progress import SILENT, Progress
from sightline.model.when import london_day
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace
from sightline.store.replays import Replay
from sightline.store.snapshots import Snapshot

PREFIX, SUFFIX = "replay-", ".partial"  # no backup and no list of snapshots has folders of such a name


@contextmanager
def replay_day(
    session: ReaderSession,
    *,
    workspace: Workspace,
    on: date,
    holders: Sequence[str] = (),
    received_by: date | None = None,
    progress: Progress = SILENT,
) -> Iterator[Snapshot]:
    """The snapshot of what these agencies, or all, had recorded by the day, for as long as it is read.

    Of files that came later than `received_by` nothing is taken.
    """
    refuse_unfinished(workspace)
    with workspace.lock(owner=session.actor.reader.username, doing="replay", now=clock.now_at()):
        for left in workspace.snapshots.glob(f"{PREFIX}*{SUFFIX}"):  # of a replay that was killed
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=PREFIX, suffix=SUFFIX, dir=workspace.snapshots) as folder:
            yield _build(session, workspace, on, Replay(Path(folder), tuple(sorted(holders)), received_by), progress)


def _build(session: ReaderSession, workspace: Workspace, on: date, replay: Replay, progress: Progress) -> Snapshot:
    from sightline import pipeline  # not at the top: a web process, which only reads, does without the rooms of a run

    return pipeline.run(
        workspace=workspace,
        as_at=on,
        progress=progress,
        judgements=judgements_on(on),
        go_lives=[one for one in go_lives_in_force() if one.day <= on],
        note_model=NOTES.in_force(workspace),
        linkage_model=LINKAGE.in_force(workspace),
        matching_off=matching_rules_off(),
        asked_signs=signs_asked_of_rules(session),
        confirmed_signs=[one for one in confirmed_signs_in_force() if london_day(one.confirmed_at) <= on],
        confirmed_key=find_key() or b"",
        event_verdicts=[one for one in event_verdicts_in_force() if one.given_on <= on],
        roll_keys=find_roll_keys(workspace.root),
        not_shared=find_not_shared(workspace.root, on=clock.today()).for_readers,
        replay=replay,
    )

"""Builds the frozen data of open learning reviews again, where they are gone or this version cannot read them.

The day stays the one that information governance chose, with the answers that were given when the data were made. What
was erased since is not in them. Each rebuilding is an entry of the review, so that its authors know when and why.
"""

import logging

from sightline.casework.chronology.event_verdicts import event_verdicts_until
from sightline.casework.concerns.extract import taken_through
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import find_not_shared
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.selectors.whole_snapshots import MADE_CURRENT, hash_manifest, is_sound
from sightline.casework.core.session import ReaderSession
from sightline.casework.go_live.decisions import go_lives_in_force
from sightline.casework.learning.model_kinds import LINKAGE, NOTES
from sightline.casework.readings.confirmed_signs import confirmed_signs_in_force
from sightline.casework.readings.sample import signs_asked_of_rules
from sightline.casework.reviews.frozen_data import day_of, find_frozen
from sightline.casework.reviews.histories import ReviewHistory, load_reviews
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import RebuildReason, ReviewEntryKind
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.casework.rule_switches.switches import matching_rules_off
from sightline.casework.same_person.answer_history import judgements_until
from sightline.casework.word_index.word_hashes import find_key
from sightline.model.errors import SightlineError
from sightline.model.progress import SILENT, Progress
from sightline.model.when import london_day
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace
from sightline.store.earlier import ERASED
from sightline.store.snapshots import Snapshot, find_snapshot, is_of_present_schema

logger = logging.getLogger(__name__)


def rebuild_frozen(
    session: ReaderSession, *, workspace: Workspace, why: RebuildReason | None = None, progress: Progress = SILENT
) -> int:
    """Build what open reviews cannot read any more, under the workspace's lock, which the caller holds; how many.

    `why` is what removed them; without it the data themselves say it. Data that cannot be built are left for the next
    run: the review says that it cannot read them.
    """
    done = 0
    for found in load_reviews():
        if found.closed is None and find_frozen(found) is None:
            try:
                _rebuild(session, workspace, found, why or _why(workspace, found), progress)
            except SightlineError as error:
                logger.error("frozen data of review %s could not be built: %s", found.review_id, error.code)
            else:
                done += 1
    return done


def list_without_erased(current: Snapshot) -> frozenset[str]:
    """The snapshots of open reviews that were made without all that is erased in the current one."""
    frozen = [find_frozen(found) for found in load_reviews() if found.closed is None]
    return frozenset(one.id for one in frozen if one and _erased_in(one) == _erased_in(current))


def _rebuild(
    session: ReaderSession, workspace: Workspace, found: ReviewHistory, why: RebuildReason, progress: Progress
) -> None:
    check_files(actor=session.actor)
    snapshot = _build(session.as_house(), workspace, found.chosen, progress)
    with REVIEWS.hold(session, action="rebuild_frozen_data", subject_id=found.review_id) as trail:
        draft = ReviewDraft(
            kind=ReviewEntryKind.REBUILT,
            review_id=found.review_id,
            about=found.chosen.entry_id,
            word=why,
            snapshot_id=snapshot.id,
            file_sha=hash_manifest(snapshot),
        )
        trail.add("snapshot", [snapshot.id])
        REVIEWS.write(session, subject=None, draft=draft, trail=trail)


def _build(session: ReaderSession, workspace: Workspace, chosen: ReviewEntry, progress: Progress) -> Snapshot:
    from sightline import pipeline  # not at the top: a web process, which only reads, does without the rooms of a run

    as_at, made_at = day_of(chosen.snapshot_id), _made_at(chosen)
    on = london_day(made_at)
    return pipeline.run(
        workspace=workspace,
        as_at=as_at,
        progress=progress,
        judgements=judgements_until(made_at),
        live_through=taken_through(as_at=as_at),
        go_lives=[one for one in go_lives_in_force() if one.day <= on],
        note_model=NOTES.in_force(workspace),
        linkage_model=LINKAGE.in_force(workspace),
        matching_off=matching_rules_off(),
        asked_signs=signs_asked_of_rules(session),
        confirmed_signs=[one for one in confirmed_signs_in_force() if one.confirmed_at <= made_at],
        confirmed_key=find_key() or b"",
        event_verdicts=event_verdicts_until(made_at),
        roll_keys=find_roll_keys(workspace.root),
        not_shared=find_not_shared(workspace.root, on=clock.today()).for_readers,
        is_sound=is_sound,
    )


def _made_at(chosen: ReviewEntry) -> str:
    """When the data that were chosen were made: by the decision that made them current first."""
    made = Decision.objects.of_kind(MADE_CURRENT).filter(body__snapshot_id=chosen.snapshot_id).oldest_first().first()
    return made.at if made else chosen.at


def _why(workspace: Workspace, found: ReviewHistory) -> RebuildReason:
    snapshot = find_snapshot(workspace, found.frozen.snapshot_id)
    is_older = snapshot is not None and not is_of_present_schema(snapshot)
    return RebuildReason.VERSION if is_older else RebuildReason.LOST


def _erased_in(snapshot: Snapshot) -> str:
    """What was erased when a snapshot was made, as its hash; empty text where nothing was."""
    return str(snapshot.manifest().get("inputs", {}).get(ERASED, ""))

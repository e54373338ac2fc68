"""Notices of working files: to whoever is named as the owner, or is to do the next step.

A newcomer would get this wrong: a notice gives no right. It is shown and sent only while the file is open to its
account and still theirs: where another owns it by then, there is nothing to tell.
"""

from collections.abc import Sequence

from sightline.casework.actors import Actor
from sightline.casework.concerned_models import Concerned, ConcernedEntry, Step
from sightline.casework.concerned_rights import is_theirs, open_files
from sightline.casework.noticing import FILE, note

TOLD_OF = (Step.OWNER, Step.NEXT_STEP)


def note_named(*, file: Concerned, entry: ConcernedEntry) -> None:
    """Whom a row names, unless they wrote it. In the transaction of the row."""
    if entry.step in TOLD_OF and entry.account and entry.account.username != entry.by:
        note(usernames=[entry.account.username], kind=FILE, about_id=file.file_id, step=entry.pk, at=entry.at)


def own_files(actor: Actor, file_ids: Sequence[str]) -> set[str]:
    """Those of these files that the account owns, or is to do the next step of, and may open."""
    files = list(Concerned.objects.filter(file_id__in=file_ids, ended_at="")) if file_ids else []
    opened = open_files(actor=actor, files=files)
    return {one.file.file_id for one in opened if is_theirs(actor=actor, standing=one.house)}

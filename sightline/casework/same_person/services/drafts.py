"""Drafts: a preview gives out a signed list of what was asked, with a seal of all that it showed.

The seal is made of every field, by its value. `repr` would not do: it leaves out the fields that hold personal data.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from django.core import signing

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.model.errors import Refused
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _

SECONDS = 3_600
SEAL = "seal"
CHANGED, DRAFT_GONE = "changed_since", "draft_gone"


def seal_preview(*, snapshot: Snapshot, answers: Iterable[Decision], shown: Sequence[object]) -> str:
    """A hash of what a preview showed, of the snapshot that it was read from, and of the answers then in force."""
    held = sorted(one.sequence for one in answers)
    text = json.dumps([snapshot.id, held, *shown], default=_write_whole, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def sign_draft(*, actor: Actor, salt: str, asked: Mapping[str, Any], seal: str) -> str:
    """What must be given back, within the hour and by the same account, to keep what was shown."""
    return signing.dumps({**asked, "by": actor.reader.username, SEAL: seal}, salt=salt, compress=True)


def read_draft(*, actor: Actor, salt: str, draft: str) -> dict[str, Any]:
    """What a draft asks; Refused where it is not this account's, or too old."""
    try:
        asked: dict[str, Any] = signing.loads(draft, salt=salt, max_age=SECONDS)
    except signing.BadSignature:
        asked = {}
    if asked.get("by") != actor.reader.username:
        raise Refused(
            _("The preview is too old."), code=DRAFT_GONE, what_to_do=_("Choose again, and look at the preview.")
        )
    return asked


def check_unchanged(*, actor: Actor, salt: str, asked: Mapping[str, Any], draft: str) -> None:
    """Refused where the draft of the preview as it is now has another seal than the one that was asked to be kept."""
    if read_draft(actor=actor, salt=salt, draft=draft)[SEAL] != asked[SEAL]:
        raise Refused(
            _("Something has changed since you saw the preview."),
            code=CHANGED,
            what_to_do=_("Look at the preview again, then confirm."),
        )


def _write_whole(value: object) -> object:
    """Every field of a dataclass, and the day of a date."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a preview holds a {type(value).__name__}, which cannot be sealed")

"""The mark of a trial: a decision, so that to remove `trial.json` takes no banner from a page.

It is written when a trial workspace is made, and when files are first imported under an invented agreement.
"""

from pathlib import Path

from sightline.agreements.invented_files import holds_invented_files
from sightline.casework.audit import hash_chain
from sightline.casework.core.actor import Actor
from sightline.casework.core.agreements_in_force import TRIAL
from sightline.casework.core.models import Decision
from sightline.store.workspace import DEMO_FILE

MADE, IMPORTED = "init", "ingest"  # what made it one


def decide_trial(actor: Actor, *, because: str) -> None:
    """Decide once that a workspace is a trial."""
    if not Decision.objects.of_kind(TRIAL).exists():
        hash_chain.append(
            Decision, kind=TRIAL, by=actor.reader.username, os_name=actor.os_name, body={"because": because}
        )


def decide_where_invented(actor: Actor, *, root: Path) -> None:
    """The same where its agreements are invented. A demo is marked by its own file, and shows another banner."""
    if not (root / DEMO_FILE).is_file() and holds_invented_files(root):
        decide_trial(actor, because=IMPORTED)

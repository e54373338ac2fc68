"""What seals the rows of rolls in a workspace: its keys, what a mention is found by, and how a text reads."""

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace

if TYPE_CHECKING:
    from sightline.ingest.rows.roll_rows import RollSealer

TEXTS_REMEMBERED = 50_000


def make_sealer(workspace: Workspace) -> "RollSealer | None":
    """The sealer of a workspace that was given a key; None where rolls are not sealed.

    Refused where rows are sealed and the key is missing.
    """
    from sightline.ingest.rows.roll_rows import RollSealer  # not at the top: a web process reads no file
    from sightline.linkage.live.link_keys import list_sealed_links

    keys = find_roll_keys(workspace.root)
    return RollSealer(keys, partial(list_sealed_links, secret=keys.hashes), reads_as_sign) if keys else None


@lru_cache(maxsize=TEXTS_REMEMBERED)
def reads_as_sign(text: str) -> bool:
    """Whether a rule marks a sign in a text, as said to be so."""
    from sightline.casenotes import Note, read_note
    from sightline.model.passages import PassageKind, Polarity

    return any(one.kind is PassageKind.INDICATOR and one.polarity == Polarity.AFFIRMED for one in read_note(Note(text)))

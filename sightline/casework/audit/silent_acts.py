"""Acts of which the audit log tells information governance alone: whom it watches, and who looked at their own details.

A watch is silent. Whoever reads the log and may not know of it would else learn it from the acts of those who set it.
"""

from sightline.casework.core.actor import Actor
from sightline.model.nouns import Role

SILENT = frozenset(
    {
        "set_watch", "review_watch", "end_watch", "list_watches", "read_watch", "offer_watch", "look_into",
        "read_looks", "list_own_looks", "open_insider_notice",
    }
)  # fmt: skip


def knows_all(*, actor: Actor) -> bool:
    """Whether the log tells this account of every act, and of every reason that somebody typed."""
    return actor.reader.is_one_of((Role.INFORMATION_GOVERNANCE,))


def hidden_acts(*, actor: Actor) -> frozenset[str]:
    """The acts of which the log tells this account nothing."""
    return frozenset() if knows_all(actor=actor) else SILENT

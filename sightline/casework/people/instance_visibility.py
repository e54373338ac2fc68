"""Whether something that was recognised stands for a reader: who may not open everybody in it knows of none."""

from sightline.casework.core.actor import Actor
from sightline.casework.core.serving import open_current
from sightline.casework.people.search import may_open
from sightline.sharing import row_filter


def is_recognised(*, actor: Actor, instance_key: str) -> bool:
    """Whether an instance stands now, for this reader. For a page that is audited by its own selector."""
    sees = row_filter(reader=actor.reader)
    with open_current() as opened:
        row = opened[1].patterns.one(instance_key=instance_key, sees=sees) if opened else None
        return bool(
            opened and row and all(may_open(opened[1], one, sees) for one in opened[1].patterns.people(row=row))
        )

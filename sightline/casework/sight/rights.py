"""Who decides that a body sees a child: information governance, and managers for children whom their agency records."""

from dataclasses import replace

from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import check_people
from sightline.model.errors import Refused
from sightline.model.visibility import WRITTEN_HERE, RowFilter
from sightline.sharing import gives_sight_of, row_filter
from sightline.translation.messages import lazy as _

ALL, OWN_AGENCY, NONE = "all", "own agency", "none"


def may_give(*, actor: Actor) -> bool:
    """Whether the role decides this at all, and the decision would carry somebody's name."""
    return gives_sight_of(reader=actor.reader) != NONE and actor.account_id is not None


def check_gives(*, actor: Actor) -> None:
    """Refused where the role decides no such thing."""
    check_people(actor=actor)
    if not may_give(actor=actor):
        raise Refused(
            _(
                "Information governance, or a manager of an agency that records the child, decides who else can see "
                "the child."
            ),
            code="not_for_role",
            what_to_do=_("Tell one of them who needs to see this child, and why."),
        )


def recorded_rows(*, actor: Actor) -> RowFilter:
    """What the account sees of records that agencies' systems hold: what somebody wrote in Sightline gives no right."""
    sight = row_filter(reader=actor.reader)
    written = f"substr(layout, 1, {len(WRITTEN_HERE)}) <> '{WRITTEN_HERE}'"
    whose = (
        (" AND agency = ?", (actor.reader.agency,)) if gives_sight_of(reader=actor.reader) == OWN_AGENCY else ("", ())
    )
    return replace(sight, sql=f"{sight.sql} AND {written}{whose[0]}", parameters=(*sight.parameters, *whose[1]))

"""The line that a file has where agreements keep records out of it: of which agencies, and whom to ask."""

from collections.abc import Mapping

from sightline.casework.core.session import ReaderSession
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as _

OTHERS = _("other organisations of your agency")


def leave_for(
    session: ReaderSession, passing_on: Mapping[str, tuple[str, ...]] | None = None, *, purpose: str
) -> tuple[str, ReaderSession]:
    """The line, and the session that reads what leaves for a purpose of files; empty for a list of a trial."""
    kept_here = say_kept_here(session, passing_on, purpose=purpose)
    return kept_here, session.taking_away(passing_on, purpose=purpose)


def say_kept_here(
    session: ReaderSession, passing_on: Mapping[str, tuple[str, ...]] | None = None, *, purpose: str = ""
) -> str:
    """The same for every file of a reader; empty where agreements keep nothing out.

    `passing_on`: kinds that their agency lets this file have, and of which organisations. `purpose`: what it is for.
    """
    agencies = session.kept_here(passing_on, purpose=purpose)
    if not agencies:
        return ""
    own = session.actor.reader.agency
    named = in_a_row([str(OTHERS) if one == own else one.replace("_", " ") for one in agencies])
    return str(
        _(
            "Not in this file: records that agreements do not let you pass on for this purpose (%(agencies)s). To pass "
            "one on, call the contact on the record’s page."
        )
        % {"agencies": named}
    )

"""The line that a file has where agreements keep records out of it: of which agencies, and whom to ask."""

from collections.abc import Collection

from sightline.casework.core.session import ReaderSession
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as _


def say_kept_here(session: ReaderSession, passing_on: Collection[str] = ()) -> str:
    """The same for every file of a reader; empty where agreements keep nothing out.

    `passing_on`: kinds of which their agency agreed that this file has them.
    """
    agencies = session.kept_here(passing_on)
    if not agencies:
        return ""
    named = in_a_row([one.replace("_", " ") for one in agencies])
    return str(
        _(
            "Not in this file: records that agreements do not let you pass on (%(agencies)s). To pass one on, call the "
            "contact on the record’s page."
        )
        % {"agencies": named}
    )

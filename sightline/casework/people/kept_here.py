"""The line that a file has where agreements keep records out of it: of which agencies, and whom to ask."""

from sightline.casework.core.session import ReaderSession
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as _


def say_kept_here(session: ReaderSession) -> str:
    """The same for every file of a reader, whoever it is about; empty where agreements keep nothing out."""
    agencies = session.kept_here
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

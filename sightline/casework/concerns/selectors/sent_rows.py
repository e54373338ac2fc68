"""Says whether an id is of a row that an agency sent in a file of its own, for a page that then opens it."""

from sightline.casework.concerns.sent_rows import find_sent
from sightline.casework.core.session import ReaderSession


def is_sent_row(session: ReaderSession, *, record_id: str) -> bool:
    """Whether it is a row that the reader may open; the page of the row is audited by its own selector."""
    return find_sent(session, record_id) is not None

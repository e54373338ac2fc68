"""Reads for a request what the controller holds, also where no reader of other agencies is shown it any more.

An agreement says what others are shown. A request for data is about what the controller has: it finds records of an
agreement that ended or is suspended, and concerns that were entered here and that no update has taken in.
"""

from dataclasses import replace

from sightline.casework.concerns.live_entries import concerns_above, may_see, shown_cells, undone_answers
from sightline.casework.concerns.models import Concern
from sightline.casework.core.session import ReaderSession
from sightline.casework.subject_access.controllers import Controller
from sightline.model.visibility import EVERYTHING_SHARED


def whole(session: ReaderSession) -> ReaderSession:
    """The session of whoever works on the request, without what agreements leave out. Its role counts as before."""
    reader = session.actor.reader
    return session.of(replace(session.actor, reader=replace(reader, not_shared=EVERYTHING_SHARED)))


def entered_since(session: ReaderSession, *, person_id: str, controller: Controller) -> tuple[Concern, ...]:
    """The controller's concerns about a person that the snapshot does not hold yet. A correction is one of its own."""
    waiting = [
        one for one in concerns_above(session, session.snapshot)
        if one.about_mention_id and controller.holds(one.agency, one.organisation, one.layout) and may_see(session, one)
    ]  # fmt: skip
    undone = undone_answers(session) if waiting else frozenset()
    with session.need_current() as (_, store):
        people = store.people_of(mention_ids=sorted({one.about_mention_id for one in waiting}))
    about = [one for one in waiting if people.get(one.about_mention_id) == person_id and one.sequence not in undone]
    return tuple(about)


def boxes_entered(session: ReaderSession, *, record_id: str) -> tuple[tuple[str, str], ...]:
    """What a concern says that the snapshot does not hold yet, as boxes; none where the record is no such concern."""
    found = [one for one in concerns_above(session, session.snapshot) if one.record_id == record_id]
    cells = (cell for one in found for cell in shown_cells(session, one).items())
    return tuple((heading, text) for heading, text in cells if text.strip())

"""The first joint action from a day on: a meeting that answered, or a meeting or record about one of some children."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from sightline.casework.chronology.selectors.chronology import read_timeline
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.selectors.meetings import list_meetings_about
from sightline.casework.patterns.pages import RecognisedLine
from sightline.model.when import london_day
from sightline.web.pictures.event_kinds import days_of_joint_action


def first_joint_action(
    session: ReaderSession, *, children: Iterable[str], lines: Iterable[RecognisedLine], since: date
) -> date | None:
    """Its day, as far as this reader may see; None where no record or meeting says so."""
    given = chain.from_iterable(line.answers for line in lines)
    answered = [london_day(one.at) for one in given if one.by_meeting and one.at and not one.waits]
    acted = chain.from_iterable(
        days_of_joint_action(
            read_timeline(session, person_id=child).entries, list_meetings_about(session, person_id=child)
        )
        for child in children
    )
    return min((day for day in (*answered, *acted) if day >= since), default=None)

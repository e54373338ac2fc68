"""The first page of practitioners and managers: contacts by time left, who is missing, what is new, what waits.

Contacts and strategy discussions are children's services' work. People of another agency see the clocks that their own
agency answers in their place.
"""

from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.concerns import ConcernLine
from sightline.casework.concerns.rights import is_front_door
from sightline.casework.concerns.selectors.feedback_to_referrer import count_feedback_due
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DISAGREEMENT
from sightline.casework.escalation.scopes import ALL
from sightline.casework.home.danger import count_danger
from sightline.casework.home.late_pages import late_part
from sightline.casework.home.missing_part import list_missing_children
from sightline.casework.home.pages.parts import ClocksPart, TeamHome
from sightline.casework.home.panels import (
    SHOWN,
    HomeDesk,
    at_desk,
    clocks_that_end,
    concern_lines,
    list_waiting,
    news_of,
    own_scope,
    people_on_list,
)
from sightline.casework.home.referrals import list_unacknowledged

CONTACTS = ("front_door_decision", "referral_decision", "worry_answered")
DISCUSSIONS = ("account_followed_up", "full_strategy_meeting", "suspicion_answered")


def read_team_home(session: ReaderSession) -> TeamHome:
    """What waits, what is new, what ends next, who is missing; and what the reader sent and was told."""
    with at_desk(session, action="read_team_home") as desk:
        check_people(actor=session.actor)
        scope, front_door = own_scope(desk), is_front_door(session.actor.reader)
        missing = list_missing_children(desk)
        news = news_of(desk, scope=scope, people=lambda: people_on_list(desk, scope=scope))
        waiting = list_waiting(desk, scope=scope)
        referrals, unacknowledged = list_unacknowledged(desk)
        ends, over = clocks_that_end(desk, lists=(CONTACTS, DISCUSSIONS) if front_door else ((),))
        return TeamHome(
            now=desk.now,
            waiting=waiting,
            news=news,
            referrals=referrals,
            contacts=ends[0] if front_door else ClocksPart(),
            discussions=ends[1] if front_door else ClocksPart(),
            clocks=ClocksPart() if front_door else ends[0],
            missing=missing,
            disputes=list_waiting(desk, scope=ALL, source=DISAGREEMENT),
            mine=sent_by(desk),
            feedback_due=count_feedback_due(session),
            is_front_door=front_door,
            danger=count_danger(
                desk, missing=missing, news=news, waiting=waiting, unacknowledged=unacknowledged, known=over
            ),
            late=late_part(session, over=over[0]),
        )


def sent_by(desk: HomeDesk) -> tuple[ConcernLine, ...]:
    """The last concerns that the reader sent."""
    mine = Concern.objects.of_account(desk.session.actor.account_id).newest_first()[:SHOWN]
    return concern_lines(desk, mine)

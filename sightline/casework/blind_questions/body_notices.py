"""Tells the body that holds a child as a sealed identity of a question about the child, and nobody else.

There is no action: an action escalates beyond the agency, and its lists would say that the agency knows the child. So
those who answer first there and their manager get a notice each, and any of them records the call.
"""

from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import AskKind
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.notices.models import Notice, NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import Stage, read_ladder

STAGES = (Stage.PRACTITIONER, Stage.TEAM_MANAGER)


def notify_body(body: tuple[str, str], *, entry_id: str, now: str) -> None:
    """A notice for each who answers for the body at its first stages. Given again, it tells nobody twice."""
    agency, organisation = body
    ladder, today = read_ladder(agency), clock.today()
    there = [holders_at(ladder=ladder, stage=stage, organisation=organisation, on=today) for stage in STAGES]
    notify(
        usernames=sorted({name for names in there for name in names}),
        kind=NoticeKind.CALL_ASKED,
        about_id=entry_id,
        at=now,
    )


def is_notified(session: ReaderSession, row: BlindAsk) -> bool:
    """Whether the account was told of this question as one of the body that holds a sealed identity."""
    account_id = session.actor.account_id
    notices = Notice.objects.of_account(account_id).filter(kind=NoticeKind.CALL_ASKED, about_id=row.entry_id)
    return row.kind == AskKind.QUESTION and account_id is not None and notices.exists()


def has_called(session: ReaderSession, entry_id: str) -> bool:
    """Whether somebody of the account's agency has recorded a call."""
    called = BlindAsk.objects.filter(kind=AskKind.CALLED, about=entry_id, agency=session.actor.reader.agency)
    return called.exists()

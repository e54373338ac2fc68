"""The first page of the systems manager: is the last delivery in, what failed, backups, checks, accounts to set up."""

from dataclasses import dataclass, field
from datetime import datetime

from sightline.casework.accounts.selectors import count_invited
from sightline.casework.backup.verification_log import find_verified
from sightline.casework.core import clock
from sightline.casework.core.governance_work import GovernanceWork
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.pages import RunLine
from sightline.casework.data.selectors import last_run
from sightline.casework.escalation.handover import posts_passed_over
from sightline.casework.home.late_pages import LatePart, late_part
from sightline.casework.home.pages.parts import News, Waiting
from sightline.casework.home.panels import at_desk, list_waiting, news_of, own_scope
from sightline.casework.learning.governance_work import MODELS_TO_TRAIN
from sightline.casework.timekeeping.lateness import troubles

DAYS_LOOKED_BACK, MOST_BACKUP_DAYS = 365, 1


@dataclass(frozen=True, slots=True)
class OperatorHome:
    """What the systems manager is given. `backup_days`: how old the last backup that verified is; None where none is.

    `arrived_at` is when the newest file came; `invited` accounts have a link that nobody has used yet.
    `to_train` are the models that an erasure put out of force.
    """

    now: str
    waiting: Waiting
    news: News
    last_run: RunLine | None
    rejects: int
    arrived_at: str
    backup_days: int | None
    empty_posts: tuple[str, ...]
    invited: int
    troubles: tuple[str, ...] = ()
    late: LatePart = field(default_factory=LatePart)
    to_train: tuple[GovernanceWork, ...] = ()

    @property
    def has_run(self) -> bool:
        """Whether the last update was done."""
        return bool(self.last_run and self.last_run.state == "done")

    @property
    def is_backed_up(self) -> bool:
        """Whether a backup of the last day verified."""
        return self.backup_days is not None and self.backup_days <= MOST_BACKUP_DAYS

    @property
    def late_agencies(self) -> int:
        """How many agencies' newest records came later than their limit, or whose next file has not come."""
        return self.late.late_agencies

    @property
    def to_set_up(self) -> int:
        """Posts without a person, and people who were invited and have not come."""
        return len(self.empty_posts) + self.invited


def read_operator_home(session: ReaderSession) -> OperatorHome:
    """The last update and delivery, what was not imported, the last backup, checks, posts and accounts."""
    with at_desk(session, action="read_operator_home") as desk:
        check_files(actor=session.actor)
        run, late, scope = last_run(), late_part(session), own_scope(desk)
        return OperatorHome(
            now=desk.now,
            waiting=list_waiting(desk, scope=scope),
            news=news_of(desk, scope=scope, people=tuple),
            last_run=run,
            rejects=run.counts.get("reject", 0) if run else 0,
            arrived_at=max((line.newest_at for line in late.deliveries), default=""),
            backup_days=_backup_days(desk.now),
            empty_posts=posts_passed_over(on=clock.today()),
            invited=count_invited(),
            troubles=session.once("troubles", troubles),
            late=late,
            to_train=tuple(work for count in MODELS_TO_TRAIN if (work := count(session)).count),
        )


def _backup_days(now: str) -> int | None:
    found = find_verified(days=DAYS_LOOKED_BACK)
    return (datetime.fromisoformat(now) - datetime.fromisoformat(found.made_at)).days if found else None

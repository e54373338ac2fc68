"""Backlog that must be answered, by agency: how much there is, whose it is, and by which day it is to be finished.

The owner and the day are decisions that others may follow and none changes; each past its day is escalated.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.backlog.conclusions import STANDS, count_conclusions, seen_conclusions
from sightline.casework.core import clock
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLOCK, PATTERN, QUESTION, Candidate, calendar
from sightline.casework.escalation.models import Item, ItemSource
from sightline.casework.go_live.decisions import read_decisions
from sightline.escalation import BACKLOG, read_escalation_rules, unowned_from
from sightline.model.calendar import end_of_day
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.visibility import RowFilter
from sightline.store.serve.clocks import ClocksWanted
from sightline.translation.messages import lazy as _

PLANNED = "backlog_planned"
NO_OWNER = _("This agency has a backlog to answer, and nobody owns it.")
NOT_DONE = _("This agency has a backlog to answer and did not finish it by the agreed date.")


@dataclass(frozen=True, slots=True)
class BacklogPlan:
    """One decision: who owns an agency's backlog, by which day it is finished, who decided that, when and why."""

    sequence: int
    agency: str
    owner: str
    finish_on: date
    by: str
    at: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BacklogLine:
    """An agency's backlog that must be answered and is not, and the decision about it; none where nobody owns it.

    `waiting` is all of it: clocks, patterns and questions.
    """

    agency: str
    waiting: int
    plan: BacklogPlan | None = None
    patterns: int = 0
    questions: int = 0

    @property
    def clocks(self) -> int:
        """How many of them are clocks."""
        return self.waiting - self.patterns - self.questions

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed and something is left."""
        return bool(self.waiting and self.plan and self.plan.finish_on < clock.today())


def plans_in_force() -> dict[str, BacklogPlan]:
    """The last decision about each agency's backlog."""
    found = {}
    for row in Decision.objects.of_kind(PLANNED).oldest_first():
        body = row.body
        found[body["agency"]] = BacklogPlan(
            row.sequence, body["agency"], body["owner"], date.fromisoformat(body["finish_on"]), row.by, row.at, row.why
        )
    return found


def backlog_lines(session: ReaderSession) -> tuple[BacklogLine, ...]:
    """Every agency with backlog that must be answered, and those with a decision; counts, for an audited page."""
    return session.once("backlog_lines", lambda: _backlog_lines(session))


def _backlog_lines(session: ReaderSession) -> tuple[BacklogLine, ...]:
    clocks, asked, plans = count_clocks(session), count_conclusions(session), plans_in_force()
    found = []
    for agency in sorted({*clocks, *asked, *plans}):
        more = asked.get(agency, Counter[str]())
        waiting = clocks[agency] + more.total()
        found.append(BacklogLine(agency, waiting, plans.get(agency), more[PATTERN], more[QUESTION]))
    return tuple(found)


def own_backlog(session: ReaderSession) -> tuple[BacklogLine, ...]:
    """The backlog of the reader's own agency, of what they may see, where there is any; counts, for an audited page."""
    agency = session.actor.reader.agency
    if agency in ("", Agency.PARTNERSHIP):
        return ()
    asked = Counter(one.source for one in seen_conclusions(session, agency=agency))
    waiting = count_clocks(session, agency=agency, sight=session.sight)[agency] + asked.total()
    if not waiting:
        return ()
    return (BacklogLine(agency, waiting, plans_in_force().get(agency), asked[PATTERN], asked[QUESTION]),)


def count_clocks(session: ReaderSession, *, agency: str = "", sight: RowFilter = THE_HOUSE) -> Counter[str]:
    """Clocks of backlog that escalate by their rule, and that no fact or person has answered; as the house, or seen."""
    from sightline import timescales  # not at the top: most pages run no clock

    rules = tuple(rule.id for rule in timescales.load_clock_rules() if rule.climbs)
    wanted = ClocksWanted(agency=agency, rule_ids=rules, open_only=True, backlog_only=True, due_before=clock.now_at())
    with session.open_current() as opened:
        rows = list(opened[1].conclusions.clock_ids(wanted=wanted, sight=sight)) if opened else []
    if not rows:
        return Counter()
    answered = set(Item.objects.filter(source=CLOCK, state__in=STANDS).values_list("about_id", flat=True))
    return Counter(row["answering_agency"] for row in rows if row["clock_id"] not in answered)


def overdue_backlog(session: ReaderSession, now: str) -> list[Candidate]:
    """Agencies whose backlog has no owner in time, or is not finished by its day."""
    del now
    live = {one.go_live.agency: one.at for one in read_decisions()}
    first = min(live.values(), default="")
    version = read_escalation_rules()[BACKLOG].version
    found = []
    for line in backlog_lines(session):
        since = line.plan.at if line.plan else live.get(line.agency, first)
        if line.waiting and since:
            due_at = end_of_day(line.plan.finish_on) if line.plan else _owner_by(since)
            found.append(_candidate(line, due_at, version))
    return found


def _owner_by(since: str) -> str:
    return unowned_from(from_at=since, calendar=calendar(), rule_id=BACKLOG)


def _candidate(line: BacklogLine, due_at: str, version: str) -> Candidate:
    return Candidate(
        rule_id=BACKLOG,
        rule_version=version,
        source=ItemSource.BACKLOG,
        due_at=due_at,
        about=NOT_DONE if line.plan else NO_OWNER,
        agency=line.agency,
        about_id=make_id(BACKLOG, line.agency, str(line.plan.sequence) if line.plan else "no owner"),
        always=True,
    )

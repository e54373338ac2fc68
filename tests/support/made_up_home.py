"""First pages made up by hand, for tests that look at templates alone."""

from typing import Any

from support import made_up

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.home.pages import parts as r
from sightline.casework.home.pages.news import NewSince
from sightline.casework.missing.pages import MissingState, MissingTask
from sightline.casework.worklist.pages import WorkLine
from sightline.model.nouns import ClockState

NOW, EARLIER = "2026-11-26T09:00:00Z", "2026-11-25T16:30:00Z"


def item_line(*, shown: bool = True) -> ItemLine:
    return ItemLine(
        item_id="1" * 20, rule_id="suspicion_answered", source="clock", about="Not done in time.",
        agency="childrens_services", ladder="childrens_services", urgency="urgent", state="waiting",
        stage="practitioner", post="Practitioner", opened_at=EARLIER,
        answer_by="2026-11-26T08:00:00Z", shown=shown, mine=True, overdue=True, record_id="2" * 20,
        person_id="3" * 20, ask="" if shown else "Ask information governance.",
    )  # fmt: skip


def clock_line(due_at: str, **changed: Any) -> ClockLine:
    """A deadline of children's services that is over; `changed` are fields of it."""
    plain: dict[str, Any] = {
        "clock_id": due_at, "rule_id": "return_interview", "label": "Hold the return interview", "limit": "72 hours",
        "counts_from": "", "stops": (), "agency": "childrens_services", "urgent": False, "backlog": False,
        "state": ClockState.BREACHED, "started_at": "", "due_at": due_at, "stopped_at": "", "stopped_by": "",
        "answered_at": "", "known_through": "", "record_id": "r", "person_id": "p",
    }  # fmt: skip
    return ClockLine(**(plain | changed))


def waiting() -> r.Waiting:
    lines = (WorkLine(item_line(), made_up.summary()), WorkLine(item_line(shown=False), None))
    return r.Waiting("me", lines, r.WorkCounts(total=2, past_answer=2), came=1)


def news() -> r.News:
    return r.News(
        since=NewSince(EARLIER, 1, is_first=False),
        answered=(WorkLine(item_line(), made_up.summary()),),
        children=(r.ChildNews(made_up.summary(), (("police_missing", 1), ("school_concerns", 2))),),
        records=(r.ArrivalLine("police", "police_missing", 3, 1),),
    )


def missing() -> r.MissingPart:
    since, file_at = "2026-11-24T20:00:00Z", "2026-11-26T06:00:00Z"
    status = made_up.person_frame(MissingState.MISSING, since=since, police_data_of=file_at, now=NOW).missing
    line = r.MissingLine("4" * 20, since, "exact", "", made_up.summary(), status, MissingTask.CALL)
    back = r.MissingLine("5" * 20, "2026-11-20", "day", "2026-11-21", made_up.summary())
    return r.MissingPart(now=(line,), more=1, older=2, back=(back,), police_data_of=file_at, status=status)


def team_home() -> r.TeamHome:
    return r.TeamHome(
        now=NOW, waiting=waiting(), news=news(), referrals=(), contacts=r.ClocksPart(), discussions=r.ClocksPart(),
        clocks=r.ClocksPart(), missing=missing(), disputes=waiting(), mine=(), feedback_due=1, is_front_door=True,
        danger=r.Danger(2, True, 1, 0, 0, 4, has_more=False),
    )  # fmt: skip

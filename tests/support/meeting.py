"""People of several agencies around a small partnership, and a meeting about its child."""

from pathlib import Path

import duckdb
from support import small_partnership as small
from support import worried
from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services.meetings import MeetingInput, ask_to_meeting, keep_attendance, keep_decision
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.store import Workspace

WHY = "A grey van waits for her outside school, and she has a second phone since April."
DECIDED = "Police visit the flat today, and her social worker sees her alone before that."
DO = "See her alone at school and ask about the van"
PLANNED, HELD = "2026-12-23T10:00:00Z", "2026-12-23T10:05:00Z"


def ask(workspace: Workspace | Path, sql: str) -> list[str]:
    """One column of the analysis file."""
    root = workspace.root if isinstance(workspace, Workspace) else workspace
    (snapshot,) = (root / "snapshots").iterdir()
    with duckdb.connect(str(snapshot / "analysis.duckdb"), read_only=True) as analysis:
        return [str(row[0]) for row in analysis.execute(sql).fetchall()]


def wren(workspace: Workspace) -> str:
    """The child whom five agencies know."""
    return ask(workspace, f"SELECT person_id FROM person WHERE list_contains(names, '{small.CHILD}')")[0]


def record(workspace: Workspace, kind: str) -> str:
    """The first record of a kind."""
    return ask(workspace, f"SELECT record_id FROM agency_record WHERE kind = '{kind}' AND latest ORDER BY 1")[0]


def restricted_police(workspace: Workspace) -> str:
    """The record of the planted restricted words of police."""
    return ask(workspace, f"SELECT record_id FROM source_row WHERE original LIKE '%{small.RESTRICTED_POLICE}%'")[0]


def manager() -> Actor:
    return worried.actor("mia", "manager", "childrens_services")


def officer() -> Actor:
    return worried.actor("omar", "senior_officer", "police")


def school_lead() -> Actor:
    return worried.actor("sam", "school_lead", "school", small.SCHOOL)


def nurse() -> Actor:
    return worried.actor("nia", "practitioner", "health", "Royal Infirmary")


def open_one(who: Actor, workspace: Workspace, *records: str, **more: str) -> str:
    """A strategy discussion about the child, resting on these records; its id."""
    opening = {"kind": "strategy_discussion", "planned_at": PLANNED, "why": WHY, "person_id": wren(workspace)} | more
    chosen = records or (record(workspace, "childrens_services_events/visit"),)
    return open_meeting(session_of(who), opening=NewMeeting(record_ids=chosen, **opening))  # type: ignore[arg-type]


def asked(who: Actor, meeting_id: str, *usernames: str) -> list[str]:
    """Ask these accounts; the entries."""
    return [
        ask_to_meeting(session_of(who), meeting_id=meeting_id, who=MeetingParty(username=username))
        for username in usernames
    ]


def minuted(who: Actor, meeting_id: str, *usernames: str) -> None:
    """Those came, and something was decided."""
    came = dict.fromkeys(asked(who, meeting_id, *usernames), "came")
    keep_attendance(session_of(who), meeting_id=meeting_id, words=came)
    keep_decision(session_of(who), meeting_id=meeting_id, said=MeetingInput(DECIDED))


def kinds(meeting_id: str) -> list[str]:
    """Which rows a meeting has, in order."""
    rows = MeetingEntry.objects.filter(meeting=Meeting.objects.get(meeting_id=meeting_id)).order_by("pk")
    return [row.kind for row in rows]

"""Whose turn a question about reading is at a moment: worked out from its answers, the rule's days and the teams.

It escalates by itself: what the manager has not answered in time is information governance's from the next day on.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.casework.access.teams import Teams
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.unusual_reading.models import ReadingEntry
from sightline.casework.unusual_reading.pages import (
    CLOSING,
    OF_GOVERNANCE,
    OF_MANAGER,
    QuestionState,
    ReadingEntryKind,
)
from sightline.casework.unusual_reading.rights import governs_readers, is_governance, readers_managed
from sightline.model.calendar import end_of_day
from sightline.model.when import london_day
from sightline.rulebook.calendar import read_calendar
from sightline.sharing.reading_rules import ANSWER, values_on


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question, its answers in order, and whether the person it is about has a manager who can be asked."""

    asked: ReadingEntry
    answers: tuple[ReadingEntry, ...]
    has_manager: bool

    def state(self, *, today: date) -> QuestionState:
        """Whose turn it is on a day."""
        last = self.answers[-1] if self.answers else None
        if last is not None and last.kind in CLOSING:
            return QuestionState.CLOSED
        if self._with_governance_since(today) is not None:
            return QuestionState.GOVERNANCE
        return QuestionState.TALKING if last is not None else QuestionState.MANAGER

    def due_on(self, *, today: date) -> date | None:
        """The last day for whose turn it is; None where it is closed."""
        state = self.state(today=today)
        if state is QuestionState.CLOSED:
            return None
        since = self._with_governance_since(today)
        if since is not None:
            return _after(london_day(since), "governance")
        return self._manager_until()

    def since_at(self, *, today: date) -> str:
        """Since when it is whose turn it is."""
        return self._with_governance_since(today) or self.asked.at

    def _manager_until(self) -> date:
        talks = [one for one in self.answers if one.kind == ReadingEntryKind.WILL_TALK]
        return _after(london_day(talks[0].at), "talk") if talks else _after(london_day(self.asked.at), "manager")

    def _with_governance_since(self, today: date) -> str | None:
        """When it came to information governance: passed on, without a manager, or not answered in time."""
        passed = next((one.at for one in self.answers if one.kind == ReadingEntryKind.TO_GOVERNANCE), None)
        if passed is not None:
            return passed
        if not self.has_manager:
            return self.asked.at
        until = self._manager_until()
        return end_of_day(until) if until < today else None


def load_questions(teams: Teams, rows: Iterable[ReadingEntry] | None = None) -> list[ReadingQuestion]:
    """These questions, or all of them, the newest first."""
    asked = list(ReadingEntry.objects.asked() if rows is None else rows)
    answers: dict[str, list[ReadingEntry]] = defaultdict(list)
    for row in ReadingEntry.objects.answers_to(one.entry_id for one in asked):
        answers[row.about].append(row)
    return [ReadingQuestion(one, tuple(answers[one.entry_id]), bool(_managers_of(teams, one.reader))) for one in asked]


def need_question(session: ReaderSession, teams: Teams, *, entry_id: str) -> ReadingQuestion:
    """The question; NotHere where the account is not asked about that person's reading, or it is about its own."""
    row = ReadingEntry.objects.asked().filter(entry_id=entry_id).first()
    if row is None or not _may_know(session, teams, row.reader):
        raise NotHere
    (found,) = load_questions(teams, [row])
    return found


def offered_answers(session: ReaderSession, teams: Teams, found: ReadingQuestion) -> tuple[ReadingEntryKind, ...]:
    """What the account may answer now: nothing where it is another's turn."""
    state = found.state(today=clock.today())
    if state is QuestionState.CLOSED or not _may_know(session, teams, found.asked.reader):
        return ()
    if is_governance(actor=session.actor):
        return OF_GOVERNANCE if state is QuestionState.GOVERNANCE else ()
    if state is QuestionState.GOVERNANCE:
        return ()
    talks = state is QuestionState.TALKING
    return tuple(one for one in OF_MANAGER if not (talks and one is ReadingEntryKind.WILL_TALK))


def _may_know(session: ReaderSession, teams: Teams, username: str) -> bool:
    if username == session.actor.reader.username:
        return False
    return username in readers_asked_about(session.actor, teams, [username])


def readers_asked_about(actor: Actor, teams: Teams, usernames: Iterable[str]) -> frozenset[str]:
    """Those of these readers about whom the account is asked: as governance of their body, or as their manager."""
    wanted = frozenset(usernames)
    if is_governance(actor=actor):
        return governs_readers(actor=actor, usernames=wanted)
    return wanted & readers_managed(actor=actor, teams=teams)


def _managers_of(teams: Teams, username: str) -> frozenset[str]:
    """Those who manage an account because another person listed it in their team."""
    return frozenset(
        one
        for one in teams.reviewers_of(username)
        if any(username in team.led_by(one) for team in teams.managed_by(one))
    )


def _after(day: date, part: str) -> date:
    days = values_on(ANSWER, day)[f"{part}_working_days"]
    return read_calendar().add_working_days(day, days)

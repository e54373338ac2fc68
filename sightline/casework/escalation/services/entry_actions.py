"""The actions that entries of journals open: each kind is a rule, what lists call it, and the value that says how long.

One that names no agency is for information governance. It is closed by what the journal says next.
"""

from dataclasses import dataclass
from datetime import date

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Candidate, calendar, close_by_fact, open_item
from sightline.casework.journal.models import JournalEntry
from sightline.escalation import INFORMATION_GOVERNANCE, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day

UNITS = {"days": Unit.DAYS, "working_days": Unit.WORKING_DAYS, "months": Unit.MONTHS}


@dataclass(frozen=True, slots=True)
class EntryAction:
    """One kind of action. `takes` is the rule's value that says how long there is: days, working_days or months."""

    rule_id: str
    about: str
    source: str = ""
    takes: str = ""

    def item_id(self, *names: str) -> str:
        """The id of the action of an entry, by its id and what tells several apart."""
        return make_id("item", self.rule_id, *names)

    def deadline(self, *, since: str | date) -> str:
        """The last moment, from a moment or from the beginning of a day, by the rule of that day."""
        on, started = (since, since.isoformat()) if isinstance(since, date) else (london_day(since), since)
        amount = read_escalation_rules()[self.rule_id].value_at(self.takes, on)
        return calendar().due_at(started=started, amount=int(amount), unit=UNITS[self.takes])

    def candidate(self, *, about_id: str, by: str, at: str, deadline_at: str, due_at: str = "") -> Candidate:
        """The action for information governance that an entry makes. It counts from `due_at`, else from the entry."""
        return Candidate(
            rule_id=self.rule_id,
            rule_version=read_escalation_rules()[self.rule_id].version,
            source=self.source or self.rule_id,
            due_at=due_at or at,
            about=self.about,
            agency=Agency.PARTNERSHIP,
            ladder=INFORMATION_GOVERNANCE,
            about_id=about_id,
            always=True,
            opened_by=by,
            arrived_at=at,
            deadline_at=deadline_at,
        )

    def candidate_of(self, entry: JournalEntry, *, deadline_at: str) -> Candidate:
        """The action of an entry that begins something."""
        return self.candidate(about_id=entry.entry_id, by=entry.by, at=entry.at, deadline_at=deadline_at)

    def open_for(self, session: ReaderSession, entry: JournalEntry) -> str:
        """Open the action of an entry, whose time counts from the day of the entry; its id."""
        due_at = self.deadline(since=london_day(entry.at))
        return open_action(session, self.candidate_of(entry, deadline_at=due_at), now=entry.at)

    def close(self, session: ReaderSession, *names: str, now: str) -> bool:
        """Close it, by what its id is made of; whether it was open."""
        return close_by_fact(session, item_id=self.item_id(*names), record_id="", now=now)


def open_action(session: ReaderSession, candidate: Candidate, *, now: str) -> str:
    """Open it, from the moment from which it counts; its id."""
    open_item(session, candidate=candidate, opened_at=candidate.due_at, now=now)
    return candidate.item_id

"""The questions that the audit log offers, by the rule: a partnership adds its own to the file."""

from datetime import date, timedelta
from functools import cache
from typing import Literal

from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import WrittenRule
from sightline.rulebook.schema import Written, read_table

FILE = ("sharing", "audit", "saved_questions.toml")


class SavedQuestion(Written, frozen=True):
    """One question: what it is called, and what it fills into the form."""

    label: str
    account: str = ""
    action: str = ""
    outcome: Literal["", "done", "refused", "failed"] = ""
    last_days: int = 0

    def asked_on(self, day: date) -> dict[str, str]:
        """What it asks for on a day, by the parts of the form that it fills in."""
        since = (day - timedelta(days=self.last_days)).isoformat() if self.last_days else ""
        parts = {"account": self.account, "action": self.action, "outcome": self.outcome, "from_day": since}
        return {name: said for name, said in parts.items() if said}


class WrittenSavedQuestions(WrittenRule, frozen=True):
    """The rule with its questions."""

    questions: tuple[SavedQuestion, ...]


@cache
def read_saved_questions() -> WrittenSavedQuestions:
    """What the rule says."""
    return read_table(WrittenSavedQuestions, read_toml(*FILE), where="/".join(FILE).removesuffix(".toml"))

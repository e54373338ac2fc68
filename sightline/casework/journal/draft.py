"""What an entry says before it is written, and the checks that every kind of entry makes of what somebody typed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.escalation import check_words
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

MOST_NAME, MOST_RECORDS = 200, 200
LONGEST_AGO = timedelta(days=3652)  # ten years: a year before is a slip of the hand


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry that is checked and not written yet. `who` is somebody named in words, `account` somebody with one.

    `what` is something named in words.
    """

    kind: StrEnum
    words: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    what: str = field(default="", repr=False)
    about: str = ""
    word: str = ""
    account: Account | None = None
    on_day: date | None = None
    record_ids: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether there is anything in words, to be kept apart from the decision."""
        return bool(self.words or self.what or self.who)


def read_words(words: str, *, part: str = "words", least: str = "") -> str:
    """Words that say something; NotAnAnswer where they do not. `least` is the rule's value of how many are enough."""
    return check_words(words, today=clock.today(), part=part, least=least)


def read_name(name: str, *, missing: str) -> str:
    """Somebody named in words, cut to what a page shows; Usage where nobody is named."""
    read = name.strip()[:MOST_NAME]
    if not read:
        raise Usage(missing, code="no_who", what_to_do=_("Enter a name or a job title."))
    return read


def read_account(username: str) -> Account:
    """The open account of that name; Refused where there is none."""
    account = Account.active.named(username.strip())
    if account is None:
        raise Refused(_("No open account has that name."), code="no_account", what_to_do=_("Check the name."))
    return account


def read_due_day(day: date | None, *, may_have_passed: bool = False) -> date:
    """The day by which something is to be done; Usage where it is missing, or has passed and may not have."""
    if day is None or (day < clock.today() and not may_have_passed):
        raise Usage(_("The deadline is missing."), code="no_day", what_to_do=_("Enter today or a later day."))
    return day


def read_past_day(day: date | None) -> date:
    """The day on which something happened; Usage where it is missing or to come."""
    if day is None or day > clock.today():
        raise Usage(_("The day is missing."), code="no_day", what_to_do=_("Enter today or an earlier day."))
    return day


def read_recent_day(day: date | None) -> date:
    """The day on which something happened; Usage where it is missing, to come, or more than ten years ago."""
    read = read_past_day(day)
    if read < clock.today() - LONGEST_AGO:
        raise Usage(_("The day is more than 10 years ago."), code="no_day", what_to_do=_("Check the year."))
    return read


def read_records(record_ids: Iterable[str], *, seen: Collection[str]) -> tuple[str, ...]:
    """These records, each once; NotHere where one of them is not among those that the account may see."""
    wanted = tuple(dict.fromkeys(record_ids))
    if not set(wanted) <= set(seen):
        raise NotHere
    return wanted


def need_records(
    record_ids: tuple[str, ...], *, what_to_do: str = _("Choose the record that shows this.")
) -> tuple[str, ...]:
    """The same records; Usage where there is none."""
    if not record_ids:
        raise Usage(_("No record is chosen."), code="no_record", what_to_do=what_to_do)
    return record_ids

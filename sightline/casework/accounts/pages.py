"""What pages and commands are given of accounts: frozen, and already limited to what the reader may see."""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.accounts.models import RequestKind as RequestKind
from sightline.casework.accounts.models import RequestState
from sightline.translation.messages import lazy as _

OPEN, INVITED, ENDS, ENDED, CLOSED = "open", "invited", "ends", "ended", "closed"
SUSPENDED = "suspended"

# What a session says of when its holder repeated the second step of the sign-in.
SECOND_FACTOR_AGAIN = "second_factor_again_at"
# In a session of a browser: when its sign-in took the second step.
SECOND_FACTOR_FIRST = "second_factor_first_at"
# The same: that the partnership's directory asked for the second step.
SECOND_FACTOR_DONE = "directory_second_step"


@dataclass(frozen=True, slots=True)
class AccountOutcome:
    """What an act gave: a token, shown once; or the number of a request that waits for a second person."""

    username: str
    token: str = field(default="", repr=False)
    request: int = 0


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account. `waits_at` counts the addresses at which it locked for a while after wrong passwords.

    `names_no_body`: it does not say for which of the organisations of its agency it works.
    """

    number: int
    username: str
    role: str
    agency: str
    organisation: str
    post: str
    state: str
    ends_on: date | None
    signed_in_on: date | None
    confirmed_on: date
    confirmation: str
    privileged: bool
    second_factor: bool
    waits_at: int
    names_no_body: bool = False


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The accounts that the reader looks after, and what is to be done about them. `of_all`: those of every body."""

    lines: tuple[AccountLine, ...]
    administers: bool
    of_all: bool
    requests: int
    recoveries: int
    recoveries_overdue: int
    due: int
    overdue: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One decision about an account. `about` is what was asked for or decided, of a request."""

    at: str
    kind: str
    about: str
    by: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account, what the reader may do to it now, and what was decided about it."""

    line: AccountLine
    may: tuple[str, ...]
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request. `may_decide`: the reader may be its second person. `own`: the reader asked for it.

    `is_expired`: it was open when its time ran out.
    """

    number: int
    kind: RequestKind
    username: str
    body: dict[str, str] = field(repr=False)
    why: str = field(repr=False)
    asked_by: str
    asked_at: str
    expires_at: str
    state: RequestState
    is_expired: bool
    decided_by: str
    decided_at: str
    may_decide: bool
    own: bool

    @property
    def is_open(self) -> bool:
        """Whether somebody can still decide it."""
        return self.state is RequestState.OPEN and not self.is_expired

    @property
    def state_in_words(self) -> str:
        """How it stands, for people."""
        return _("Expired") if self.is_expired else self.state.label


@dataclass(frozen=True, slots=True)
class RecoveryLine:
    """One recovery at the machine, and the review of it."""

    number: int
    username: str
    by: str
    os_name: str
    why: str = field(repr=False)
    at: str
    due_at: str
    answer: str
    answer_words: str = field(repr=False)
    answered_by: str
    answered_at: str
    overdue: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class UnconfirmedAccounts:
    """How many open accounts nobody has confirmed in time, and what else waits; counts alone."""

    due: int
    overdue: int
    requests: int
    recoveries: int
    recoveries_overdue: int

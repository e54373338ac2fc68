"""What the pages of meetings are given: frozen, filtered for the reader, audited.

What a reader may not see is left out, and `something_hidden` says only that there is something. No number, no gap and
no agency's name tells how much, or of whom.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.dependants.pages import PatternReview
from sightline.casework.people.pages.people import PersonSummary
from sightline.model.calendar import earliest_moment
from sightline.model.when import utc_text

DAYS_SOON = 2


@dataclass(frozen=True, slots=True)
class MeetingSubjectView:
    """What a reader is told of it: the child, the place as written, how many of a group; nothing that is not seen."""

    about: str
    shown: bool
    person: PersonSummary | None = None
    place: str = field(default="", repr=False)
    people: int = 0


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """A child, a group or a place, to choose from."""

    about: str
    key: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting of a list. `kind_label` is what it is called; `chair` is an account's name, a post or a name."""

    meeting_id: str
    kind: str
    kind_label: str
    subject: MeetingSubjectView
    planned_at: str
    held_at: str
    called_off: bool
    chair: str = field(repr=False)

    def is_soon(self, now: str) -> bool:
        """Whether it is planned within two days: a meeting in weeks is no discussion of a child who is missing now."""
        soon = utc_text(earliest_moment(now) + timedelta(days=DAYS_SOON))
        return not self.called_off and not self.held_at and now <= self.planned_at <= soon


@dataclass(frozen=True, slots=True)
class WhoLine:
    """Somebody who is meant: by account, post or name, of an agency. `me`: it is the reader.

    `username` or `post` is how they were named, to name them again; neither where it was by a name in words.
    """

    who: str = field(repr=False)
    agency: str = ""
    organisation: str = ""
    me: bool = False
    username: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class MeetingParty:
    """Somebody who is meant: an account, or a post (`ladder stage seat`), or a name or post in words, of an agency."""

    agency: str = ""
    username: str = ""
    post: str = ""
    organisation: str = ""
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """Somebody who was asked to come; `word` is whether they came, empty while nobody has said."""

    entry_id: str
    who: WhoLine
    word: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """Something that was said, as it stands; `before` are what stood there earlier, of which the words may be shown."""

    entry_id: str
    at: str
    by: str
    words: str = field(repr=False)
    records: tuple[RecordBasis, ...] = ()
    theme: str = ""
    about: str = ""
    who: WhoLine | None = None
    on_day: date | None = None
    before: "tuple[SaidLine, ...]" = ()
    may_correct: bool = False


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action: what, who, by which day, and how it stands. `meeting` is the meeting's line, for lists of actions."""

    said: SaidLine
    overdue: bool
    done: tuple[SaidLine, ...]
    seen_done: bool
    may_finish: bool
    meeting: MeetingLine | None = None


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """My meetings: those to come, the earlier ones; and actions that are mine, or of meetings that I chair."""

    coming: tuple[MeetingLine, ...]
    earlier: tuple[MeetingLine, ...]
    actions: tuple[ActionLine, ...]
    chaired: tuple[ActionLine, ...]
    now: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting, for one reader. `missing` is what must be written down before it can be said to have been held.

    `look_again`: the people whom it is about came together, or were taken apart, and nobody has looked at it since.
    `pattern_reviews`: so too where what was recognised, and asked for it, rests on nothing now.
    """

    line: MeetingLine
    opened_at: str
    opened_by: str
    why: str = field(repr=False)
    asked: tuple[InvitationLine, ...] = ()
    not_asked: tuple[str, ...] = ()
    agenda: tuple[tuple[str, tuple[SaidLine, ...]], ...] = field(default=(), repr=False)
    records: tuple[RecordBasis, ...] = ()
    decisions: tuple[SaidLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    dissents: tuple[SaidLine, ...] = ()
    plan: SaidLine | None = None
    plans_before: tuple[SaidLine, ...] = ()
    called_off_because: str = field(default="", repr=False)
    something_hidden: bool = False
    takes_part: bool = False
    minutes: bool = False
    item_id: str = ""
    missing: tuple[str, ...] = ()
    look_again: bool = False
    pattern_reviews: tuple[PatternReview, ...] = ()
    now: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFormOptions:
    """What a form for a new meeting offers: whom or what it can be about, and the records to choose from."""

    about: tuple[SubjectChoice, ...]
    records: tuple[RecordBasis, ...]
    chosen: tuple[str, ...] = ()
    item_id: str = ""

"""How often notes and concerns hold words that may read as blaming a child: by team, kind of wording and month.

It is a mark on nobody. No author and no child is in it, a number under five is not said, and what a reader may not open
is not counted for them. A whole agency is said to the nearest five, so that no team's small number can be worked out
beside it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.live_entries import concerns_above
from sightline.casework.concerns.passages import SeenRow, try_passages, visibility_of_row
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.model.bounds import read_month
from sightline.model.errors import Refused
from sightline.model.ids import make_id
from sightline.model.nouns import RowStatus
from sightline.model.passages import WORDINGS, Speaker
from sightline.model.visibility import Reader, Visibility
from sightline.model.when import london_day
from sightline.scale.small_numbers import FEWEST_SHOWN, to_five
from sightline.sharing import can_see, counts_wording_of
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows
from sightline.translation.messages import lazy as _

MONTHS, YEAR = 6, 12
FEW = _("fewer than %(fewest_shown)s") % {"fewest_shown": FEWEST_SHOWN}
COUNTED = f"""
SELECT passage.agency, passage.organisation, passage.layout, passage.restricted, passage.markings, wording,
       strftime(note.known_from, '%Y-%m') AS month, count(*) AS times
FROM passage JOIN source_row AS note ON note.row_id = passage.row_id AND note.standing = '{RowStatus.CURRENT}'
WHERE wording <> '' AND speaker = '{Speaker.PROFESSIONAL}' AND note.known_from IS NOT NULL
  AND NOT list_contains(?, passage.record_id)
GROUP BY ALL ORDER BY ALL
"""


class WordingRow(SeenRow):
    """How often a wording stands in the notes of one visibility, by month."""

    wording: str
    month: str
    times: int


@dataclass(frozen=True, slots=True)
class WordingUse:
    """How often one kind of wording stands in the notes of one visibility, written in one month (`2026-11`)."""

    seen: Visibility
    wording: str
    month: str
    times: int


@dataclass(frozen=True, slots=True)
class Team:
    """A body of an agency, or the whole agency where `organisation` is empty."""

    team_id: str
    agency: str
    organisation: str


@dataclass(frozen=True, slots=True)
class WordsUsed:
    """One team's numbers: each kind of wording that it used at all in these months, and what may be said of each month.

    `earlier` and `later` are the last months of the page before and after; empty where there is none.
    """

    teams: tuple[Team, ...]
    chosen: Team | None
    months: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    earlier: str
    later: str


def read_words_used(session: ReaderSession, *, team_id: str = "", to: str = "") -> WordsUsed:
    """The numbers of one team for the six months that end with `to`; Refused where the role leads no team."""
    with audited(session, action="read_words_used") as trail:
        if counts_wording_of(reader=session.actor.reader) == "none":
            raise Refused(
                _("Only people who lead teams can see which words teams use."),
                code="not_for_role",
                what_to_do=_("Notes that you wrote have hints on their own pages, which only you can see."),
            )
        used = [one for one in _everything(session) if _is_counted(session.actor.reader, one)]
        teams = _teams(session.actor.reader, used)
        chosen = next((team for team in teams if team.team_id == team_id), teams[0] if teams else None)
        page = _page(teams, chosen, [one for one in used if chosen and _is_of(chosen, one)], to)
        trail.details = {"team": chosen.team_id if chosen else "", "to": page.months[-1]}
    return page


def _everything(session: ReaderSession) -> Iterator[WordingUse]:
    snapshot = session.snapshot
    if snapshot:
        yield from _of_records(snapshot.analysis, session.hidden)
    yield from _of_concerns(session, snapshot)


@lru_cache(maxsize=8)
def _of_records(analysis: Path, hidden: frozenset[str]) -> tuple[WordingUse, ...]:
    """Of every record of a snapshot, which never changes, but those that people keep from the reader: counted once."""
    engine = DuckDBEngine(analysis, read_only=True)
    try:
        rows = read_rows(engine, WordingRow, COUNTED, [sorted(hidden)])
    finally:
        engine.close()
    return tuple(WordingUse(visibility_of_row(row), row["wording"], row["month"], row["times"]) for row in rows)


def _of_concerns(session: ReaderSession, snapshot: Snapshot | None) -> Iterator[WordingUse]:
    """Of concerns that the snapshot does not hold yet."""
    for concern in concerns_above(session, snapshot):
        for row in try_passages(session, concern):
            if row["wording"] and row["speaker"] == Speaker.PROFESSIONAL:
                yield WordingUse(visibility_of_row(row), row["wording"], f"{london_day(concern.entered_at):%Y-%m}", 1)


def _is_counted(reader: Reader, one: WordingUse) -> bool:
    """Only what the reader may open; of their own agency alone where that is all that they lead."""
    own_alone = counts_wording_of(reader=reader) == "own agency"
    return can_see(reader=reader, item=one.seen) and (not own_alone or one.seen.agency == reader.agency)


def _teams(reader: Reader, used: Iterable[WordingUse]) -> tuple[Team, ...]:
    """Each agency as a whole, then its bodies where it has more than one."""
    bodies: dict[str, set[str]] = {}
    for one in used:
        bodies.setdefault(one.seen.agency, set()).add(one.seen.organisation)
    if counts_wording_of(reader=reader) == "own agency":
        bodies.setdefault(reader.agency, set())
    return tuple(
        Team(make_id("team", agency, organisation), agency, organisation)
        for agency in sorted(bodies)
        for organisation in ("", *(sorted(bodies[agency]) if len(bodies[agency]) > 1 else ()))
    )


def _is_of(team: Team, one: WordingUse) -> bool:
    return one.seen.agency == team.agency and team.organisation in ("", one.seen.organisation)


def _page(teams: tuple[Team, ...], chosen: Team | None, used: Sequence[WordingUse], to: str) -> WordsUsed:
    written = {one.month for one in used}
    newest = max(written, default=f"{clock.today():%Y-%m}")
    last = _number(to if read_month(to) else newest)
    months = tuple(_name(number) for number in range(last - MONTHS + 1, last + 1))
    times: Counter[tuple[str, str]] = Counter()
    for one in used:
        times[one.wording, one.month] += one.times
    say = _say_near if chosen and not chosen.organisation else _say
    lines = tuple(
        (wording, tuple(say(times[wording, month]) for month in months))
        for wording in WORDINGS
        if any(times[wording, month] for month in months)
    )
    return WordsUsed(
        teams,
        chosen,
        months,
        lines,
        earlier=_name(last - MONTHS) if min(written, default="9999") < months[0] else "",
        later=_name(last + MONTHS) if max(written, default="") > months[-1] else "",
    )


def _say(times: int) -> str:
    return FEW if 0 < times < FEWEST_SHOWN else f"{times:,}"


def _say_near(times: int) -> str:
    """Of a whole agency: to the nearest five."""
    return (
        FEW
        if 0 < times < FEWEST_SHOWN
        else (_("about %(to_five)s") % {"to_five": f"{to_five(times):,}"})
        if times
        else "0"
    )


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * YEAR + int(number) - 1


def _name(number: int) -> str:
    return f"{number // YEAR:04}-{number % YEAR + 1:02}"

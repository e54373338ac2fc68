"""One thing after another: missing and then absent from school, missing and seen in an emergency department.

A school mark belongs to a session, and counts only if the session began after the child was back. Where the time of
return is not known, any session of that day counts.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations, product
from typing import Any

from sightline.known_facts.scoped_verdicts import EventVerdicts
from sightline.known_facts.words import WordLists
from sightline.model.calendar import earliest_moment
from sightline.model.when import DATE_LENGTH, LONDON, london_day
from sightline.patterns.attendance_codes import gather_attendance
from sightline.patterns.episodes import FOUND, MISSING, RETURNED, Episode, episodes
from sightline.patterns.instances import Condition, CountedFact, Instance, Window, verdicts_about
from sightline.patterns.kinds.counts import Missing
from sightline.patterns.new_instances import About, NewInstance, look
from sightline.patterns.rules import Pattern
from sightline.store.engine import Engine

DAY_AFTER = timedelta(hours=24)


def find_absent(
    *, engine: Engine, missing: Missing, verdicts: EventVerdicts, pattern: Pattern, words: WordLists, as_at: date
) -> Iterator[NewInstance]:
    """So many times within so many days: missing, and absent without leave at the next school session."""
    wanted = [who for who, (_, counted) in missing.items() if len(counted) >= pattern.number("needs")]
    attendance = gather_attendance(engine=engine, people=wanted)
    needs, within = pattern.number("needs"), pattern.number("within_days")

    def windows(now: Sequence[CountedFact]) -> list[Window]:
        occasions = list(_absences(now, words))
        found = []
        for some in combinations(occasions, needs):
            first, last = min(one[0] for one in some), max(one[1] for one in some)
            if (last - first).days <= within:
                counted = [each for one in occasions if first <= one[0] and one[1] <= last for each in one[2]]
                found.append(Window(first, last, tuple(dict.fromkeys(counted))))
        return found

    def provisional(instance: Instance) -> dict[str, Any]:
        return {
            "provisional": any(counted.more.get("code") in words.provisional for counted in instance.window.counted)
        }

    for who in wanted:
        near = _near_return(missing[who][1], attendance.get(who, []))
        if near:
            counted = [*missing[who][1], *near]
            about, condition = About(person_id=who), Condition(windows, verdicts=verdicts_about(verdicts, counted))
            yield from look(
                pattern=pattern, about=about, counted=counted, condition=condition, as_at=as_at, more=provisional
            )


def _near_return(counted: Sequence[CountedFact], sessions: Sequence[CountedFact]) -> list[CountedFact]:
    """The sessions that can matter: from each return to the end of the first week or so with a session after it."""
    returns = sorted({one.on for one in counted if one.kind in (FOUND, RETURNED)})
    days = sorted({one.on for one in sessions})
    wanted: set[date] = set()
    for back in returns:
        later = [day for day in days if day >= back]
        wanted.update(day for day in later if day <= (later[0] if later else back) + timedelta(days=120))
    return [one for one in sessions if one.on in wanted]


def _absences(now: Sequence[CountedFact], words: WordLists) -> Iterator[tuple[date, date, tuple[CountedFact, ...]]]:
    """Each episode that an unauthorised absence follows: its day, the day of the absence, what it was told by."""
    register = sorted(
        (one for one in now if one.kind == "mark" and one.more["code"] not in words.no_session),
        key=lambda one: (one.on, one.more["session"]),
    )
    for episode in episodes([one for one in now if one.kind != "mark"]):
        back = episode.last(FOUND, RETURNED)
        if back is None:
            continue
        next_day = next((one.on for one in register if one.on > back.on), None)
        for session in register:
            counts = session.on == next_day or (session.on == back.on and _begins_after(session, back, words))
            if counts and session.more["code"] in words.unauthorised:
                yield episode.on, session.on, (*episode.counted, session)
                break


def _begins_after(session: CountedFact, back: CountedFact, words: WordLists) -> bool:
    when = back.more["when"]
    if len(when) == DATE_LENGTH:
        return True
    begins = datetime.combine(session.on, time.fromisoformat(words.sessions[session.more["session"]]), tzinfo=LONDON)
    return begins > earliest_moment(when)


def find_health(
    *, missing: Missing, visits: dict[str, list[CountedFact]], pattern: Pattern, as_at: date
) -> Iterator[NewInstance]:
    """An emergency attendance between the start of an episode and a day after its end."""
    hours = timedelta(hours=pattern.number("hours_after"))
    for who, (_, counted) in missing.items():
        if visits.get(who):
            both, about = [*counted, *visits[who]], About(person_id=who)
            condition = Condition(_health_windows(hours))
            yield from look(pattern=pattern, about=about, counted=both, condition=condition, as_at=as_at)


def _health_windows(hours: timedelta) -> Callable[[Sequence[CountedFact]], list[Window]]:
    def windows(now: Sequence[CountedFact]) -> list[Window]:
        came = [one for one in now if one.kind == "visit"]
        pairs = product(episodes([one for one in now if one.kind != "visit"]), came)
        return [
            Window(min(episode.on, visit.on), max(episode.on, visit.on), (*episode.counted, visit))
            for episode, visit in pairs
            if _falls_in(episode, visit, hours)
        ]

    return windows


def _falls_in(episode: Episode, visit: CountedFact, hours: timedelta) -> bool:
    start = episode.first(MISSING) or episode.first(RETURNED)
    end = episode.last(FOUND, RETURNED)
    if start is None or _is_before(visit, start):
        return False
    return end is None or _is_within(visit, end, hours)


def _is_before(visit: CountedFact, start: CountedFact) -> bool:
    came, went = visit.more["when"], start.more["when"]
    if _has_time(came) and _has_time(went) and start.kind == MISSING:
        return earliest_moment(came) < earliest_moment(went)
    return visit.on < start.on


def _is_within(visit: CountedFact, end: CountedFact, hours: timedelta) -> bool:
    came, back = visit.more["when"], end.more["when"]
    if _has_time(came) and _has_time(back) and end.kind == FOUND:
        return earliest_moment(came) - earliest_moment(back) <= hours
    return (london_day(came) - london_day(back)).days <= hours // DAY_AFTER


def _has_time(when: str) -> bool:
    return len(when) > DATE_LENGTH

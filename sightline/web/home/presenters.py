"""What to do next, for a first page: three lines at most, each with a verb, a reason and a button.

They are ordered as the page is: who is missing, what is overdue, what is not acknowledged, what is due, what is new.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.concerns.pages import ConcernLine
from sightline.casework.home.pages import MissingLine
from sightline.casework.people.pages import PersonSummary
from sightline.casework.rules.glance import RulesAtAGlance
from sightline.casework.worklist.pages import WorkLine
from sightline.web.core import times
from sightline.web.core.times import counted, has_passed
from sightline.web.core.whens import when_in_words
from sightline.web.core.words import agency_in_words, lower_first
from sightline.web.escalation.presenters import STAGES
from sightline.web.escalation.titles import item_task
from sightline.web.home.tasks import NextTask, tasks_of_house, tasks_of_leaders

MOST, NOBODY, CLOSED = 3, "name not recorded", "closed"
HIGH = ("chief_officer", "lead_safeguarding_partners", "chair_and_scrutineer")


def next_tasks(home: Any, rules: RulesAtAGlance | None = None, posts_over: int = 0) -> tuple[NextTask, ...]:
    """What to do next on a first page; it shows nothing that the page does not list below."""
    posts, of_house = _posts_over(posts_over), tuple(tasks_of_house(home, rules))
    before, after = ((), posts) if of_house else (posts, ())
    return tuple(islice(chain(_all_tasks(home, before), of_house, after), MOST))


def _posts_over(number: int) -> tuple[NextTask, ...]:
    task = f"Decide about {counted(number, 'post')} with too much work"
    why = "More comes than can be answered: change staffing or a rule"
    return (NextTask(task, why, "See the posts", "posts_over"),) if number else ()


def _all_tasks(home: Any, posts: tuple[NextTask, ...]) -> Iterator[NextTask]:
    now, lines = getattr(home, "now", ""), home.waiting.lines if hasattr(home, "waiting") else ()
    missing, danger = getattr(home, "missing", None), getattr(home, "danger", None)
    if missing:
        yield from (_missing(one, now) for one in missing.now if one.status and one.status.is_missing)
    over = [one for one in lines if _is_over(one, now)]
    yield from (_action(one, home) for one in over)
    yield from (_referral(one) for one in getattr(home, "referrals", ()))
    asked = {one.item.item_id for one in over}
    if danger:
        others = [one for one in danger.lines if not one.item or one.item.item_id not in asked]
        yield from (_deadline(one, now) for one in sorted(others, key=_is_high))
    leaders = getattr(home, "leaders", None)
    led = tuple(tasks_of_leaders(leaders)) if leaders else ()
    yield from (*led[:1], *posts, *led[1:])
    yield from (_action(one, home) for one in lines if not _is_over(one, now))
    contacts = getattr(home, "contacts", None)
    yield from (_due(one, now) for one in (contacts.lines if contacts else ()))
    yield from _quieter(home)


def _quieter(home: Any) -> Iterator[NextTask]:
    if feedback := getattr(home, "feedback_due", 0):
        yield NextTask(
            "Tell referrers what happened", f"{times.counted(feedback, 'referrer')} not told", "Tell them", "feedback"
        )
    for one in getattr(home, "asked", ()):
        about = _name(one.person)
        yield NextTask(f"Answer a question about {about}", one.asks, "Answer", "asked", one.question_id)
    for one in getattr(home, "unowned", ()):
        yield NextTask(
            "Name an owner for a working file",
            f"Opened {when_in_words(one.since)}",
            "Open",
            "subject_file",
            one.file_id,
        )


def _is_over(line: WorkLine, now: str) -> bool:
    return bool(line.item.due_at) and has_passed(line.item.due_at, now)


def _name(person: PersonSummary | None) -> str:
    return (person.name if person else "") or NOBODY


def _missing(line: MissingLine, now: str) -> NextTask:
    since = f"since {times.time_of_day(line.missing_from, now)}" if line.missing_from else "since a time not recorded"
    grade = f", {line.status.grade.lower()} risk" if line.status and line.status.grade else ""
    task, person_id = f"Call the police about {_name(line.person)}", line.person.person_id
    return NextTask(task, "", "See who to call", "person", person_id, late=f"Missing {since}{grade}")


def _action(line: WorkLine, home: Any) -> NextTask:
    about = f": {_name(line.person)}" if line.person else ""
    both = times.two_times(line.item, home.now)
    late = both.deadline if both.is_overdue else ""
    agency = "" if line.item.mine or not line.item.agency else f"{agency_in_words(line.item.agency)} must answer"
    why = ". ".join(filter(None, ("" if late else both.deadline, agency, both.answer)))
    button = "Answer" if line.item.mine else "See it"
    return NextTask(f"{item_task(line.item)}{about}", why, button, "item", line.item.item_id, late)


def _referral(line: ConcernLine) -> NextTask:
    task = f"Acknowledge the referral about {line.child or 'a child not known'}"
    return NextTask(task, f"Received {when_in_words(line.entered_at)}", "Acknowledge", "concern", line.concern_id)


def _deadline(line: ClockLine, now: str) -> NextTask:
    """A deadline of the agency that somebody else must answer: ask them."""
    late = f"{times.deadline_was(line, now)}: {times.lateness(line, now)}"
    if line.item and not line.item.mine and line.item.state != CLOSED:
        stage = STAGES.get(line.item.stage, line.item.stage)
        task = f"Ask the {stage} to {lower_first(line.label)}: {_name(line.person)}"
        return NextTask(task, "", "See it", "item", line.item.item_id, late)
    return NextTask(f"{line.label}: {_name(line.person)}", "", "See it", "clock", line.clock_id, late)


def _is_high(line: ClockLine) -> bool:
    """Whether it has been escalated to the top already, so that nobody here can do much."""
    return bool(line.item and line.item.state != CLOSED and not line.item.mine and line.item.stage in HIGH)


def _due(line: ClockLine, now: str) -> NextTask:
    return NextTask(
        f"{line.label}: {_name(line.person)}",
        f"Deadline {times.due_word(line.due_at, now)}",
        "See it",
        "clock",
        line.clock_id,
    )

"""What to do next, for a first page: three lines at most, each with a verb, a reason and a button.

They are ordered as the page is: who is missing, what is overdue, what is not acknowledged, what is due, what is new.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.concerns.pages.concerns import ConcernLine
from sightline.casework.escalation.pages import Overload, first_of_each_thing
from sightline.casework.home.pages.parts import AnalystHome, MissingLine
from sightline.casework.missing.pages import MissingTask
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.rules.selectors.summary import RulesAtAGlance
from sightline.casework.worklist.pages import WorkLine
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted
from sightline.web.core import times
from sightline.web.core.missing_tasks import TASKS
from sightline.web.core.rules import rule_in_words
from sightline.web.core.whens import day_of_when, when_in_words
from sightline.web.core.words import agency_in_words, lower_first
from sightline.web.escalation.presenters import stage_in_words
from sightline.web.escalation.titles import item_task
from sightline.web.home.tasks import NextTask, tasks_of_analyst, tasks_of_house, tasks_of_leaders

MOST, NOBODY, CLOSED = 3, gettext_lazy("name not recorded"), "closed"
HIGH = ("chief_officer", "lead_safeguarding_partners", "chair_and_scrutineer")
RETURNS = "return_interview"


def next_tasks(
    home: Any, rules: RulesAtAGlance | None = None, posts_over: Sequence[Overload] = ()
) -> tuple[NextTask, ...]:
    """What to do next on a first page; it shows nothing that the page does not list below."""
    every = chain(_all_tasks(home, posts_over), tasks_of_house(home, rules))
    return tuple(_without_twins(sorted(every, key=lambda one: one.rank))[:MOST])


def _without_twins(tasks: Iterable[NextTask]) -> list[NextTask]:
    """Lines that would read the same are one, with how many they are and whose."""
    found: dict[str, list[NextTask]] = {}
    for one in tasks:
        found.setdefault(one.task, []).append(one)
    return [_as_one(same) if len(same) > 1 else same[0] for same in found.values()]


def _as_one(same: list[NextTask]) -> NextTask:
    agencies = in_a_row(sorted({agency_in_words(one.agency) for one in same if one.agency}))
    whose = counted(len(same), "action") + (f": {agencies}" if agencies else "")
    return replace(same[0], why=join_shown(". ", filter(None, (whose, same[0].why))))


def _all_tasks(home: Any, posts_over: Sequence[Overload]) -> Iterator[NextTask]:
    if isinstance(home, AnalystHome):
        yield from tasks_of_analyst(home)
        return
    now, lines = getattr(home, "now", ""), home.waiting.lines if hasattr(home, "waiting") else ()
    missing, danger = getattr(home, "missing", None), getattr(home, "danger", None)
    yield from (_missing(one, now) for one in (missing.now if missing else ()) if one.task)
    asked, things = {one.item.item_id for one in lines}, first_of_each_thing(line.item for line in lines)
    lines = tuple(one for one in lines if one.item in things)
    over, returned = [one for one in lines if _is_over(one, now)], _returns(danger)
    yield from (_action(one, now, returned) for one in over)
    receives = getattr(home, "is_front_door", False)
    yield from (_referral(one, now, receives=receives) for one in getattr(home, "referrals", ()))
    if danger:
        others = [one for one in danger.lines if not one.item or one.item.item_id not in asked]
        yield from (_deadline(one, now) for one in sorted(others, key=_is_high))
    leaders = getattr(home, "leaders", None)
    if leaders:
        yield from tasks_of_leaders(leaders, posts_over)
    yield from (_action(one, now, returned) for one in lines if not _is_over(one, now))
    contacts = getattr(home, "contacts", None)
    yield from (_due(one, now) for one in (contacts.lines if contacts else ()))
    yield from _quieter(home)


def _quieter(home: Any) -> Iterator[NextTask]:
    if feedback := getattr(home, "feedback_due", 0):
        why = _("%(referrers)s not told") % {"referrers": counted(feedback, "referrer")}
        yield NextTask(_("Tell referrers what happened"), why, _("Tell them"), "feedback")
    for one in getattr(home, "asked", ()):
        task = _("Answer a question about %(name)s: %(question)s") % {
            "name": _name(one.person),
            "question": lower_first(rule_in_words(one.rule_id)),
        }
        yield NextTask(task, one.asks, _("Answer"), "asked", one.question_id)


def _returns(danger: Any) -> dict[str, str]:
    """The day of the return after which an interview is due, by the item that asks for it."""
    lines = danger.lines if danger else ()
    return {
        one.item.item_id: day_of_when(one.started_at) for one in lines if one.item and one.rule_id.startswith(RETURNS)
    }


def _after_return(said: str, day: str) -> str:
    """Which return a task is about, where it is about one."""
    return _("%(said)s, after the return of %(day)s") % {"said": said, "day": day} if day else said


def _is_over(line: WorkLine, now: str) -> bool:
    return bool(line.item.due_at) and times.has_passed(line.item.due_at, now)


def _name(person: PersonSummary | None) -> str:
    return (person.name if person else "") or NOBODY


def _missing_since(line: MissingLine, now: str) -> str:
    when = times.time_of_day(line.missing_from, now) if line.missing_from else _("a time not recorded")
    known = line.status is None or line.status.is_missing_now
    said = _("Missing since %(when)s") if known else _("Status not known: was missing since %(when)s")
    return said % {"when": when}


def _missing(line: MissingLine, now: str) -> NextTask:
    """What the reader does next about a child who is missing: the task with which the child's own page begins."""
    late = _missing_since(line, now)
    if line.status and line.status.grade:
        late = _("%(late)s, %(grade)s risk") % {"late": late, "grade": _(line.status.grade).lower()}
    words = TASKS[line.task or MissingTask.CALL]
    key = line.record_id if words.page == "record" else line.person.person_id
    task = words.about % {"name": _name(line.person)}
    return NextTask(task, str(words.why), str(words.button), words.page, key, late, rank=0)


def _action(line: WorkLine, now: str, returned: dict[str, str]) -> NextTask:
    item, both = line.item, times.two_times(line.item, now)
    task = f"{item_task(item)}"
    if line.person:
        task = f"{task}: {_name(line.person)}"
    elif not item.shown:
        task = _("%(task)s, about someone you may not see") % {"task": task}
    late = both.deadline if both.is_plainly_overdue else ""
    said = both.answer
    if item.mine and not both.is_answer_overdue:
        said = _("%(answer)s: say what is being done") % {"answer": both.answer}
    others = (
        "" if item.mine or not item.agency else _("%(agency)s must answer") % {"agency": agency_in_words(item.agency)}
    )
    why = join_shown(". ", filter(None, ("" if late else both.deadline, both.came, others, said)))
    button, task = _("Answer") if item.mine else _("See it"), _after_return(task, returned.get(item.item_id, ""))
    return NextTask(
        task, why, button, "item", item.item_id, late, item.agency, rank=1 if late else 2 if both.came else 4
    )


def _referral(line: ConcernLine, now: str, *, receives: bool) -> NextTask:
    """The front door acknowledges it; others ask the front door to."""
    task = (
        _("Acknowledge the referral about %(child)s")
        if receives
        else _("Ask the front door to acknowledge the referral about %(child)s")
    ) % {"child": line.child or _("a child whose name is not known")}
    is_late = bool(line.tell_by) and times.has_passed(line.tell_by, now)
    late = f"{times.was_due(line.tell_by, now)}: {times.late_by(line.tell_by, now)}" if is_late else ""
    by = (
        _("Tell the referrer by %(due)s") % {"due": times.due_word(line.tell_by, now)}
        if line.tell_by and not is_late
        else ""
    )
    why = join_shown(". ", filter(None, (by, _("Received %(when)s") % {"when": when_in_words(line.entered_at)})))
    button = _("Acknowledge") if receives else _("See it")
    return NextTask(task, why, button, "concern", line.concern_id, late, rank=3)


def _deadline(line: ClockLine, now: str) -> NextTask:
    """A deadline of the agency that somebody else must answer: ask them."""
    late = f"{times.deadline_was(line, now)}: {times.lateness(line, now)}"
    about = _after_return(_name(line.person), day_of_when(line.started_at) if line.rule_id.startswith(RETURNS) else "")
    if line.item and not line.item.mine and line.item.state != CLOSED:
        task = _("Ask the %(stage)s to %(task)s: %(about)s") % {
            "stage": stage_in_words(line.item.stage, line.item.ladder),
            "task": lower_first(line.label),
            "about": about,
        }
        return NextTask(task, "", _("See it"), "item", line.item.item_id, late, line.item.agency, rank=1)
    return NextTask(f"{line.label}: {about}", "", _("See it"), "clock", line.clock_id, late, rank=1)


def _is_high(line: ClockLine) -> bool:
    """Whether it has been escalated to the top already, so that nobody here can do much."""
    return bool(line.item and line.item.state != CLOSED and not line.item.mine and line.item.stage in HIGH)


def _due(line: ClockLine, now: str) -> NextTask:
    why = _("Deadline %(due)s") % {"due": times.due_word(line.due_at, now)}
    return NextTask(f"{line.label}: {_name(line.person)}", why, _("See it"), "clock", line.clock_id)

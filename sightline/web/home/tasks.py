"""What to do next for those who look after Sightline itself: its checks, data, access, posts, backups and rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sightline.casework.escalation.pages import Overload
from sightline.casework.home.pages.leaders import LeadersPart, Totals
from sightline.casework.home.pages.parts import AnalystHome, GovernanceHome
from sightline.casework.home.selectors.operator_home import OperatorHome
from sightline.casework.rules.selectors.summary import RulesAtAGlance
from sightline.model.nouns import Agency
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.translation.numbers import counted
from sightline.web.core.times import two_times
from sightline.web.core.whens import day_in_words, day_of_when, when_in_words
from sightline.web.core.words import agency_in_words, lower_first
from sightline.web.escalation.presenters import ladder_in_words
from sightline.web.escalation.titles import item_task


@dataclass(frozen=True, slots=True)
class NextTask:
    """A line of what to do next: the button leads to `page`, of `key` where there is one. `late` is shown in red.

    `rank` is its place in the order of danger: missing, overdue, arrived late, not acknowledged, the rest.
    """

    task: str = field(repr=False)
    why: str = field(repr=False)
    button: str
    page: str
    key: str = ""
    late: str = ""
    agency: str = ""
    rank: int = 4

    @property
    def is_here(self) -> bool:
        """Whether the button leads to a part of the same page."""
        return self.page.startswith("#")


def tasks_of_house(home: Any, rules: RulesAtAGlance | None) -> Iterator[NextTask]:
    """What governance and the systems manager do next; nothing for others."""
    if isinstance(home, OperatorHome):
        yield from _of_operator(home)
    elif isinstance(home, GovernanceHome):
        yield from _of_governance(home, rules)


def tasks_of_leaders(part: LeadersPart, posts_over: Sequence[Overload] = ()) -> Iterator[NextTask]:
    """What those who see totals alone ask about next, each with the part of the page that shows it."""
    totals, decide = part.totals, part.decisions
    if totals is None:
        yield NextTask(
            _("Ask why there are no data yet"), _("Nothing is known about deadlines"), _("See decisions"), "#to-decide"
        )
    elif totals.overdue.number != 0 or totals.arrived_late.number != 0:
        late = _("%(shown)s overdue") % {"shown": totals.overdue.shown}
        yield NextTask(
            _("Ask why deadlines are overdue"), _oldest_of(totals), _("See agencies"), "#by-agency", late=late
        )
    if posts_over:
        task = _("Decide about %(posts)s with too much work") % {"posts": counted(len(posts_over), "post")}
        why = _("Too much work: %(posts)s. Change staffing or a rule") % {"posts": names_of_posts(posts_over)}
        yield NextTask(task, why, _("See the roles"), "posts_over")
    if decide.late_agencies:
        said = {line.agency: agency_in_words(line.agency) for line in decide.late if line.is_late} | {
            one.agency: _("%(agency)s, due %(day)s")
            % {"agency": agency_in_words(one.agency), "day": day_of_when(one.since)}
            for one in decide.awaited
        }
        why = join_shown("; ", sorted(said.values())[:2])
        yield NextTask(_("Ask for the late data"), why, _("See decisions"), "#to-decide")
    if decide.off:
        yield NextTask(
            _("Decide about the rules that are off"), counted(len(decide.off), "rule"), _("See decisions"), "#to-decide"
        )
    if decide.unchecked:
        why = _("%(deadlines)s not yet checked against the guidance") % {
            "deadlines": counted(len(decide.unchecked), "national deadline")
        }
        yield NextTask(_("Have deadlines confirmed"), why, _("See decisions"), "#to-decide")
    if totals and totals.before.number != 0:
        why = (
            _("Deadlines from before go-live are still open")
            if totals.before.number is None
            else _("%(shown)s deadlines from before go-live are still open") % {"shown": totals.before.shown}
        )
        yield NextTask(_("Ask for a plan for the backlog"), why, _("See agencies"), "#by-agency")


def _oldest_of(totals: Totals) -> str:
    if not totals.oldest.number:
        return ""
    if not totals.oldest_agency:
        return _("The oldest has been open for %(time)s") % {"time": totals.oldest.shown}
    agency = agency_in_words(totals.oldest_agency)
    return _("The oldest has been open for %(time)s, %(agency)s") % {"time": totals.oldest.shown, "agency": agency}


def names_of_posts(over: Iterable[Overload]) -> str:
    """What posts are called, each with whose it is."""
    whose = ((one, one.key.organisation or ladder_in_words(one.key.ladder).partition(":")[0]) for one in over)
    return "; ".join(f"{in_a_row(one.key.post.split('; '))} ({of})" for one, of in whose)


def tasks_of_analyst(home: AnalystHome) -> Iterator[NextTask]:
    """What an analyst does next: what nobody has answered, what has no owner, and who is newly named."""
    if groups := [one for one in home.groups if one.first_wait]:
        why = _("The oldest has waited since %(day)s") % {
            "day": day_in_words(min(one.first_wait for one in groups if one.first_wait))
        }
        yield NextTask(_("Groups that need an answer"), why, _("See groups"), "#groups")
    if adults := [one for one in home.adults if one.first_wait]:
        why = _("%(adults)s or more, not answered") % {"adults": counted(len(adults), "adult")}
        yield NextTask(_("Adults around several children"), why, _("See adults"), "#adults")
    for one in home.unowned:
        yield NextTask(
            _("Name an owner for a file"),
            _("Opened %(when)s") % {"when": when_in_words(one.since)},
            _("Open"),
            "subject_file",
            one.file_id,
        )
    if home.people or home.things:
        yield NextTask(
            _("Look at names that are new"),
            _("Named for the first time since you last looked"),
            _("See names"),
            "#first",
        )


def _of_operator(home: OperatorHome) -> Iterator[NextTask]:
    for sentence in home.troubles:
        yield NextTask(
            _("Restart the deadline checks"), _("Run “sightline doctor” on the server"), "", "", late=sentence
        )
    if not home.has_run:
        yield NextTask(_("Find out why the last update did not finish"), "", _("See the updates"), "runs")
    yield from _late_data(home)
    if not home.is_backed_up:
        age = _("The last is %(age)s old") % {"age": counted(home.backup_days or 0, "day")}
        why = _("No checked backup in the last year") if home.backup_days is None else age
        yield NextTask(_("Take a backup"), why, _("How to do this"), "#backup")
    if home.rejects:
        yield NextTask(
            _("Look at what was not imported"),
            _("%(rejects)s rows and files") % {"rejects": f"{home.rejects:,}"},
            _("See them"),
            "rejects",
        )
    if home.empty_posts:
        yield NextTask(
            _("Name a responsible person"), join_shown(", ", home.empty_posts[:2]), _("See the roles"), "posts"
        )


def _late_data(home: OperatorHome) -> Iterator[NextTask]:
    """Whom to ask for which data: a file that has not come, or one that took longer than its limit."""
    for one in home.late.awaited:
        task = _("Ask %(agency)s for its next file") % {"agency": one.organisation or _whom(one.agency)}
        late = _("It was due %(day)s") % {"day": day_of_when(one.since)}
        why = _("When the file arrives, run “sightline ingest” on the server")
        yield NextTask(task, why, _("See its last files"), "files", late=late)
    awaited = {one.agency for one in home.late.awaited}
    for line in home.late.deliveries:
        if line.is_late and line.agency not in awaited:
            task = _("Ask %(agency)s to send its files sooner") % {"agency": _whom(line.agency)}
            why = _("Half of the records in its newest delivery took %(days)s to arrive. "
                    "The limit is %(limit)s") % {
                "days": counted(line.newest_days, "day"), "limit": line.limit,
            }  # fmt: skip
            yield NextTask(task, why, _("See its last files"), "files")


def _whom(agency: str) -> str:
    return _("the partnership") if agency == Agency.PARTNERSHIP else lower_first(agency_in_words(agency))


def _of_governance(home: GovernanceHome, rules: RulesAtAGlance | None) -> Iterator[NextTask]:
    for one in home.unseen:
        both = two_times(one.item, home.now)
        task, late = (
            _("Decide who may see an action that nobody can answer"),
            both.deadline if both.is_overdue else "",
        )
        why = _("%(task)s: nobody who must answer can see the records") % {"task": item_task(one.item)}
        yield NextTask(task, why, _("Decide"), "item", one.item.item_id, late)
    if home.empty_posts:
        yield NextTask(
            _("Name a responsible person"), join_shown(", ", home.empty_posts[:2]), _("See the roles"), "posts"
        )
    if home.conflicts:
        what = counted(home.conflicts, "answer")
        yield NextTask(
            _("Settle answers that contradict each other"),
            _("%(answers)s to possible matches") % {"answers": what},
            _("See them"),
            "same_person",
        )
    if rules and rules.off:
        yield NextTask(
            _("Review the rules that are off"), counted(len(rules.off), "rule"), _("See them"), "rule_switches"
        )
    if rules and rules.unchecked:
        why = _("%(unchecked)s of %(claims)s not yet checked") % {"unchecked": rules.unchecked, "claims": rules.claims}
        yield NextTask(_("Have the rules checked against the guidance"), why, _("See them"), "rule_checks")

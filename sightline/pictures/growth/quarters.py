"""The quarters of a group's growth: which there are, in which something was new, and how many children were known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.model.people_counts import PeopleCount, count_people
from sightline.pictures.growth.facts import GrowthStory, MemberKind
from sightline.pictures.palette import agency_order
from sightline.pictures.scales import next_month
from sightline.translation.dates import month_and_year, month_name
from sightline.translation.messages import gettext as _

MOST = 8  # so many quarters with something new are drawn


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter, or several in which nothing was new: the first day, and the day after the last.

    `up_to`: the data's day, after which nothing is said of it.
    """

    first: date
    end: date
    many: int = 1
    up_to: date = date.max

    @property
    def label(self) -> str:
        """`October to December 2024`; no month after the data's day."""
        last = min(self.end - timedelta(days=1), self.up_to)
        if (last.year, last.month) == (self.first.year, self.first.month):
            return month_and_year(last)
        is_one_year = last.year == self.first.year
        begin = month_name(self.first) if is_one_year else month_and_year(self.first)
        return _("%(first)s to %(last)s") % {"first": begin, "last": month_and_year(last)}

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day < self.end


def quarters_of(story: GrowthStory) -> list[Quarter]:
    """Every quarter from the first record to the data's day; where very many have news, from the last of those on."""
    first = min([*(one.seen_on for one in story.members), *filter(None, [story.together_on])])
    start = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    quarters = []
    while start <= story.up_to:
        end = next_month(next_month(next_month(start)))
        quarters.append(Quarter(start, end, up_to=story.up_to))
        start = end
    with_news = [number for number, one in enumerate(quarters) if has_news(story, one)]
    return quarters[with_news[-MOST] :] if len(with_news) > MOST else quarters


def has_news(story: GrowthStory, quarter: Quarter) -> bool:
    """Whether something was first known or done in it, or one agency knew of more children than before."""
    days = [
        *filter(None, [story.together_on, story.acted_on]), *(one.seen_on for one in story.members),
        *(one.seen_on for one in story.ties),
    ]  # fmt: skip
    return any(map(quarter.holds, days)) or (children_known(story, quarter.first) != children_known(story, quarter.end))


def fold_quarters(story: GrowthStory, quarters: Sequence[Quarter]) -> list[Quarter]:
    """The quarters, those without news that follow each other as one."""
    folded: list[Quarter] = []
    for quarter in quarters:
        before = folded[-1] if folded else None
        if before and not has_news(story, quarter) and not has_news(story, before):
            folded[-1] = Quarter(before.first, quarter.end, before.many + 1, story.up_to)
        else:
            folded.append(quarter)
    return folded


def children_known(story: GrowthStory, end: date) -> tuple[PeopleCount, PeopleCount]:
    """How many children were known before a day: by all records together, and the most that one agency knew."""
    counts = count_by_agency(story, end).values()
    most = PeopleCount(max((one.fewest for one in counts), default=0), max((one.most for one in counts), default=0))
    children = {one.key for one in story.members if one.kind is MemberKind.CHILD and one.seen_on < end}
    return count_people(children, story.same), most


def count_by_agency(story: GrowthStory, end: date) -> dict[str, PeopleCount]:
    """How many children each agency knew before a day, by its own records; agencies in their fixed order."""
    children = {one.key for one in story.members if one.kind is MemberKind.CHILD and one.seen_on < end}
    by_agency: dict[str, set[str]] = {}
    for agency, key, day in story.known:
        if day < end and key in children:
            by_agency.setdefault(agency, set()).add(key)
    ordered = sorted(by_agency, key=agency_order)
    return {agency: count_people(by_agency[agency], story.same) for agency in ordered}


def agencies_with_most(story: GrowthStory, end: date) -> list[str]:
    """The agencies that knew as many children as any one did before a day."""
    counts = count_by_agency(story, end)
    most = max((one.most for one in counts.values()), default=0)
    return [agency for agency, one in counts.items() if one.most == most]

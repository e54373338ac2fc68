"""Delays as a partnership's leaders see them: by month and by agency, and what they must decide. Totals alone.

The run counts over all records. Small numbers are hidden here, before a page has them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from django.db.models import Count

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLOCK
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.querysets import ARRIVED_IN_TIME, deadline_of
from sightline.casework.escalation.selectors import count_items
from sightline.casework.home.late_pages import LatePart
from sightline.casework.home.pages.leaders import (
    AgencyFigures,
    AgencyMonth,
    CountsHome,
    Figure,
    LadderFigures,
    LeadersPart,
    MonthFigures,
    PartnershipDecisions,
    RuleOff,
    Totals,
)
from sightline.casework.late.delivery import delivery_lines
from sightline.casework.late.escalates import awaited_data
from sightline.casework.rule_switches.catalogue import escalation_rules
from sightline.casework.rule_switches.switches import SwitchedOff, rules_switched_off
from sightline.casework.rules.selectors.checks import read_rule_checks
from sightline.escalation import CONDUCT
from sightline.model.nouns import Agency
from sightline.model.rows.clocks import ServedDelayAgency, ServedDelayAgencyMonth, ServedDelayMonth
from sightline.scale.small_numbers import FEWEST_SHOWN, HIDDEN_TOO, hide_in_list, show
from sightline.translation.messages import lazy as _
from sightline.translation.numbers import counted

CLOCK_RULES = "Clocks"
HIDDEN, NONE = Figure(_("Not shown")), Figure("–")
NONE_DUE = Figure(_("None due"))


def read_counts_home(session: ReaderSession) -> CountsHome:
    """The first page of an elected member: delays of the partnership, and how many actions who must answer."""
    lines = count_items(session)
    opened, past, high = (
        _figures([one.open for one in lines]),
        _figures([one.overdue for one in lines]),
        _figures([one.with_chief_officer_or_above for one in lines]),
    )
    ladders = tuple(
        LadderFigures(line.ladder, *numbers) for line, *numbers in zip(lines, opened, past, high, strict=True)
    )
    return CountsHome(leaders_part(session), ladders)


def leaders_part(session: ReaderSession) -> LeadersPart:
    """As the house, in counts, for a first page that is audited by its own selector."""
    with session.open_current() as opened:
        months = opened[1].conclusions.delay_months() if opened else []
        agencies = opened[1].conclusions.delay_agencies() if opened else []
        trend = opened[1].conclusions.delay_agency_months() if opened else []
    deliveries = delivery_lines(session)
    figures = agency_figures(agencies, asked=overdue_actions(clock.now_at()))
    return LeadersPart(
        months=tuple(month_figures(row) for row in months),
        agencies=figures,
        totals=add_up(agencies, figures) if months else None,
        decisions=PartnershipDecisions(
            off=tuple(RuleOff(one.label, one.at) for one in sorted(rules_switched_off(session), key=_longest_off)),
            rules=len(escalation_rules()),
            unchecked=tuple(sorted(_unchecked_deadlines())),
            late=tuple(line for line in deliveries if line.is_late),
            awaited=awaited_data(session, now=clock.now_at()),
        ),
        deliveries=deliveries,
        trend_agencies=tuple(dict.fromkeys(row["agency"] for row in trend)),
        trend=agency_trend(trend),
        without=without_deadlines(agencies),
    )


def without_deadlines(rows: Iterable[ServedDelayAgency]) -> tuple[str, ...]:
    """The agencies that have had no deadline yet, so that leaders see every agency beside the others."""
    counted_here = {row["agency"] for row in rows}
    return tuple(one.value for one in Agency if one is not Agency.PARTNERSHIP and one.value not in counted_here)


def hide_late(late: LatePart) -> LatePart:
    """What arrives late without the numbers that the table of agencies hides; backlog only where it may be shown."""
    said = hide_in_list([line.waiting for line in late.backlog])
    shown = tuple(line for line, one in zip(late.backlog, said, strict=True) if one == f"{line.waiting:,}")
    return replace(late, delivered=(), answering=(), backlog=shown)


def month_figures(row: ServedDelayMonth) -> MonthFigures:
    """A month as words."""
    return MonthFigures(
        month=row["month"],
        through=row["through"],
        overdue=figure_of(_over(row)),
        arrived_late=figure_of(row["arrived_late"]),
        met=share_of(row["met"], row["fell_due"], known=row["fell_due"] - row["not_known"]),
        not_known=figure_of(row["not_known"]),
    )


def share_of(part: int, whole: int, *, known: int) -> Figure:
    """How many of a hundred; not where the whole, the part or the rest is small, nor where nothing of it is known."""
    if not whole:
        return NONE_DUE
    if not known:
        return Figure(_("Not known"))
    if whole < FEWEST_SHOWN or any(0 < one < FEWEST_SHOWN for one in (part, whole - part)):
        return HIDDEN
    return _hundredths(part, whole)


def _hundredths(part: int, whole: int) -> Figure:
    hundredths = round(100 * part / whole)
    return Figure(f"{hundredths}%", hundredths)


def overdue_actions(now: str) -> Mapping[str, int]:
    """As the house: deadlines of open actions that are over, by the agency that must answer; those that it shares too.

    Deadlines of one thing count once. What is about a professional is in no agency's number.
    """
    found = Item.objects.open().filter(source=CLOCK, deadline_at__lt=now, reassigned=False).exclude(ladder__in=CONDUCT)
    return dict(
        found.filter(ARRIVED_IN_TIME)
        .values_list("agency")
        .annotate(number=Count(deadline_of(), distinct=True))
        .order_by()
    )


def agency_figures(
    rows: Sequence[ServedDelayAgency], *, asked: Mapping[str, int] = MappingProxyType({})
) -> tuple[AgencyFigures, ...]:
    """Every agency, the most overdue first as far as shown. `asked`: overdue actions that each must answer.

    Where a column's sum is printed too, a hidden number hides a second.
    """
    opened = [figure_of(row["open"]) for row in rows]  # no sum of these is printed anywhere
    overdue, before = _column(rows, _over), _before(rows)
    late, not_known = _column(rows, lambda row: row["arrived_late"]), _column(rows, lambda row: row["not_known"])
    found = [
        AgencyFigures(
            agency=row["agency"],
            open=opened[place],
            overdue=overdue[place],
            before=before[place],
            asked=_beside(figure_of(asked.get(row["agency"], 0)), overdue[place], before[place]),
            share=_share(overdue[place], opened[place]),
            oldest=_days(row["oldest_days"], opened[place]),
            not_known=not_known[place],
            arrived_late=late[place],
            half=_days(row["half_days"], figure_of(row["answered"])),
            most=_days(row["most_days"], figure_of(row["answered"])),
        )
        for place, row in enumerate(rows)
    ]
    return tuple(sorted(found, key=lambda one: (-(one.overdue.number or 0), one.agency)))


def agency_trend(rows: Iterable[ServedDelayAgencyMonth]) -> tuple[AgencyMonth, ...]:
    """What each agency had overdue at the end of each month; a month's sum is printed, so one hidden hides a second."""
    by_month: dict[str, list[int]] = {}
    for row in rows:
        by_month.setdefault(row["month"], []).append(_over(row))
    return tuple(AgencyMonth(month, tuple(_figures(numbers))) for month, numbers in by_month.items())


def _over(row: ServedDelayMonth | ServedDelayAgency | ServedDelayAgencyMonth) -> int:
    """What was open past its deadline, recorded since go-live or before; what arrived late is apart."""
    return row["overdue"] + row["backlog"]


def _before(rows: Sequence[ServedDelayAgency]) -> list[Figure]:
    """Those from before go-live: hidden too where what is new is, as the sum of both is printed."""
    new, before = (
        _figures([row["overdue"] for row in rows]),
        _figures([row["backlog"] for row in rows]),
    )
    return [HIDDEN if one.number is None else other for one, other in zip(new, before, strict=True)]


def add_up(rows: Sequence[ServedDelayAgency], figures: Iterable[AgencyFigures]) -> Totals:
    """What all agencies have together. The oldest is said where the open are many, its agency where it is shown."""
    oldest = max((row["oldest_days"] for row in rows if row["oldest_days"] is not None), default=None)
    oldest_late = max((row["oldest_late_days"] for row in rows if row["oldest_late_days"] is not None), default=None)
    opened = figure_of(sum(row["open"] for row in rows))
    new, before = _figures([sum(row["overdue"] for row in rows), sum(row["backlog"] for row in rows)])
    late = figure_of(sum(row["arrived_late"] for row in rows))
    named = [one.agency for one in figures if oldest is not None and one.oldest.number == oldest]
    return Totals(
        overdue=figure_of(sum(_over(row) for row in rows)),
        new=new,
        before=before,
        arrived_late=late,
        not_known=figure_of(sum(row["not_known"] for row in rows)),
        oldest=_days(oldest, opened),
        oldest_agency=named[0] if named else "",
        oldest_late=_days(oldest_late, late),
        is_anything_over=any(row["overdue"] + row["arrived_late"] + row["backlog"] + row["not_known"] for row in rows),
    )


def figure_of(number: int) -> Figure:
    """A number that stands alone."""
    return _as_said(show(number), number)


def _as_said(said: str, number: int) -> Figure:
    return (
        Figure(said, number) if said == f"{number:,}" else HIDDEN if said == HIDDEN_TOO else Figure(said.capitalize())
    )


def _figures(numbers: Sequence[int]) -> list[Figure]:
    """Numbers whose sum may be printed: one that is hidden hides a second."""
    return [_as_said(said, number) for said, number in zip(hide_in_list(numbers), numbers, strict=True)]


def _column(rows: Sequence[ServedDelayAgency], number: Callable[[ServedDelayAgency], int]) -> list[Figure]:
    return _figures([number(row) for row in rows])


def _beside(figure: Figure, *others: Figure) -> Figure:
    """A number that is nearly one of its row: hidden where one of these is, for it would tell that one."""
    return HIDDEN if any(one.number is None for one in others) else figure


def _share(part: Figure, whole: Figure) -> Figure:
    """A share of two numbers that stand beside it: hidden where one of them is."""
    if part.number is None or whole.number is None:
        return HIDDEN
    return _hundredths(part.number, whole.number) if whole.number else NONE


def _days(days: int | None, of: Figure) -> Figure:
    """A number of days, where those that it is of are not few."""
    if of.number is None:
        return HIDDEN
    return NONE if days is None else Figure(counted(days, "day"), days)


def _longest_off(one: SwitchedOff) -> tuple[bool, str, str]:
    """What somebody switched off first, by when; then what was never on."""
    return not one.at, one.at, one.label


def _unchecked_deadlines() -> Iterable[str]:
    """The national deadlines that nobody has checked against the guidance, by their labels."""
    return (one.rule.label for one in read_rule_checks() if one.kind == CLOCK_RULES and one.is_unchecked)

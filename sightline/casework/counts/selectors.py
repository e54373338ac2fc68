"""The counts that were made, the newest by each rule, for those who lead and those who work the data.

The page is for showing outside, so small numbers are hidden for everybody, also for those who could count them
themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sightline.casework.audit.trail import audited
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_counts
from sightline.casework.core.session import ReaderSession
from sightline.casework.counts.pages import CountedList, CountedYear, CountView, EstimateView
from sightline.casework.counts.services import COUNTED
from sightline.pictures.counts.facts import CountGrowth, GrownMonth, OverlapStory, RangeStory
from sightline.pictures.trend_facts import ShownNumber
from sightline.scale.counting.counted_table import make_table
from sightline.scale.reports.pictures import tell_overlaps, tell_range
from sightline.scale.reports.wording import ASSUMPTIONS, MAY_BE_MORE, STATUS, USE, in_all, limits, say_estimate
from sightline.scale.results import MethodResult, MethodStatus, Range
from sightline.scale.small_numbers import FEWEST_SHOWN, HIDDEN_TOO, show, show_near, to_five
from sightline.scale.tables import OverlapTable

Body = Mapping[str, Any]


def list_counts(session: ReaderSession, *, as_file: bool = False) -> list[CountView]:
    """The newest count by each rule, the newest first; whether it is read for a file is kept."""
    with audited(session, action="list_counts") as trail:
        check_counts(actor=session.actor)
        kept = Decision.objects.of_kind(COUNTED)
        newest = dict(kept.order_by("sequence").values_list("body__rule__id", "sequence"))
        trail.details = {"file": True} if as_file else {}
        trail.add("decision", [str(sequence) for sequence in sorted(newest.values())])
        withdrawn = session.withdrawn
        return [_view(row, withdrawn) for row in kept.filter(sequence__in=newest.values()).order_by("-sequence")]


def _view(row: Decision, withdrawn: frozenset[str]) -> CountView:
    body, count = row.body, row.body["count"]
    harmed, at_risk = _parts(count["harmed"], count["at_risk"])
    named = [one for one in count["lists"] if one["means"] != "patterns"]
    table = make_table(columns={one["id"]: one["id"] for one in named}, together=count["together"])
    labelled = OverlapTable(tuple(one["label"] for one in named), table.counts)
    backlog = count["backlog"]
    return CountView(
        rule=body["rule"],
        snapshot_id=body["snapshot_id"],
        as_at=_day(body),
        made_at=row.at,
        made_by=row.by,
        known=show(count["harmed"] + count["at_risk"]),
        harmed=harmed,
        at_risk=at_risk,
        waiting=show(backlog["people"]),
        waiting_days=_days(backlog),
        undated=show(count["undated"]),
        no_birth_date=show(count["no_birth_date"]),
        lists=tuple(
            CountedList(one["label"], one["agency"], one["means"], one["definition"], show(one["people"]))
            for one in count["lists"]
        ),
        agencies=tuple(sorted({one["agency"] for one in named})),
        years=tuple(_years(count["growth"])),
        overlaps=_overlaps(body, labelled),
        growth=_growth(body),
        estimate=_estimate(body["estimate"]),
        found_range=_range(body),
        withdrawn=tuple(body.get("withdrawn", ())),
        withdrawn_since=tuple(sorted(withdrawn & set(body.get("patterns", ())))),
    )


def _parts(harmed: int, at_risk: int) -> tuple[str, str]:
    """Both numbers, or neither where one is small: the other and their sum would give it away."""
    if any(0 < one < FEWEST_SHOWN for one in (harmed, at_risk)):
        return _small_or_hidden(harmed), _small_or_hidden(at_risk)
    return show(harmed), show(at_risk)


def _small_or_hidden(number: int) -> str:
    return show(number) if number < FEWEST_SHOWN else HIDDEN_TOO


def _days(backlog: Body) -> tuple[str, str]:
    """Half of them wait for longer than so many days, and the longest: not said of very few."""
    if backlog["people"] < FEWEST_SHOWN or backlog["oldest_days"] is None:
        return "", ""
    return f"{backlog['median_days']:,}", f"{backlog['oldest_days']:,}"


def _years(growth: Sequence[Body]) -> list[CountedYear]:
    """The last month of each year."""
    last = {month["month"][:4]: month for month in growth}
    return [
        CountedYear(
            year, show_near(month["harmed"]), show_near(month["at_risk"]), show_near(month["could"]),
            tuple(show_near(month["by_agency"][agency]) for agency in sorted(month["by_agency"])),
        )
        for year, month in last.items()
    ]  # fmt: skip


def _overlaps(body: Body, table: OverlapTable) -> OverlapStory | None:
    """Who is on which lists, if anybody is on one."""
    if not table.counts.any():
        return None
    return tell_overlaps(table, key=f"overlaps-{body['rule']['id']}", about=body["rule"]["label"], up_to=_day(body))


def _growth(body: Body) -> CountGrowth | None:
    """How the number grew, if it did over two months or more."""
    months = body["count"]["growth"]
    if len(months) < 2:
        return None
    grown = tuple(
        GrownMonth(
            date.fromisoformat(f"{month['month']}-01"), _near(month["could"]),
            _near(month["harmed"] + month["at_risk"]), _near(month["harmed"]),
        )
        for month in months
    )  # fmt: skip
    return CountGrowth(f"growth-{body['rule']['id']}", body["rule"]["label"], grown, _day(body))


def _near(number: int) -> ShownNumber:
    return ShownNumber(show_near(number), None if 0 < number < FEWEST_SHOWN else to_five(number))


def _day(body: Body) -> date:
    return date.fromisoformat(body["as_at"][:10])


def _results(found: Body) -> list[MethodResult]:
    return [
        MethodResult(one["method"], one["n"], one["lower"], one["upper"], MethodStatus(one["status"]), one["because"],
               model=one["model"])
        for one in found["methods"]
    ]  # fmt: skip


def _estimate(found: Body | None) -> EstimateView | None:
    if found is None:
        return None
    return EstimateView(
        words=_words(found),
        refused=found["range"] is None,
        methods=tuple(
            {"method": one.method, "n": in_all(one), "limits": limits(one), "counts_as": STATUS[one.status],
             "because": one.because}
            for one in (_results(found) if found["observed"] >= FEWEST_SHOWN else ())
        ),
        assumptions=ASSUMPTIONS,
        use=USE,
        seed=found["seed"],
        resamples=found["resamples"],
        lists=tuple(found["lists"]),
    )  # fmt: skip


def _words(found: Body) -> tuple[str, ...]:
    """Its sentences as they were kept; in the reader's language where this version says the same of its numbers."""
    kept = tuple(found["words"])
    said = say_estimate(
        observed=found["observed"],
        on_lists=bool(found["lists"]),
        found=Range(**found["range"]) if found["range"] else None,
        refused=found["refused"],
        bound=found["bound"],
        may_be_more=MAY_BE_MORE in kept,
    )
    return tuple(said) if tuple(said) == kept else kept


def _range(body: Body) -> RangeStory | None:
    """What each method gives, if there is a range."""
    found = body["estimate"]
    if found is None or found["range"] is None:
        return None
    return tell_range(
        _results(found), key=f"range-{body['rule']['id']}", about=body["rule"]["label"], observed=found["observed"],
        found=Range(**found["range"]), up_to=_day(body),
    )  # fmt: skip

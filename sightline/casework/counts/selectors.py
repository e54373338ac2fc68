"""The counts that were made, the newest by each rule, for those who lead and those who work the data.

The page is for showing outside, so small numbers are hidden for everybody, also for those who could count them
themselves.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sightline.casework.audit.trail import audited
from sightline.casework.core.models import Decision
from sightline.casework.core.permissions import check_counts
from sightline.casework.core.session import ReaderSession
from sightline.casework.counts.pages import CountedList, CountedYear, CountView, EstimateView
from sightline.casework.counts.services import COUNTED
from sightline.scale.counted_table import make_table
from sightline.scale.pictures import draw_growth, draw_overlaps, draw_range
from sightline.scale.results import MethodResult, MethodStatus, Range
from sightline.scale.small_numbers import FEWEST_SHOWN, HIDDEN_TOO, hide_small, show, show_near, to_five
from sightline.scale.tables import OverlapTable
from sightline.scale.wording import ASSUMPTIONS, STATUS, USE, in_all, limits

Body = Mapping[str, Any]


def list_counts(session: ReaderSession) -> list[CountView]:
    """The newest count by each rule, the newest first."""
    with audited(session, action="list_counts") as trail:
        check_counts(actor=session.actor)
        kept = Decision.objects.of_kind(COUNTED)
        newest = dict(kept.order_by("sequence").values_list("body__rule__id", "sequence"))
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
        as_at=body["as_at"],
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
        together=tuple(_together(labelled)),
        agencies=tuple(sorted({one["agency"] for one in named})),
        years=tuple(_years(count["growth"])),
        overlaps_picture=draw_overlaps(labelled) if labelled.counts.any() else "",
        growth_picture=_growth_picture(count["growth"]),
        estimate=_estimate(body["estimate"]),
        estimate_picture=_estimate_picture(body["estimate"]),
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


def _together(table: OverlapTable) -> list[tuple[str, str]]:
    hidden = hide_small(table)
    filled = sorted((cell for cell in range(len(table.counts)) if table.counts[cell]), key=lambda c: -table.counts[c])
    lines = [
        ("; ".join(name for place, name in enumerate(table.lists) if cell >> place & 1),
         hidden.get(cell, f"{table.counts[cell]:,.0f}"))
        for cell in filled
    ]  # fmt: skip
    return [line for line, cell in zip(lines, filled, strict=True) if cell not in hidden] + [
        line for line, cell in zip(lines, filled, strict=True) if cell in hidden
    ]


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


def _growth_picture(growth: Sequence[Body]) -> str:
    if len(growth) < 2:
        return ""
    known = [to_five(month["harmed"] + month["at_risk"]) for month in growth]
    series = {
        "could have been known": [to_five(month["could"]) for month in growth],
        "known to an agency": known,
        "known as harmed": [to_five(month["harmed"]) for month in growth],
    }
    return draw_growth(months=[month["month"] for month in growth], series=series)


def _answers(found: Body) -> list[MethodResult]:
    return [
        MethodResult(one["method"], one["n"], one["lower"], one["upper"], MethodStatus(one["status"]), one["because"],
               model=one["model"])
        for one in found["methods"]
    ]  # fmt: skip


def _estimate(found: Body | None) -> EstimateView | None:
    if found is None:
        return None
    return EstimateView(
        words=tuple(found["words"]),
        refused=found["range"] is None,
        methods=tuple(
            {"method": one.method, "n": in_all(one), "limits": limits(one), "counts_as": STATUS[one.status],
             "because": one.because}
            for one in (_answers(found) if found["observed"] >= FEWEST_SHOWN else ())
        ),
        assumptions=ASSUMPTIONS,
        use=USE,
        seed=found["seed"],
        resamples=found["resamples"],
        lists=tuple(found["lists"]),
    )  # fmt: skip


def _estimate_picture(found: Body | None) -> str:
    if found is None or found["range"] is None:
        return ""
    return draw_range(answers=_answers(found), observed=found["observed"], found=Range(**found["range"]))

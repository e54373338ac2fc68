"""What leaders are shown of delays: small numbers hidden, nothing that is not known said to be met, a number on each mark."""

import re
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from support.picture_laws import check_picture

from sightline.casework.backlog.plans import BacklogLine
from sightline.casework.home.late_pages import LateCount, LatePart
from sightline.casework.home.pages.leaders import AgencyMonth, Figure, LeadersPart, MonthFigures, PartnershipDecisions
from sightline.casework.home.selectors.leaders import (
    add_up,
    agency_figures,
    hide_late,
    month_figures,
    without_deadlines,
)
from sightline.casework.rules.selectors.summary import RulesAtAGlance
from sightline.model.rows.clocks import ServedDelayAgency, ServedDelayMonth
from sightline.pictures.frame import PHONE, WIDE
from sightline.web.home.trend_pictures import agency_trends, month_trend


def agency(name: str, **more: Any) -> ServedDelayAgency:
    plain = {"open": 60, "overdue": 0, "arrived_late": 0, "backlog": 0, "not_known": 0, "oldest_days": 10,
             "oldest_late_days": None, "answered": 20, "half_days": 2, "most_days": 9}  # fmt: skip
    return ServedDelayAgency(**{"agency": name, **plain, **more})  # type: ignore[typeddict-item]


def month(name: str, **more: Any) -> ServedDelayMonth:
    plain = {"through": f"{name}-28", "fell_due": 20, "met": 14, "met_late": 1, "not_met": 1, "not_known": 1,
             "overdue": 8, "arrived_late": 0, "backlog": 0}  # fmt: skip
    return ServedDelayMonth(**{"month": name, **plain, **more})  # type: ignore[typeddict-item]


def test_one_hidden_agency_hides_a_second_with_its_share() -> None:
    rows = [agency("police", overdue=20), agency("health", overdue=8, open=50), agency("school", overdue=3, open=4)]
    figures = agency_figures(rows)
    assert [(one.agency, one.overdue.shown) for one in figures] == [
        ("police", "20"), ("health", "Not shown"), ("school", "Under 5"),
    ]  # fmt: skip
    assert [one.share.shown for one in figures] == ["33%", "Not shown", "Not shown"]
    assert [one.oldest.shown for one in figures] == ["10 days", "10 days", "Not shown"]
    assert add_up(rows, figures).overdue.shown == "31"


def test_the_oldest_is_named_only_where_its_agency_is_shown() -> None:
    rows = [agency("police"), agency("health"), agency("school", open=2, oldest_days=61)]
    totals = add_up(rows, agency_figures(rows))
    assert (totals.oldest.shown, totals.oldest_agency) == ("61 days", "")
    assert not totals.is_anything_over
    assert add_up([agency("police", not_known=1)], ()).is_anything_over, "what is not known is no calm"


def test_what_is_from_before_is_counted_with_what_is_new_and_each_month_says_a_number() -> None:
    rows = [
        agency("police", open=90, overdue=7, backlog=60, oldest_days=402, oldest_late_days=31, arrived_late=6),
        agency("health", open=80, overdue=6, backlog=40),
        agency("school", open=70, overdue=3, backlog=30),
    ]
    figures = agency_figures(rows)
    totals = add_up(rows, figures)
    assert [one.shown for one in (totals.overdue, totals.new, totals.before)] == [
        "146",
        "16",
        "130",
    ] and totals.is_split
    assert (totals.oldest.shown, totals.oldest_late.shown) == ("402 days", "31 days")
    assert [(one.overdue.shown, one.before.shown) for one in figures] == [
        ("67", "60"), ("46", "Not shown"), ("33", "Not shown"),
    ], "with its sum, what is from before would say how few are new"  # fmt: skip
    assert month_figures(month("2025-12", overdue=2, backlog=9)).overdue.shown == "11", "a month before go-live too"
    (police, *_) = agency_figures([agency("police", open=0)], asked={"police": 5})
    assert (police.overdue.shown, police.asked.shown) == ("0", "5"), "a deadline that another agency shares is not lost"
    few = add_up([agency("police", overdue=2, backlog=30)], ())
    assert few.overdue.shown == "32" and not few.is_split


def test_a_phone_reads_what_an_agency_shares_beside_its_own_figures() -> None:
    figures = agency_figures([agency("police", open=0), agency("health", open=50)], asked={"police": 5})
    part = replace(leaders([]), agencies=figures)
    phone = render_to_string("home/parts/leader_agencies.html", {"part": part}).partition("</ul>")[0]
    said = " ".join(strip_tags(phone).split())
    assert "Police: 0 overdue, 0 open. With shared ones, 5 overdue" in said
    assert said.count("shared ones") == 1, "none where there is none"


def test_an_agency_without_a_deadline_is_beside_the_others() -> None:
    rows = [agency("police", overdue=20), agency("partnership")]
    without = without_deadlines(rows)
    assert "school" in without and not {"police", "partnership"} & set(without)
    part = replace(leaders([]), agencies=agency_figures(rows), without=without)
    said = strip_tags(render_to_string("home/parts/leader_agencies.html", {"part": part}))
    assert " ".join(said.split()).count("No deadlines yet") == len(without) == 6


def test_what_is_not_known_is_never_met() -> None:
    assert month_figures(month("2026-11")).met.shown == "70%"
    assert month_figures(month("2026-11", met=0, met_late=0, not_met=0, not_known=20)).met.shown == "Not known"
    assert month_figures(month("2026-11", fell_due=0)).met.shown == "None due"
    assert month_figures(month("2026-11", fell_due=4, met=4)).met.shown == "Not shown"


def test_a_share_hides_a_small_part_and_a_small_rest() -> None:
    shown = [month_figures(month("2026-11", fell_due=10, met=met)).met.shown for met in (0, 1, 4, 5, 6, 9, 10)]
    assert shown == ["0%", "Not shown", "Not shown", "50%", "Not shown", "Not shown", "100%"]
    (police,) = agency_figures([agency("police", open=60, overdue=58)])
    assert police.share.shown == "97%", "both numbers stand beside it"


def leaders(months: list[MonthFigures], trend: tuple[AgencyMonth, ...] = ()) -> LeadersPart:
    return LeadersPart(tuple(months), (), None, PartnershipDecisions((), 0, (), ()), (), ("police", "health"), trend)


def test_a_hidden_number_is_a_box_of_one_height_and_no_number() -> None:
    some = [month_figures(month(f"2026-{n:02}", overdue=20, backlog=n)) for n in range(1, 12)]
    hidden = [replace(one, overdue=Figure("Under 5")) for one in some]
    picture, without = month_trend(leaders(some)), month_trend(leaders(hidden))
    for one in (picture, without, month_trend(leaders(some), PHONE)):
        check_picture(one)
    assert ">31</text>" in picture.as_file and ">31</text>" not in without.as_file
    boxes = [part for part in without.as_file.splitlines() if part.startswith("<rect") and "dasharray" in part]
    assert len(boxes) == 12 and all('height="12"' in box for box in boxes), "each month, and the key"
    assert "January 2026: under 5. On 28 Nov 2026: under 5." in without.finding
    assert [row[1].text for row in without.table.rows] == ["Under 5"] * 11


def test_the_line_of_shares_is_broken_where_one_is_hidden() -> None:
    some = [month_figures(month(f"2026-{n:02}", fell_due=2 if n == 6 else 20)) for n in range(1, 12)]
    none_due = [month_figures(month("2026-01", fell_due=0)), *some[1:]]
    picture, whole = month_trend(leaders(some)), month_trend(leaders([one for one in some if one.month != "2026-06"]))
    assert picture.as_file.count("<polyline") == 2
    assert [picture.as_file.count(f">{value}%</text>") > 0 for value in (0, 50, 100)] == [True] * 3
    words = [[word for _mark, word in one.canvas.key] for one in (picture, whole)]
    assert ["share hidden" in one for one in words] == [True, False]
    assert not [one for one in words if "no share known" in one]
    both = month_trend(leaders(none_due))
    check_picture(both)
    assert {"share hidden", "no share known"} <= {word for _mark, word in both.canvas.key}
    dotted = re.findall(r'<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"[^>]*dasharray', picture.as_file)
    assert len(dotted) == 2 and all(left == right and top != foot for left, top, right, foot in dotted), (
        "a hidden share runs over the whole height: on the line of nought it was read as nought"
    )


def test_a_month_that_goes_on_is_said_to_be_up_to_its_day_and_its_bar_is_in_the_key() -> None:
    some = [month_figures(month(f"2026-{n:02}", overdue=20)) for n in range(10, 12)]
    whole, so_far = (
        month_trend(leaders([some[0], replace(some[1], through=day)])) for day in ("2026-11-30", "2026-11-29")
    )
    for one in (whole, so_far):
        check_picture(one)
    assert "On 29 Nov 2026: 20." in so_far.finding and "Met in time so far:" in so_far.finding
    assert "November 2026: 20." in whole.finding and "so far" not in whole.finding
    assert "up to 29 Nov" in [word for _mark, word in so_far.canvas.key]
    assert "the last month" in [word for _mark, word in whole.canvas.key]
    assert so_far.title.startswith("Overdue deadlines, October 2026")


def test_every_agency_is_drawn_at_one_scale() -> None:
    none = Figure("0", 0)
    trend = tuple(AgencyMonth(f"2026-{n:02}", (Figure(f"{n * 9}", n * 9), none)) for n in range(1, 12))
    picture = agency_trends(leaders([month_figures(month("2026-11"))], trend))
    for one in (picture, agency_trends(leaders([month_figures(month("2026-11"))], trend), PHONE)):
        check_picture(one)
        assert one.canvas.width == (PHONE if one.key.endswith("-phone") else WIDE)
    assert "the highest bar is 99" in picture.finding
    assert [cell.text for cell in picture.table.rows[0]] == ["November 2026", "99", "0"]


def test_late_data_say_no_number_that_the_table_hides() -> None:
    late = LatePart(
        delivered=(LateCount("police", 1, 0),),
        backlog=(BacklogLine("health", 30), BacklogLine("police", 9), BacklogLine("school", 2)),
    )
    hidden = hide_late(late)
    assert hidden.delivered == () and [line.agency for line in hidden.backlog] == ["health"]


def test_leaders_are_told_no_small_number_of_rules_or_backlog() -> None:
    rules = RulesAtAGlance(
        rules=39, withdrawn=(), off=(), unowned=0, waiting=3, backlog=12, backlog_patterns=2, backlog_questions=1,
        open_items=4, confirmed=0, unchecked=0, claims=97, known=True,
    )  # fmt: skip
    late = LatePart(backlog=(BacklogLine("health", 30, patterns=2, questions=1),), without_go_live=1)
    asked = {"home": {"leaders": True, "late": late}, "rules": rules, "me": {}}
    shown = "".join(render_to_string(f"home/parts/{part}.html", asked) for part in ("rules", "late"))
    said = " ".join(strip_tags(shown).split())
    assert "because a rule is offunder 5" in said and "Open in the partnershipunder 5 actions" in said
    assert "2 patterns" not in said and "1 question" not in said and "Health: 30, no owner" in said

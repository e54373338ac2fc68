"""What leaders are shown of delays: small numbers hidden, nothing that is not known said to be met, a number on each mark."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from sightline.casework.backlog.plans import BacklogLine
from sightline.casework.home.late_pages import LateCount, LatePart
from sightline.casework.home.leaders import add_up, agency_figures, hide_late, month_figures
from sightline.casework.rules.glance import RulesAtAGlance
from sightline.model.rows.clocks import ServedDelayAgency, ServedDelayMonth
from sightline.web.home.charts import bar_charts, line_charts


def agency(name: str, **more: Any) -> ServedDelayAgency:
    plain = {"open": 60, "overdue": 0, "arrived_late": 0, "backlog": 0, "not_known": 0, "oldest_days": 10,
             "answered": 20, "half_days": 2, "most_days": 9}  # fmt: skip
    return ServedDelayAgency(**{"agency": name, **plain, **more})  # type: ignore[typeddict-item]


def month(name: str, **more: Any) -> ServedDelayMonth:
    plain = {"through": f"{name}-28", "fell_due": 10, "met": 7, "met_late": 1, "not_met": 1, "not_known": 1,
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


def test_what_is_not_known_is_never_met() -> None:
    assert month_figures(month("2026-11")).met.shown == "70%"
    assert month_figures(month("2026-11", met=0, met_late=0, not_met=0, not_known=10)).met.shown == "Not known"
    assert month_figures(month("2026-11", fell_due=0)).met.shown == "None due"
    assert month_figures(month("2026-11", fell_due=4, met=4)).met.shown == "Not shown"


def test_every_mark_has_its_number_and_a_hidden_one_no_height() -> None:
    months = [month_figures(month("2026-10", overdue=3, backlog=200)), month_figures(month("2026-11", overdue=40))]
    for wide in bar_charts(months):
        assert [(one.label, one.tall > 0, one.below_label) for one in wide.marks] == [
            ("·", False, "200"),
            ("40", True, ""),
        ]
        assert "October 2026: Under 5. November 2026: 40" in wide.label
        assert all(one.left > 0 and one.left + one.wide < wide.width for one in wide.marks)
    assert [one.label for one in line_charts(months)[1].marks] == ["70", "70"]
    broken = [*months, month_figures(month("2026-12", fell_due=2)), *months]
    assert len(line_charts(broken)[0].lines) == 2, "the line is broken where a number is hidden"


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

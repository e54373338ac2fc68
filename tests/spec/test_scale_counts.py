"""Children counted by named lists: small stories in, the count beside them."""

from datetime import date
from pathlib import Path

import pytest

from sightline.model.errors import BadInput, Usage
from sightline.model.nouns import Agency
from sightline.scale.counting.counted_table import choose_columns, make_table
from sightline.scale.counting.counts import ListedChild, sum_up
from sightline.scale.counting.examples import check_examples, lists_of
from sightline.scale.counting.rules import CountRule, ListMeaning, NamedList, read_count_rule, read_shipped

AS_AT = date(2014, 12, 31)
SHIPPED = read_shipped("exploited")


def rule(*lists: NamedList) -> CountRule:
    return CountRule(SHIPPED.rule, lists, 18)


OPERATION = NamedList("operation", "Interviewed in the operation", Agency.POLICE, ListMeaning.HARMED, layout="x")
TEAM = NamedList("team", "Worked with by the team", Agency.CHILDRENS_SERVICES, ListMeaning.HARMED, layout="y")
SCHOOL = NamedList("school", "School worried", Agency.SCHOOL, ListMeaning.AT_RISK, layout="z")
PATTERNS = NamedList("met", "Met patterns", Agency.PARTNERSHIP, ListMeaning.PATTERNS, patterns=("repeat_missing",))
LISTS = rule(OPERATION, TEAM, SCHOOL, PATTERNS)


def listed(*rows: tuple[str, str, date | None]) -> list[ListedChild]:
    return [ListedChild(person, name, known) for person, name, known in rows]


def test_a_union_of_two_lists_counts_each_child_once() -> None:
    """As the 373 were: interviewed in one operation, or worked with by one team, or both."""
    found = sum_up(
        listed=listed(
            ("ann", "operation", date(2011, 5, 1)),
            ("ann", "team", date(2012, 11, 1)),
            ("bea", "team", date(2013, 2, 1)),
            ("cal", "school", date(2009, 6, 1)),
            ("bea", "school", date(2010, 9, 1)),
        ),
        rule=LISTS,
        as_at=AS_AT,
    )
    assert (found.known, found.harmed, found.at_risk) == (3, 2, 1)
    assert found.together == ((("operation", "team"), 1), (("school",), 1), (("school", "team"), 1))
    assert {one.id: one.people for one in found.lists} == {"operation": 1, "team": 2, "school": 2, "met": 0}


def test_how_the_number_grew_and_how_it_could_have() -> None:
    """Bea was at risk to her school in 2010 and met a pattern in 2007; somebody called it harm in 2013."""
    found = sum_up(
        listed=listed(
            ("bea", "met", date(2007, 3, 9)),
            ("bea", "school", date(2010, 9, 1)),
            ("bea", "team", date(2013, 2, 1)),
            ("dee", "met", date(2012, 1, 1)),
        ),
        rule=LISTS,
        as_at=AS_AT,
    )
    by_month = {one.month: one for one in found.growth}
    assert next(iter(by_month)) == "2007-03"
    assert list(by_month)[-1] == "2014-12"
    told = {
        m: (by_month[m].harmed, by_month[m].at_risk, by_month[m].could)
        for m in ("2007-02", "2007-03", "2010-09", "2013-02")
        if m in by_month
    }
    assert told == {"2007-03": (0, 0, 1), "2010-09": (0, 1, 1), "2013-02": (1, 0, 1)}
    assert by_month["2010-09"].by_agency == {"childrens_services": 0, "police": 0, "school": 1}
    assert by_month["2013-02"].by_agency == {"childrens_services": 1, "police": 0, "school": 1}


def test_who_met_patterns_and_is_classified_by_nobody_waits() -> None:
    found = sum_up(
        listed=listed(
            ("dee", "met", date(2014, 1, 1)),
            ("dee", "met", date(2014, 6, 1)),
            ("eve", "met", date(2014, 12, 21)),
            ("fay", "met", date(2013, 1, 1)),
            ("fay", "school", date(2014, 1, 1)),
        ),
        rule=LISTS,
        as_at=AS_AT,
    )
    assert (found.backlog.people, found.backlog.oldest_days, found.backlog.median_days) == (2, 364, 187)
    assert found.known == 1


def test_a_child_of_no_known_day_counts_and_is_said_to_be_undated() -> None:
    found = sum_up(listed=listed(("ann", "school", None)), rule=LISTS, as_at=AS_AT)
    assert (found.known, found.undated, found.growth) == (1, 1, ())


def test_the_table_for_the_estimate_is_dated_where_every_child_is() -> None:
    rows = [
        ("ann", "operation", date(2011, 5, 1)),
        ("ann", "school", date(2010, 1, 9)),
        ("bea", "team", date(2011, 5, 3)),
    ]
    found = sum_up(listed=listed(*rows), rule=LISTS, as_at=AS_AT)
    assert found.by_month == ((("operation", "school"), "2010-01", 1), (("team",), "2011-05", 1))
    columns = {"operation": "police", "team": "care", "school": "school"}
    made = make_table(columns=columns, together=found.together, by_month=found.by_month)
    assert {month: list(of) for month, of in made.by_month.items()} == {
        "2010-01": [0, 0, 0, 0, 0, 1, 0, 0],
        "2011-05": [0, 0, 1, 0, 0, 0, 0, 0],
    }
    assert sum_up(listed=listed(*rows, ("cal", "team", None)), rule=LISTS, as_at=AS_AT).by_month == ()


def test_nobody_on_any_list() -> None:
    found = sum_up(listed=[], rule=LISTS, as_at=AS_AT)
    assert (found.known, found.growth, found.backlog.oldest_days) == (0, (), None)


def test_the_shipped_rules_examples_hold() -> None:
    check_examples(rule=SHIPPED, where="exploited")
    assert all(example["lists"] is not None for example in SHIPPED.rule.examples)


def test_conditions_of_a_list_hold_together() -> None:
    one = NamedList(
        "bullseye", "Named in the operation", Agency.POLICE, ListMeaning.HARMED, layout="police_occurrences",
        kinds=("stop",), roles=("victim",), slots=("nominal",), facts=("occurrence",),
        details={"flags": ("cse", "cce")}, says=("operation x",),
    )  # fmt: skip
    whole = {
        "layout": "police_occurrences", "kind": "Stop", "role": "VICTIM", "slot": "nominal#2", "fact": "occurrence",
        "details": {"flags": "DA; CSE"}, "what": "Stop. Spoken to in Operation X.",
    }  # fmt: skip
    other = {"layout": "school_concerns", "kind": "Theft", "role": "SUSPECT", "slot": "named", "fact": "reported"}
    less = [{**whole, name: value} for name, value in other.items()]
    less += [{**whole, "details": {"flags": "DA"}}, {**whole, "details": {}}, {**whole, "what": "Operation Y."}]
    assert lists_of(rule=rule(one), written=[whole, *less]) == [["bullseye"], *([[]] * len(less))]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ('means = "harmed"', 'means = "guilty"'),
            "'lists 1, means' is 'guilty'; it must be one of at_risk, harmed, patterns",
        ),
        (('agency = "police"', 'agency = "fire brigade"'), "agency' is 'fire brigade'; it must be one of"),
        (("roles = ", "rolls = "), "'rolls' is not a key that is known"),
        (('layout = "police_occurrences"\nroles', "roles"), "needs a layout, or patterns"),
        (('id = "mace"', 'id = "mace_harmed"'), "two lists with the same id"),
        (('lists = ["police_victim"]', 'lists = ["mace"]'), "gives police_victim"),
        (('status = "local"', 'status = "statutory"'), "statutory and has no citation"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    text = (Path(__file__).parents[2] / "sightline/rules/england/counts/exploited.toml").read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "own.toml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(BadInput, match=says):
        check_examples(rule=read_count_rule(path=path), where=path.name)


def test_a_rule_of_too_many_lists_is_refused(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "sightline/rules/england/counts/exploited.toml").read_text(encoding="utf-8")
    more = "".join(
        f'[[lists]]\nid = "l{number}"\nlabel = "l"\nagency = "police"\nmeans = "harmed"\nlayout = "x"\n\n'
        for number in range(9)
    )
    path = tmp_path / "own.toml"
    path.write_text(text.replace("[[examples]]", f"{more}[[examples]]", 1), encoding="utf-8")
    with pytest.raises(BadInput, match="more than 16 lists"):
        read_count_rule(path=path)


def test_lists_of_one_agency_are_one_observer_unless_somebody_chooses() -> None:
    agencies = {"operation": "police", "stops": "police", "team": "childrens_services"}
    together = [(("operation", "stops"), 5), (("stops", "team"), 3), (("team",), 2), (("operation",), 1)]
    by_agency = make_table(columns=choose_columns(wanted=[], agencies=agencies), together=together)
    assert (by_agency.lists, list(by_agency.counts)) == (("police", "childrens_services"), [0, 6, 2, 3])
    chosen = make_table(columns=choose_columns(wanted=["team", "stops"], agencies=agencies), together=together)
    assert (chosen.lists, list(chosen.counts)) == (("stops", "team"), [0, 5, 2, 3])
    with pytest.raises(Usage, match="no named list 'x'"):
        choose_columns(wanted=["x"], agencies=agencies)

"""Which clocks a record of one layout can start by itself."""

from sightline.timescales import load_clock_rules, starting_in


def test_the_rules_that_a_layout_can_start_keep_those_starts_alone() -> None:
    every = {rule.id: rule for rule in load_clock_rules()}
    some = {rule.id: rule for rule in starting_in(every.values(), "sightline_concerns")}
    assert "suspicion_answered" in some and "return_interview" not in some
    for name, rule in every.items():
        wanted = tuple(start for start in rule.starts if "sightline_concerns" in start.layout)
        assert (some[name].starts if name in some else ()) == wanted
    for name, rule in some.items():
        assert (rule.stops, rule.limits, rule.version) == (every[name].stops, every[name].limits, every[name].version)


def test_of_a_layout_that_no_rule_names_there_is_no_clock() -> None:
    assert starting_in(load_clock_rules(), "no_such_layout") == ()

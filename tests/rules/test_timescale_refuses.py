"""Every fact that a timescale does not name stops nothing: each fact of each layout, of each type, and of another row.

The facts are gathered from the mappings and the rules themselves, so a new layout or rule is tried without a change here.
"""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from support.clock_stories import clocks_of

from sightline.ingest import list_mappings
from sightline.timescales import ClockRule, load_clock_rules
from sightline.timescales.build import named_facts
from sightline.timescales.rules import EPISODE, ROW, NamedFact

# A crime's own entry stops its clock, so none of that rule is ever without.
STOPPED_BY_THEIR_OWN_ROW = {"crime_recorded"}
RULES = [dataclasses.replace(rule, on=True) for rule in load_clock_rules() if rule.id not in STOPPED_BY_THEIR_OWN_ROW]
GIVEN = sorted({(mapping.layout, fact.name) for mapping in list_mappings() for fact in mapping.facts})
NAMED = [(layout, fact) for rule in RULES for fact in named_facts(rule) for layout in fact.layout]
TYPES = {layout: sorted({one for at, fact in NAMED if at == layout for one in fact.type}) for layout, _ in NAMED}
# Details that the rules ask for, answered in the way that would count.
SAID = {name: values[0] for _, fact in NAMED for name, values in {**fact.words, **fact.where}.items()}
UNANSWERED: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {}  # by rule: several tests ask


def is_named(rule: ClockRule, layout: str, fact: str, kind: str) -> bool:
    """Whether a stop of the rule names this fact of any row of the child."""
    return any(
        layout in stop.layout and fact == stop.fact and (not stop.type or kind in stop.type) and stop.same not in (ROW, EPISODE)
        for stop in rule.stops
    )  # fmt: skip


def not_named(rule: ClockRule, at: str) -> Iterator[dict[str, Any]]:
    """Every fact that the rule does not name, each of a row and a missing episode of its own, of the same child."""
    given = sorted({*GIVEN, *((layout, fact.fact) for layout, fact in NAMED)})
    for layout, fact in given:
        for kind in ("", "SOMETHING ELSE", *TYPES.get(layout, ())):
            if not is_named(rule, layout, fact, kind):
                name = f"{layout} {fact} {kind}"
                yield {"layout": layout, "fact": fact, "type": kind, "at": at, "recorded": at, "row": name, "misper": name,
                       "details": SAID}  # fmt: skip


def unanswered(rule: ClockRule) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A story of the rule's own examples whose clock nothing has stopped, where needed without what stopped it."""
    if rule.id not in UNANSWERED:
        UNANSWERED[rule.id] = find_unanswered(rule)
    return UNANSWERED[rule.id]


def find_unanswered(rule: ClockRule) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    for example in rule.rule.examples:
        whole = list(example["facts"])
        for facts in ([fact for fact in whole if not any(names(stop, fact) for stop in rule.stops)], whole):
            for clock in clocks_of(facts, rules=[rule], as_at=example["as_at"]) if facts else []:
                if not clock["stopped_at"]:
                    return facts, clock
    raise AssertionError(f"{rule.id}: no example has a clock without its stop")


def names(stop: NamedFact, fact: dict[str, Any]) -> bool:
    kind = fact.get("type", "")
    return fact["layout"] in stop.layout and fact["fact"] == stop.fact and (not stop.type or kind in stop.type)


def day_after(facts: list[dict[str, Any]]) -> date:
    last = max(fact[name][:10] for fact in facts for name in ("at", "recorded", "received") if fact.get(name))
    return date.fromisoformat(last) + timedelta(days=1)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_fact_that_the_rule_does_not_name_stops_no_clock(rule: ClockRule) -> None:
    facts, clock = unanswered(rule)
    after = day_after(facts)
    tried = list(not_named(rule, after.isoformat()))
    assert len(tried) > 100
    found = clocks_of([*facts, *tried], rules=[rule], as_at=after + timedelta(days=400))
    (same,) = [one for one in found if one["clock_id"] == clock["clock_id"]]
    assert (same["stopped_at"], same["stopped_by_record_id"]) == (None, None)


@pytest.mark.parametrize(
    ("rule", "stop"),
    [
        pytest.param(rule, stop, id=f"{rule.id}: {stop.fact} {place}")
        for rule in RULES
        for place, stop in enumerate(rule.stops)
    ],
)
def test_a_fact_that_the_rule_names_does_stop_it(rule: ClockRule, stop: NamedFact) -> None:
    """Else the test above could not fail."""
    facts, clock = unanswered(rule)
    after = day_after(facts)
    first = next(
        fact for place, fact in enumerate(facts) if clock["record_id"] == f"rec-{fact.get('row') or f'row{place}'}"
    )
    own = stop.same == ROW or (stop.same == EPISODE and first["layout"] in stop.layout)
    row = clock["record_id"].removeprefix("rec-") if own else "answer"
    details = {name: values[0] for name, values in {**stop.where, **stop.words}.items()}
    takes_action = stop.other_outcome_than or "outcome" in stop.where_not or "outcome" in stop.words_not
    details |= {"outcome": "NFA"} if stop.no_further_action else {"outcome": "ASSESS"} if takes_action else {}
    answer = {
        "layout": stop.layout[0] if stop.same != ROW else first["layout"], "fact": stop.fact, "type": (*stop.type, "")[0],
        "at": after.isoformat(), "recorded": after.isoformat(), "row": row, "details": details, "person": stop.person[0],
        "role": (*stop.role, "")[0],
    }  # fmt: skip
    told = {"layout": stop.layout[0], "fact": "returned", "at": first.get("at"), "row": row,
            "details": {"misper_ref": first.get("misper", "")}}  # fmt: skip
    more = [told, answer] if stop.same == EPISODE and not own else [answer]
    found = clocks_of([*facts, *more], rules=[rule], as_at=after + timedelta(days=400))
    (same,) = [one for one in found if one["clock_id"] == clock["clock_id"]]
    assert same["stopped_at"] == after.isoformat()

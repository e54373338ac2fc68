"""What a workspace's own model learns: families apart from people, thresholds by answers, clusters by the mean chance."""

import math
from datetime import date

import numpy as np
import pytest

from sightline.linkage import resolve
from sightline.linkage.columns import ExtraColumn, clean, comparisons_of
from sightline.linkage.evaluation.research import cluster_by_mean
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.settings import read_settings
from sightline.linkage.training.changes import measure_changes
from sightline.linkage.training.expectation import Learned, Patterns, chance_of, learn
from sightline.linkage.training.rules import read_training_rules
from sightline.linkage.training.thresholds import choose_care, choose_research
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

RULES = read_training_rules()


def comparison(name: str, m: float, u: float) -> dict[str, object]:
    """One with two levels: the same (1) and different (0)."""
    levels = [{"label_for_charts": "not known", "sql_condition": "x IS NULL", "is_null_level": True}]
    for label, agree, by_chance in (("the same", m, u), ("different", 1 - m, 1 - u)):
        levels.append({"label_for_charts": label, "sql_condition": "ELSE", "m_probability": agree,
                       "u_probability": by_chance})  # type: ignore[dict-item]  # fmt: skip
    return {"output_column_name": name, "comparison_levels": levels}


MODEL = {
    "probability_two_random_records_match": 0.001,
    "comparisons": [
        comparison("forename", 0.9, 0.01),
        comparison("birth_date", 0.9, 0.001),
        comparison("home", 0.7, 0.01),
    ],
}
NAMES = ("forename", "birth_date", "home")


def patterns(*rows: tuple[tuple[int, int, int], float, float]) -> Patterns:
    """Levels, how many pairs reach them, and what was said of them."""
    return Patterns(
        NAMES,
        np.array([levels for levels, _, _ in rows]),
        np.full((len(rows), len(NAMES)), math.nan),
        np.array([pairs for _, pairs, _ in rows], np.float64),
        np.array([said for *_, said in rows], np.float64),
    )


UNKNOWN = math.nan
# A hundred children told twice, three times as many pairs of brothers and sisters of one home, and strangers.
HOUSEHOLDS = (
    ((1, 1, 1), 90.0, UNKNOWN), ((0, 1, 1), 5.0, UNKNOWN), ((1, 0, 1), 5.0, UNKNOWN), ((0, 0, 1), 300.0, UNKNOWN),
    ((1, 0, 0), 1_000.0, UNKNOWN), ((0, 1, 0), 100.0, UNKNOWN),
)  # fmt: skip
STRANGERS = (
    ((0, 0, 0), 98_000.0, UNKNOWN), ((1, 0, 0), 990.0, UNKNOWN), ((0, 1, 0), 100.0, UNKNOWN), ((0, 0, 1), 300.0, UNKNOWN),
)  # fmt: skip


def learned(
    *rows: tuple[tuple[int, int, int], float, float], individual: tuple[str, ...] = RULES.individual
) -> Learned:
    import msgspec

    rules = msgspec.structs.replace(RULES, individual=individual, fewest_matches=0.0)
    return learn(
        model=MODEL, candidates=patterns(*rows), random=patterns(*STRANGERS), all_pairs=100_000, of_strangers=True,
        rules=rules,
    )  # fmt: skip


def m_of(model: dict[str, object], name: str) -> float:
    (one,) = [each for each in model["comparisons"] if each["output_column_name"] == name]  # type: ignore[attr-defined]
    return float(one["comparison_levels"][1]["m_probability"])


def test_brothers_and_sisters_are_not_learned_from_as_one_child() -> None:
    with_family = learned(*HOUSEHOLDS)
    without = learned(*HOUSEHOLDS, individual=NAMES)
    assert m_of(with_family.model, "forename") > 0.85
    assert m_of(without.model, "forename") < m_of(with_family.model, "forename")
    assert with_family.model["probability_two_random_records_match"] == pytest.approx(0.001, rel=0.3)


def test_an_answer_is_taken_as_said() -> None:
    said = learned(*HOUSEHOLDS[:1], ((0, 1, 1), 5.0, 0.0), *HOUSEHOLDS[2:])
    assert said.chances[1] == 0.0
    assert m_of(said.model, "forename") > m_of(learned(*HOUSEHOLDS).model, "forename")


def scored(*rows: tuple[float, float, float]) -> tuple[Learned, Patterns]:
    """Bits, pairs and what was said of each pattern."""
    bits = np.array([row[0] for row in rows])
    return Learned({}, bits, chance_of(bits)), patterns(*(((1, 1, 1), pairs, said) for _, pairs, said in rows))


def test_the_threshold_is_where_few_joins_are_wrong_and_rises_where_people_say_otherwise() -> None:
    given, of = scored((20.0, 1_000.0, UNKNOWN), (5.5, 10.0, UNKNOWN), (3.5, 400.0, UNKNOWN))
    assert choose_care(learned=given, patterns=of, rules=RULES) == 4.0
    given, of = scored((20.0, 1_000.0, UNKNOWN), (5.5, 6.0, 0.0), (4.5, 6.0, 0.0), (3.5, 400.0, UNKNOWN))
    assert choose_care(learned=given, patterns=of, rules=RULES) == 6.0
    given, of = scored((20.0, 1_000.0, UNKNOWN), (5.5, 10.0, UNKNOWN), (0.5, 400.0, UNKNOWN))
    assert choose_research(learned=given, patterns=of, rules=RULES) == 0.5


def test_clusters_are_joined_by_the_mean_chance_across_them_and_never_with_two_numbers() -> None:
    chain = [(1, 2, 9.0), (3, 4, 9.0), (2, 3, 4.0)]
    assert cluster_by_mean(chain, least=0.0, mean_chance=0.3, numbers={}) == {1: 1, 2: 1, 3: 3, 4: 3}
    assert set(cluster_by_mean(chain, least=0.0, mean_chance=0.0, numbers={}).values()) == {1}
    whole = [*chain, (1, 3, 3.0), (1, 4, 2.0)]
    assert set(cluster_by_mean(whole, least=0.0, mean_chance=0.3, numbers={}).values()) == {1}
    apart = cluster_by_mean(whole, least=0.0, mean_chance=0.3, numbers={1: "a", 4: "b"})
    assert apart[1] != apart[4]
    assert cluster_by_mean([(1, 2, -1.0)], least=0.0, mean_chance=0.3, numbers={}) == {}


def test_a_column_has_levels_of_its_kind_and_cells_that_say_nothing_are_unknown() -> None:
    def levels(kind: str) -> list[str]:
        column = ExtraColumn(name="town", kind=kind, says="town", headings=("Town",))  # type: ignore[arg-type]
        return [level["label_for_charts"] for one in comparisons_of(column) for level in one["comparison_levels"]]

    assert levels("code") == ["not known", "town the same", "town different"]
    assert levels("words")[1:] == ["town the same", "town with one slip", "town alike", "town different"]
    assert "town the same before the @ (similar surnames)" in levels("email")
    assert [clean(text) for text in ("  New  Town ", "N/A", "unknown", "-", None)] == [
        "new town",
        None,
        None,
        None,
        None,
    ]


def test_what_a_switched_off_rule_would_match_is_no_change_of_the_model() -> None:
    off = ("unique_name_and_address",)
    lena = {"surname": "Ashdown", "forename": "Lena", "address": "4 Alder Road", "postcode": "ZZ1 1AA"}
    engine = DuckDBEngine()
    engine.write(
        MENTION,
        make_mentions(
            [
                lena | {"mention_id": "born", "agency": "health", "birth_date": date(2009, 4, 3)},
                lena | {"mention_id": "bare", "agency": "youth_service"},
            ]
        ),
    )
    resolve(engine=engine, secret=EXAMPLE_SECRET, rules_off=off)
    settings = read_settings()
    held = measure_changes(engine=engine, settings=settings, secret=EXAMPLE_SECRET, rules_off=off)
    assert (held.people_before, held.people_after, held.pairs.made, held.joined) == (2, 2, 0, 0)
    assert held.questions_before == held.questions_after == 1
    blamed = measure_changes(engine=engine, settings=settings, secret=EXAMPLE_SECRET)
    assert (blamed.people_after, blamed.pairs.made) == (1, 1), "with the rule on the two are one"

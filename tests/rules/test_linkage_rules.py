"""Each linking rule does what its worked examples say, and it is that rule which does it."""

from collections.abc import Iterator
from typing import Any

import pytest

from sightline.linkage import LinkageReport, resolve
from sightline.linkage.candidates import NUMBERS
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.link_decision import JOINING, KEPT_APART
from sightline.linkage.settings import read_settings
from sightline.linkage.uniqueness.rules import BETWEEN_TWO, list_rules_on
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
RULES = read_settings().rules
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule}: {example['says']}")
    for rule, content in RULES.items()
    for example in content["examples"]
]


def link(rows: list[Row]) -> tuple[bool, LinkageReport]:
    """Whether the first two rows are one person, and the report."""
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions({"mention_id": f"m{place}"} | row for place, row in enumerate(rows)))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    persons = engine.query("SELECT person_id FROM resolved WHERE mention_id IN ('m0', 'm1')").column(0).to_pylist()
    return len(set(persons)) == 1, report


def rows_of(example: dict[str, Any]) -> list[Row]:
    return [example["a"], example["b"], *example.get("others", [])]


def changed_once(example: dict[str, Any], *, joined: dict[str, Any]) -> Iterator[list[Row]]:
    """The rows with one change: another row left out, the other rows or one cell as in the example that joins."""
    rows, like = rows_of(example), rows_of(joined)
    yield from ([*rows[:place], *rows[place + 1 :]] for place in reversed(range(2, len(rows))))
    if rows[2:] != like[2:]:
        yield [*rows[:2], *like[2:]]
    for cell in sorted({cell for row in (*rows, *like) for cell in row}):
        pairs = zip(rows, like, strict=False)
        told = [{k: v for k, v in a.items() if k != cell} | {k: v for k, v in b.items() if k == cell} for a, b in pairs]
        yield [*told, *rows[len(told) :]]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_of_rule(rule: str, example: dict[str, Any]) -> None:
    same, report = link(rows_of(example))
    assert same is (example["expected"] == "same")
    joining = (*JOINING, "same_details", *list_rules_on(off=()))
    if same and rule in joining:
        assert rule in report.links_by_rule
    if not same and rule in joining:
        assert report.links_by_rule.get(rule, 0) == 0 or example.get("others")
    elif not same:
        held = report.left_apart.get(rule, 0)
        counted = {"sealed_identity": report.sealed, "too_little": report.too_little_to_compare,
                   "number_of_many": report.identifiers_set_aside}.get(rule, 0)  # fmt: skip
        assert held + counted >= 1


@pytest.mark.soak
@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_that_is_kept_apart_is_one_change_from_its_rule(rule: str, example: dict[str, Any]) -> None:
    if example["expected"] == "same" or rule not in list_rules_on(off=()):
        return
    joined = [one for one in RULES[rule]["examples"] if one["expected"] == "same"]
    tried = (link(rows) for like in joined for rows in changed_once(example, joined=like))
    assert any(joined and rule in found.links_by_rule for joined, found in tried), "its rule was never near"


def test_every_rule_is_whole() -> None:
    for name, rule in RULES.items():
        assert rule["id"] == name
        assert rule["label"] and rule["says"].endswith(".") and rule["why"] and rule["examples"]
        assert rule["status"] in ("local", "measured", "unverified")


def test_every_rule_that_decides_has_its_text() -> None:
    deciding = {
        *list_rules_on(off=()),
        BETWEEN_TWO,
        *JOINING,
        *KEPT_APART,
        *(rule.id for rule in NUMBERS),
        "same_details",
        "another_forename",
    }
    assert deciding <= set(RULES)

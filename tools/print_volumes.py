"""Prints docs/reference/escalation-volumes.md from what benchmarks/volumes.py measured."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sightline.curiosity.rules import read_questions
from sightline.escalation import SHARED
from sightline.patterns import read_patterns
from sightline.timescales.rules import load_clock_rules
from tools.print_scale import rows

MEASURED = Path(__file__).parents[1] / "benchmarks" / "volumes_measured.json"
LATEST = date(9999, 12, 31)
HEADS = ("First two days", "A week", "Busiest week")


def print_volumes() -> str:
    """The page: the size, the figures by post, the figures by rule, and what they do not say."""
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    return "\n".join(_page(measured)) + "\n"


def _page(found: dict[str, Any]) -> Iterator[str]:
    yield "# How many actions come to each role"
    yield ""
    yield "For managers and the executive who plan staffing: how many actions an invented partnership gave each role."
    yield ""
    yield "Printed from `benchmarks/volumes_measured.json` by `make docs`; a test holds the two equal."
    yield ""
    yield from (f"- [{head}](#{head.lower().replace(' ', '-')})" for head in ("Measurement", "By role", "By rule"))
    yield ""
    yield "## Measurement"
    yield ""
    yield (
        f"An invented partnership of {found['children']:,} children, from {found['from']} to {found['until']}. "
        f"Files came every {found['weeks_between_deliveries']} weeks, every rule was on, and nobody answered."
    )
    yield "Measure it again with `python benchmarks/volumes.py --children N`."
    yield ""
    weeks = found["weeks_between_deliveries"]
    yield (
        f"- Files came every {weeks} weeks, so most actions come in the week of a delivery. "
        "What arrived late is one line a child, so daily files may give more actions a week than this."
    )
    yield "- The first two days bring what earlier records give at go-live. They are counted apart."
    yield "- Higher roles get these numbers only if nobody answers. An answer in time spares every role above."
    yield "- School attendance and the MACE tracker are left out, so no MACE meeting answers a suspicion here."
    yield "- Your own figures: [rehearse your rules](../how-to/rehearse-your-rules.md)."
    yield ""
    yield "## By role"
    yield ""
    yield rows(
        ["Agency", "Stage", "Role", *HEADS],
        [
            [
                "partnership" if one["ladder"] == SHARED else one["ladder"],
                one["stage"],
                one["post"],
                *_rates(one),
            ]
            for one in found["posts"]
        ],
    )
    yield ""
    labels = _labels()
    yield "## By rule"
    yield ""
    yield "Each action once, at the first role it came to."
    yield ""
    yield rows(
        ["Rule", "What", *HEADS],
        [[f"`{one['rule_id']}`", labels.get(one["rule_id"], one["label"]), *_rates(one)] for one in found["rules"]],
    )


def _labels() -> dict[str, str]:
    """What rules are called today: they may have been renamed since the measurement."""
    clocks = {one.id: one.rule.label for one in load_clock_rules()}
    patterns = {one.id: one.rule.label for one in read_patterns(day=LATEST)}
    return clocks | patterns | {one.id: one.rule.label for one in read_questions(day=LATEST)}


def _rates(one: dict[str, Any]) -> list[str]:
    return [f"{one['first_days']:,}", f"{one['a_week']:,.2f}", f"{one['busiest_week']:,}"]

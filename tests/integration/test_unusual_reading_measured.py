"""The figures of unusual reading in the docs are those that are measured on the invented year."""

from pathlib import Path

import pytest
from support.ordinary_reading import measure_year

from sightline.sharing.reading_rules import FINDERS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "unusual-reading.md"


@pytest.mark.soak
def test_the_figures_in_the_docs_are_measured() -> None:
    measured, page = measure_year(), PAGE.read_text(encoding="utf-8")
    rows = [line.split("|")[2:4] for line in page.splitlines() if " of 6 |" in line or " of 36 |" in line]
    expected = [
        [f"{measured.a_week(rule_id):.2f}", f"{measured.found[rule_id]} of {measured.planted[rule_id]}"]
        for rule_id in FINDERS
    ]
    expected.append([f"{measured.a_week():.2f}", f"{sum(measured.found.values())} of {sum(measured.planted.values())}"])
    assert [[one.strip() for one in row] for row in rows] == expected

"""What the docs say is held to the code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.cli.receipts import SUMS
from tools.print_accounts import print_accounts
from tools.print_command_line import print_command_line
from tools.print_curiosity import print_curiosity
from tools.print_disruption import print_disruption
from tools.print_docs import print_tables
from tools.print_escalation import print_escalation
from tools.print_families import print_families
from tools.print_index import list_parts
from tools.print_ingest_errors import print_ingest_errors
from tools.print_inputs import INPUTS, print_inputs
from tools.print_mappings import print_mappings
from tools.print_patterns import print_patterns
from tools.print_returns import print_returns
from tools.print_scale import print_scale
from tools.print_serving import print_serving
from tools.print_timescales import print_timescales
from tools.print_volumes import print_volumes

ROOT = Path(__file__).parents[2]
PRINTED = {
    "accounts.md": print_accounts,
    "command-line.md": print_command_line,
    "errors-ingest.md": print_ingest_errors,
    "mappings.md": print_mappings,
    "returns.md": print_returns,
    "serving.md": print_serving,
}


def says_for_whom(page: str) -> bool:
    """A page's title or its first words name its readers."""
    return bool(re.match(r"# For |# [^\n]+\n\nFor [a-z]", page))


def test_each_page_says_first_for_whom_it_is() -> None:
    pages = [path for paths in list_parts().values() for path in paths if path.parent.name != "decisions"]
    assert len(pages) > 100
    assert [path.name for path in pages if not says_for_whom(path.read_text(encoding="utf-8"))] == []
    assert says_for_whom("# A\n\nFor practitioners.") and not says_for_whom("# A\n\nA is done.\n\nFor all.")


def test_the_page_of_tables_is_printed_from_the_code() -> None:
    assert (ROOT / "docs" / "reference" / "tables.md").read_text(encoding="utf-8") == print_tables(), "run 'make docs'"


@pytest.mark.parametrize(("name", "printed"), PRINTED.items())
def test_a_page_of_the_reference_is_printed_from_the_code(name: str, printed: Callable[[], str]) -> None:
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == printed(), "run 'make docs'"


def test_each_layout_that_ships_has_a_page_of_its_columns() -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in INPUTS.glob("*.md")}
    assert pages == print_inputs(), "run 'make docs'"
    missing = pages["police_missing.md"]
    assert (
        "| `Misper Ref` |  | key of the row; number of the record; number by which a team opens the child |" in missing
    )
    assert "- a row in which `Missing From Date` is filled and is no date" in missing
    assert "`girl`" in missing and "# School census\n" in pages["school_census.md"]
    assert "returns.md#" in pages["cin_census.md"] and "# SSDA903\n" in pages["ssda903.md"]


def test_the_page_of_timescales_is_printed_from_the_rules() -> None:
    assert (ROOT / "docs" / "timescales.md").read_text(encoding="utf-8") == print_timescales(), "run 'make docs'"


def test_the_page_of_questions_is_printed_from_the_rules() -> None:
    assert (ROOT / "docs" / "reference" / "curiosity.md").read_text(encoding="utf-8") == print_curiosity(), (
        "run 'make docs'"
    )


def test_the_page_of_patterns_is_printed_from_the_rules() -> None:
    assert (ROOT / "docs" / "reference" / "patterns.md").read_text(encoding="utf-8") == print_patterns(), (
        "run 'make docs'"
    )


def test_the_page_of_escalation_is_printed_from_the_state_table_and_the_rules() -> None:
    assert (ROOT / "docs" / "reference" / "escalation.md").read_text(encoding="utf-8") == print_escalation(), (
        "run 'make docs'"
    )


def test_the_page_of_measures_is_printed_from_the_rules() -> None:
    assert (ROOT / "docs" / "reference" / "disruption.md").read_text(encoding="utf-8") == print_disruption(), (
        "run 'make docs'"
    )


def test_the_page_for_families_is_printed_from_the_page_of_the_app() -> None:
    page = (ROOT / "docs" / "explanation" / "for-families.md").read_text(encoding="utf-8")
    assert page == print_families(), "run 'make docs'"
    assert page.count("\n## ") == 8 and "| What | Where it comes from |" in page and "1. Ask the worker" in page


def test_the_page_of_how_many_is_printed_from_what_was_measured() -> None:
    assert (ROOT / "docs" / "reference" / "scale.md").read_text(encoding="utf-8") == print_scale(), "run 'make docs'"


def test_the_page_of_volumes_is_printed_from_what_was_measured() -> None:
    page = ROOT / "docs" / "reference" / "escalation-volumes.md"
    assert page.read_text(encoding="utf-8") == print_volumes(), "run 'make docs'"


def test_the_first_page_is_short_and_has_three_pictures() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page)
    assert len(page.splitlines()) < 120
    assert len(pictures) == 3


def test_no_picture_is_above_150_kb() -> None:
    large = [path.name for path in (ROOT / "docs" / "screenshots").iterdir() if path.stat().st_size >= 150_000]
    assert large == [], "run 'make screenshots', or python -m tools.shrink_screenshots"


def test_every_screenshot_is_shown_on_a_page_and_every_one_shown_is_there() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {
        name for page in pages for name in re.findall(r"screenshots/([\w-]+\.png)\)", page.read_text(encoding="utf-8"))
    }
    held = {path.name for path in (ROOT / "docs" / "screenshots").iterdir()}
    assert held == shown and len(shown) > 20


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / "GLOSSARY.md",
        ROOT / "CHANGELOG.md",
        ROOT / "SECURITY.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").rglob("*.md"),
    ]
    broken = [
        f"{page.name}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert not broken


def test_the_tutorial_names_the_sums_of_an_import_as_they_are_printed() -> None:
    page = (ROOT / "docs" / "tutorial" / "first-hour.md").read_text(encoding="utf-8")
    assert "**Import summary**: " + ", ".join(map("{} {}".format, SUMS[:3], (1, 1, 0))) in page

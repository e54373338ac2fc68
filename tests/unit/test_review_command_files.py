"""Files that commands of a review write: their form is that of their name. Reasons in guides are ones that count."""

import re
from datetime import date
from pathlib import Path

import pytest

from sightline.cli.reviewing.reports import ReportForm
from sightline.cli.reviewing.terms import ChronologyForm, form_of
from sightline.escalation.responses import check_words
from sightline.model.errors import Usage

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
REASON = re.compile(r'review (?:chronology|report|anonymise|restore|publication|inquiry) [^\n]*--why "([^"]+)"')


@pytest.mark.parametrize(
    ("name", "asked", "form"),
    [
        ("a.html", None, "html"),
        ("a.XLSX", None, "xlsx"),
        ("a.pdf", ChronologyForm.PDF, "pdf"),
        ("a", None, "docx"),
        ("a", ChronologyForm.HTML, "html"),
        ("a.draft", None, "docx"),
    ],
)
def test_a_file_has_the_form_of_its_name(name: str, asked: ChronologyForm | None, form: str) -> None:
    """Until now a.html without --form was a Word file that no browser could read."""
    assert form_of(Path(name), asked, ChronologyForm) == form


def test_a_file_is_not_named_by_another_form() -> None:
    for name, asked in (("a.html", ChronologyForm.DOCX), ("a.docx", ChronologyForm.PDF)):
        with pytest.raises(Usage, match="that is not its form"):
            form_of(Path(name), asked, ChronologyForm)
    with pytest.raises(Usage, match="that is not its form"):
        form_of(Path("a.xlsx"), None, ReportForm)


def test_each_reason_in_a_guide_of_reviews_is_one_that_counts() -> None:
    """The steps need the id of a review, so the tests of guides do not run them."""
    found = [reason for page in HOW_TO.glob("*.md") for reason in REASON.findall(page.read_text(encoding="utf-8"))]
    assert len(found) >= 5
    for reason in found:
        assert check_words(reason, today=date(2026, 12, 2)) == reason

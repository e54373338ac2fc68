"""Papers printed from what runs: each statement has a source, each open question a post, and a change is listed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from support.agreed import write_agreements

from sightline.agreements import read_agreements
from sightline.agreements.retention_rules import LEARNING_REVIEW, retention_rules
from sightline.documents.report_html import write_html_report
from sightline.documents.report_word import write_word_report
from sightline.papers import PaperFacts, PaperKind, PrintedPaper, RuleInUse, compare_papers, make_paper
from sightline.papers.report import make_report
from sightline.papers.requirements import paper_rules
from sightline.rulebook.rules import load_rules
from sightline.sharing.roles import role_rules

DOCS = Path(__file__).parents[2] / "docs"
DAY = date(2026, 11, 30)
TEXT_OF_HTML = re.compile(r"<(?:h1|h2|p|td|th|caption)[^>]*>([^<]*)<")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> PaperFacts:
    root = tmp_path_factory.mktemp("agreed")
    write_agreements(root)
    clocks = load_rules("england", "timescales")
    return PaperFacts(
        day=DAY,
        book=read_agreements(root),
        rules=tuple(RuleInUse(rule, "clocks", is_on=True) for rule in clocks),
        roles=role_rules(),
        roles_rule=next(rule for rule in load_rules("sharing") if rule.id == "visibility_by_role"),
        access_rule=next(one for one in load_rules("england", "sharing", "access") if one.id == "need_to_know"),
        gate={rule.id: rule for rule in paper_rules()},
        law={rule.id: rule for rule in clocks},
        periods=retention_rules(on=DAY),
        counts={"person": 1234},
        review_retention=next(one for one in retention_rules(on=DAY) if one.rule.id == LEARNING_REVIEW),
    )


@pytest.fixture(params=tuple(PaperKind))
def paper(request: pytest.FixtureRequest, facts: PaperFacts) -> PrintedPaper:
    return make_paper(request.param, facts=facts)


def test_each_line_has_a_source_or_a_post_and_a_key_of_its_own(paper: PrintedPaper) -> None:
    assert paper.statements and paper.questions
    assert all(one.text.strip() and one.source.strip() for one in paper.statements)
    assert all(one.text.endswith(("?", "unverified.")) and one.post.strip() for one in paper.questions)
    counts = [one for one in paper.statements if one.is_count]
    assert len(paper.lines) == len(paper.statements) - len(counts) + len(paper.questions)


def test_each_page_and_decision_that_is_named_as_a_source_is_there(paper: PrintedPaper) -> None:
    for one in paper.statements:
        program, _, where = one.source.partition(", ")
        if program == "Sightline":
            kind, _, number = where.partition(" ")
            there = list(DOCS.glob(f"decisions/{number}-*.md")) if kind == "decision" else [DOCS.parent / where]
            assert there and all(path.exists() for path in there), one.source


def test_word_and_html_say_the_same_with_headings_and_heads_of_tables(paper: PrintedPaper) -> None:
    report = make_report(paper, printed_at=datetime(2026, 11, 30, tzinfo=UTC), on=DAY, differences=None)
    word = docx.Document(BytesIO(write_word_report(report)))
    page = write_html_report(report).decode()
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    said = [str(one.text) for one in word.paragraphs] + cells
    shown = [re.sub("&#x27;|&quot;|&amp;", "?", text) for text in TEXT_OF_HTML.findall(page)]
    plain = [re.sub("['\"&]", "?", text) for text in said]
    assert sorted(filter(None, plain)) == sorted(filter(None, [text for text in shown if text != report.footer]))
    assert all(one.text in said for one in (*paper.statements, *paper.questions))
    assert [one.text for one in word.paragraphs if one.style and one.style.name == "Heading 1"] == [
        one.heading for one in report.sections
    ]
    assert all(table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for table in word.tables)
    assert page.count("<h1") == 1 and page.count("<table>") == page.count("<caption>") == len(word.tables)
    assert paper.version in page and 'lang="en-GB"' in page


def test_a_changed_agreement_changes_its_lines_and_no_others(facts: PaperFacts, tmp_path: Path) -> None:
    write_agreements(tmp_path)
    file = tmp_path / "agreements" / "police.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            'retention_rule = "As said in the agreement of this test"', 'retention_rule = "Six years"'
        ),
        encoding="utf-8",
    )
    (tmp_path / "agreements" / "housing.toml").unlink()
    before = make_paper(PaperKind.ROPA, facts=facts)
    after = make_paper(PaperKind.ROPA, facts=replace(facts, book=read_agreements(tmp_path)))
    found = compare_papers(signed=before.lines, now=after.lines)
    assert before.version != after.version and found.added == ()
    (changed,) = found.changed
    assert "Six years" in changed.now and "As said" in changed.before and "agreement police" in changed.now
    assert any("agreement housing" in one for one in found.gone)
    assert not any("agreement police" in one for one in found.gone)
    versions = {one.version for one in after.statements if one.source == "agreement police"}
    assert versions == {read_agreements(tmp_path).hashes["police"][:12]}


def test_a_rule_that_is_switched_off_changes_its_line(facts: PaperFacts) -> None:
    first, *rest = facts.rules
    after = replace(facts, rules=(replace(first, is_on=False), *rest))
    found = compare_papers(
        signed=make_paper(PaperKind.ATRS, facts=facts).lines, now=make_paper(PaperKind.ATRS, facts=after).lines
    )
    (changed,) = found.changed
    assert "(on)" in changed.before and "(off)" in changed.now and found.count == 1


def test_counts_are_printed_and_change_no_version(facts: PaperFacts) -> None:
    more = replace(facts, counts={"person": 99_999})
    before, after = (make_paper(PaperKind.DPIA, facts=one) for one in (facts, more))
    assert any("99,999" in one.text for one in after.statements) and before.version == after.version


def test_a_law_that_nobody_has_read_is_called_unverified(facts: PaperFacts) -> None:
    notice = make_paper(PaperKind.PRIVACY_NOTICE, facts=facts)
    rights = [one for one in notice.statements if one.key.startswith("right.")]
    assert rights and all("unverified" in one.source for one in rights)
    gaps = [one for one in make_paper(PaperKind.DPIA, facts=facts).questions if one.key.endswith(".gateway")]
    assert {one.post for one in gaps} == {one.signed_by for one in facts.in_force}
    assert len(gaps) == len(facts.in_force)


def test_the_notice_for_families_has_short_sentences_first_and_sources_last(facts: PaperFacts) -> None:
    notice = make_paper(PaperKind.PRIVACY_NOTICE, facts=facts)
    report = make_report(notice, printed_at=datetime(2026, 11, 30, tzinfo=UTC), on=DAY, differences=None)
    *read, to_complete, sources = report.sections
    assert not any(section.tables for section in read)
    assert to_complete.heading == "To complete before this is published"
    assert sources.heading == "Where each sentence comes from"


@pytest.mark.parametrize("kind", [PaperKind.DPIA, PaperKind.ROPA])
def test_papers_say_how_long_a_learning_review_is_kept(facts: PaperFacts, kind: PaperKind) -> None:
    assert facts.review_retention is not None
    of_seven = replace(facts, review_retention=replace(facts.review_retention, years=7))
    for given, said in ((facts, "No period is set yet"), (of_seven, "The period is 7 years.")):
        (one,) = [one for one in make_paper(kind, facts=given).statements if one.key == "retention.learning_review"]
        assert said in one.text

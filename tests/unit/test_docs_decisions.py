"""Decisions: one page each, numbered without a gap, dated, with its four parts, and all of them in the list."""

from pathlib import Path

import pytest

from tools.print_decisions import FOLDER, SECTIONS, DecisionPage, print_decisions, read_pages

PAGES = read_pages()


def test_the_list_of_decisions_is_printed_from_their_pages() -> None:
    shown = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert shown == print_decisions(), "run '.venv/bin/python -m tools.print_docs'"


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.path.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_a_decision_has_its_four_parts_in_order_and_none_is_empty(page: DecisionPage) -> None:
    assert page.sections == SECTIONS
    bodies = page.path.read_text(encoding="utf-8").split("\n## ")[1:]
    assert all(body.partition("\n")[2].strip() for body in bodies)


def test_every_page_of_the_folder_is_a_numbered_decision() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {page.path.name for page in PAGES} | {"README.md"}


def test_a_page_without_a_date_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.print_decisions.FOLDER", tmp_path)
    (tmp_path / "0001-no-date.md").write_text("# Title\n\n## Context\nWords.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"0001-no-date\.md: begin with '# Title'"):
        read_pages()

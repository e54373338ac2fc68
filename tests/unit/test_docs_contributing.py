"""What the pages for engineers say of make, hooks, files and code is true."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from tools.print_index import print_index

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
GUIDES = sorted((DOCS / "how-to").glob("add-*.md"))
STYLE = DOCS / "explanation" / "code-style.md"
# Things that a guide makes, and that are here only after somebody followed it.
MADE = re.compile(r"useful_numbers|placement_case_note|dental_visits")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_make_target_is_explained_and_every_explained_target_is_one() -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    explained = re.findall(r"^\| `make ([a-z]+)` \|", CONTRIBUTING, re.MULTILINE)
    assert sorted(explained) == sorted(re.findall(r"^  make ([a-z]+):", printed, re.MULTILINE))


def test_every_page_is_in_the_index_by_need() -> None:
    index = text_of(DOCS / "README.md")
    assert index == print_index(), "run '.venv/bin/python -m tools.print_docs'"
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if path.parent.name != "decisions"}
    missing = pages - {"README.md"} - set(re.findall(r"\]\(([^)]+\.md)\)", index))
    assert not missing, f"add to tools/print_index.py by need: {sorted(missing)}"


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", *GUIDES, STYLE], ids=lambda page: page.name)
def test_every_file_that_a_page_for_engineers_names_is_there(page: Path) -> None:
    before_tables = re.sub(
        r"^\| `casework/.*$", "", text_of(page), flags=re.MULTILINE
    )  # what a module was called before
    named = re.findall(r"(?<![\w\"/])(?:sightline|tests|tools|docs|requirements)/[\w./-]+\.\w+", before_tables)
    assert named
    assert [path for path in named if not MADE.search(path) and not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", *GUIDES, STYLE], ids=lambda page: page.name)
def test_every_table_of_contents_names_the_headings(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL), re.MULTILINE)
    listed = re.findall(r"^- \[(.+)\]\(#", text_of(page), re.MULTILINE)
    assert listed == headings


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_the_code_of_a_guide_can_be_read(page: Path) -> None:
    blocks = re.findall(r"^( *)```(python|toml)\n(.*?)^ *```", text_of(page), re.DOTALL | re.MULTILINE)
    assert blocks
    for indent, language, block in blocks:
        plain = re.sub(rf"^{indent}", "", block, flags=re.MULTILINE)
        compile(plain, page.name, "exec") if language == "python" else tomllib.loads(plain)


def test_every_import_of_a_guide_is_one() -> None:
    """Of what Sightline has: a guide whose names moved would stop whoever follows it."""
    lines = {
        line.strip() for page in GUIDES for line in text_of(page).splitlines() if re.match(r" *from (sight|sup)", line)
    }
    kept = sorted(line for line in lines if not MADE.search(line))
    assert len(kept) > 10
    for line in kept:
        exec(line, {})


def test_the_style_page_has_six_examples_before_and_after() -> None:
    sections = re.split(r"^## \d\. ", text_of(STYLE), flags=re.MULTILINE)[1:]
    assert len(sections) == 6
    assert all("before" in section and "after" in section for section in sections)


def test_what_modules_became_is_in_the_list_of_moves() -> None:
    moved = dict(line.split(",") for line in text_of(DOCS / "moved.csv").splitlines())
    pairs = re.findall(r"^\| `(casework/\S+)` \| `(casework/\S+)` \|$", text_of(STYLE), re.MULTILINE)
    assert len(pairs) >= 4
    assert {moved[f"sightline/{old}"] for old, _ in pairs} == {f"sightline/{new}" for _, new in pairs}


def moves_that_end_nowhere(root: Path, moved: dict[str, str]) -> list[str]:
    """Old paths of which the new one is no file today, also where a later row says what became of it."""
    return [old for old, new in moved.items() if new in ("", old) or not (new == "removed" or (root / new).is_file())]


def test_every_move_names_a_file_that_is_there_or_says_that_it_was_removed(tmp_path: Path) -> None:
    lines = text_of(DOCS / "moved.csv").splitlines()[1:]
    moved = dict(line.split(",") for line in lines)
    assert len(moved) == len(lines) > 800
    assert moves_that_end_nowhere(ROOT, moved) == [], "It moved again: write the path of today into its row too"
    (tmp_path / "there.py").touch()
    (tmp_path / "folder").mkdir()
    chain, circle = {"a": "b", "b": "there.py"}, {"f": "g", "g": "f"}
    moves = {**chain, "c": "removed", "d": "e", **circle, "h": "", "i": "folder", "there.py": "there.py"}
    assert moves_that_end_nowhere(tmp_path, moves) == ["a", "d", "f", "g", "h", "i", "there.py"]


def test_every_hook_before_a_commit_is_local_and_a_program_of_development() -> None:
    config = yaml.safe_load(text_of(ROOT / ".pre-commit-config.yaml"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = {hook["id"]: hook for repo in config["repos"] for hook in repo["hooks"]}
    assert set(hooks) == {"ruff-format", "ruff-check", "lint-imports", "mypy"}
    assert {hook["language"] for hook in hooks.values()} == {"system"}
    assert all(hook["entry"].startswith(".venv/bin/") for hook in hooks.values())
    assert "://" not in text_of(ROOT / ".pre-commit-config.yaml")
